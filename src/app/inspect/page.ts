import { renderInspector } from '../../serve/pages/inspector.js';
import type { InspectorModel, Language } from '../../serve/index.js';
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
  const model = { base: server.baseUrl, sources: sources.map(({ id, title = id }) => ({ id, title })), asked };
  return renderInspector(search ? { ...model, finding: await inspect(asked, inspecting) } : model, language);
}
