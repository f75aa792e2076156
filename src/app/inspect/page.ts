import { discretionOf } from '../../discretion.js';
import { rowNames, type SourceState } from '../../ledger/rows.js';
import { titleOf } from '../../library/index.js';
import { renderInspector } from '../../serve/pages/inspector.js';
import type { Source } from '../../model.js';
import type { InspectorFinding, InspectorModel, Language } from '../../serve/index.js';
import { StoreError } from '../../store/index.js';
import { inspect, type Inspecting } from './inspect.js';

/** What somebody wants to see: the form alone, or with what was found. */
export interface InspectorQuestion {
  readonly asked: InspectorModel['asked'];
  readonly language: Language;
  /** Without it nothing is looked for. */
  readonly search: boolean;
}

/** The inspector's page. */
export async function inspectorPage({ asked, language, search }: InspectorQuestion, inspecting: Inspecting): Promise<string> {
  const { server, sources } = inspecting.configuration;
  const model = { base: server.baseUrl, now: inspecting.now, timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone, sources: await titled(sources, inspecting), asked };
  return renderInspector(search ? { ...model, finding: await discreetly(asked, inspecting) } : model, language);
}

/** With their own titles, where the store is there to tell them. */
async function titled(sources: readonly Source[], { house: { store, discretion } }: Inspecting): Promise<InspectorModel['sources']> {
  const states = await store.getMany<SourceState>(sources.map(({ id }) => rowNames.source(id))).catch((error: unknown) => {
    if (error instanceof StoreError) return [];
    throw error;
  });
  return discretion.published(sources.map((source, place) => ({ id: source.id, title: titleOf(source, states[place]?.head) })));
}

/** The operator's own secrets are not even the operator's to see: pages are looked at over shoulders. */
async function discreetly(asked: InspectorModel['asked'], inspecting: Inspecting): Promise<InspectorFinding> {
  const { told, published } = discretionOf(inspecting.configuration.hidden);
  const finding = await inspect(asked, inspecting);
  return published(finding.kind === 'failed' ? { ...finding, failure: { ...finding.failure, message: told(finding.failure.message) } } : finding, inspecting.house.relay);
}
