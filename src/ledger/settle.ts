import type { Arrival, DocumentDecision, Decision, Showing } from '../identify/index.js';
import { noteSeen, refresh, settleNew, settleRevision, type SettleContext, type Touched } from './entry-rows.js';
import { named, stillNamed, type Nameable } from './named.js';
import { appendToPages, mergeRecent } from './pages.js';
import { rowNames, type PageRef, type Recent, type SourceState } from './rows.js';
import type { WorkingLedger } from './working.js';

export type { SettleContext } from './entry-rows.js';

export interface Settled {
  readonly state: SourceState;
  readonly fresh: number;
  readonly revised: number;
  /** Something that is published changed. */
  readonly changed: boolean;
  /** Older versions that the document shows, by entry number. */
  readonly stale: Readonly<Record<string, Showing>>;
}

/** Turns a document's decisions into rows: what one commit will say. */
export async function settleDocument(
  { decisions, distrusted }: DocumentDecision,
  before: SourceState,
  context: SettleContext,
  work: WorkingLedger,
): Promise<Settled> {
  const { source, commit, now } = context;
  await work.load(
    decisions.flatMap((decision) =>
      decision.kind === 'known' && changesEntry(decision) ? [rowNames.entry(source, decision.entry.n)] : [],
    ),
  );
  for (const key of distrusted) work.distrust(key);

  let nextEntry = before.nextEntry;
  let entries = before.entries;
  let refreshed = false;
  const touched: Touched[] = [];
  let last: Nameable | undefined;
  const stale: Record<string, Showing> = {};
  for (const decision of decisions) {
    if (decision.kind === 'new') {
      touched.push(settleNew(decision, nextEntry, before.days, context, work));
      last = nameable(nextEntry, decision.arrival);
      nextEntry += 1;
      entries += 1;
      continue;
    }
    const { entry, verdict, arrival } = decision;
    if (changesEntry(decision) && entry.n === nextEntry - 1) last = nameable(entry.n, arrival);
    if (verdict.kind === 'revision') {
      touched.push(settleRevision(decision, verdict.updated, before.days, context, work));
      if (entry.dropped !== undefined) entries += 1;
      continue;
    }
    if (verdict.kind === 'stale' && context.aside === undefined) {
      stale[entry.n] = verdict.showing;
      work.write(rowNames.pending(source, entry.n), arrival.item);
    }
    if (verdict.kind === 'refreshed') refreshed = refresh(decision, context, work) || refreshed;
    noteSeen(decision, before.days, context, work);
  }

  const ordered = touched.toSorted((one, other) => one.published - other.published || one.n - other.n);
  const recent = ordered.map((touched): Recent => [touched.commit, touched.n, touched.published]);
  const refs = ordered.map((touched): PageRef => [touched.n, touched.version, touched.commit, touched.published]);
  const fresh = decisions.filter(({ kind }) => kind === 'new').length;
  const state: SourceState = { ...before, nextEntry, entries, recent: mergeRecent(before.recent, recent) };
  const changed = touched.length > 0 || refreshed;
  const lastChange = changed ? now : before.lastChange;
  return {
    state: {
      ...(touched.length > 0 ? await appendToPages(source, state, refs, work) : state),
      newest: last === undefined ? stillNamed(before, lastChange) : named(last, lastChange),
      ...(touched.length > 0 && commit > 0 ? { commit } : {}),
      ...(lastChange === undefined ? {} : { lastChange }),
      ...(fresh > 0 ? { lastNew: now } : {}),
    },
    fresh,
    revised: touched.length - fresh,
    changed,
    stale,
  };
}

function nameable(n: number, { cleaned, item }: Arrival): Nameable {
  return { n, title: cleaned?.title, link: item.link };
}

function changesEntry({ verdict }: Extract<Decision, { kind: 'known' }>): boolean {
  return verdict.kind === 'revision' || verdict.kind === 'refreshed';
}
