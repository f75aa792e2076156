import type { FeedFormat, Item, Millis } from '../model.js';
import {
  markList,
  marksOf,
  type Arrival,
  type Decision,
  type DocumentDecision,
  type Remembered,
  type Showing,
} from '../identify/index.js';
import { appendToPages, mergeRecent } from './pages.js';
import { rowNames, type PageRef, type Recent, type SourceState, type StoredEntry } from './rows.js';
import type { WorkingLedger } from './working.js';

/** Versions whose digests are remembered, to know a lagging mirror's copies by. */
const VERSIONS_KEPT = 8;
const MARKS_KEPT = 12;
/** Being seen is noted this seldom, in the source's days, so that a duplicate writes nothing. */
const SEEN_NOTED = 30;

export interface SettleContext {
  readonly source: string;
  readonly format: FeedFormat;
  /** The cleaning the items went through. */
  readonly fingerprint: string;
  /** Time of the poll: first sight of what is new. */
  readonly now: Millis;
  /** This commit's number; 0 for history. */
  readonly commit: number;
  /** No poll: an older version that is shown tells nothing of what the source shows now. */
  readonly aside?: true;
}

export interface Settled {
  readonly state: SourceState;
  readonly fresh: number;
  readonly revised: number;
  /** Something that is published changed. */
  readonly changed: boolean;
  /** Older versions that the document shows, by entry number. */
  readonly stale: Readonly<Record<string, Showing>>;
}

interface Touched {
  readonly n: number;
  readonly version: number;
  readonly published: Millis;
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
  const stale: Record<string, Showing> = {};
  for (const decision of decisions) {
    if (decision.kind === 'new') {
      touched.push(settleNew(decision, nextEntry, before.days, context, work));
      nextEntry += 1;
      entries += 1;
      continue;
    }
    const { entry, verdict, arrival } = decision;
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
  const recent = ordered.map(({ n, published }): Recent => [commit, n, published]);
  const refs = ordered.map(({ n, version, published }): PageRef => [n, version, commit, published]);
  const fresh = decisions.filter(({ kind }) => kind === 'new').length;
  const state: SourceState = { ...before, nextEntry, entries, recent: mergeRecent(before.recent, recent) };
  const changed = touched.length > 0 || refreshed;
  return {
    state: {
      ...(touched.length > 0 ? await appendToPages(source, state, refs, work) : state),
      ...(touched.length > 0 && commit > 0 ? { commit } : {}),
      ...(changed ? { lastChange: now } : {}),
      ...(fresh > 0 ? { lastNew: now } : {}),
    },
    fresh,
    revised: touched.length - fresh,
    changed,
    stale,
  };
}

function changesEntry({ verdict }: Extract<Decision, { kind: 'known' }>): boolean {
  return verdict.kind === 'revision' || verdict.kind === 'refreshed';
}

/** What is remembered of an arrival's looks. */
function looks(arrival: Arrival, fingerprint: string): Pick<Remembered, 'title' | 'raw' | 'whole' | 'stable' | 'content' | 'fingerprint'> {
  const { appearance, title, raw } = arrival;
  if (appearance === undefined) throw new Error('an item that is stored has to be cleaned before');
  return { title, raw, ...appearance, fingerprint };
}

function when(arrival: Arrival): Pick<Remembered, 'date' | 'day' | 'stamp'> {
  return {
    ...(arrival.date === undefined ? {} : { date: arrival.date }),
    ...(arrival.day ? { day: true as const } : {}),
    ...(arrival.stamp === undefined ? {} : { stamp: arrival.stamp }),
  };
}

function settleNew(
  { match, arrival, id, published }: Extract<Decision, { kind: 'new' }>,
  n: number,
  days: number,
  { source, format, fingerprint, now, commit }: SettleContext,
  work: WorkingLedger,
): Touched {
  const { item, cleaned } = arrival;
  if (cleaned === undefined) throw new Error('a new item has to be cleaned before it is stored');
  work.remember({
    n,
    id,
    keys: match.keys,
    marks: markList(marksOf(arrival)),
    ...when(arrival),
    ...looks(arrival, fingerprint),
    versions: [],
    version: 1,
    firstSeen: now,
    published,
    updated: published,
    seen: days,
  });
  work.write(rowNames.entry(source, n), {
    n,
    version: 1,
    id,
    item,
    format,
    cleaned,
    fingerprint,
    ...linkAndLanguage(item),
    ...(arrival.stamp === undefined ? {} : { stamp: arrival.stamp }),
    firstSeen: now,
    published,
    updated: published,
    commit,
  } satisfies StoredEntry);
  return { n, version: 1, published };
}

function linkAndLanguage(item: Item): Pick<StoredEntry, 'link' | 'language'> {
  return {
    ...(item.link === undefined ? {} : { link: item.link }),
    ...(item.language === undefined ? {} : { language: item.language }),
  };
}

function settleRevision(
  { match, arrival, entry }: Extract<Decision, { kind: 'known' }>,
  updated: Millis,
  days: number,
  { source, format, fingerprint, commit }: SettleContext,
  work: WorkingLedger,
): Touched {
  const { item, cleaned } = arrival;
  if (cleaned === undefined) throw new Error('a revision has to be cleaned before it is stored');
  const { n, id, firstSeen, published } = entry;
  const version = entry.version + 1;
  freeze(source, n, work);
  const { dropped, stamp, ...kept } = entry;
  work.remember({
    ...kept,
    keys: withNew(entry.keys, match.keys),
    marks: withNew(entry.marks, markList(marksOf(arrival))).slice(-MARKS_KEPT),
    ...when(arrival),
    ...looks(arrival, fingerprint),
    versions: withNew(entry.versions, [entry.stable]).slice(-VERSIONS_KEPT),
    version,
    updated,
    seen: days,
  });
  work.write(rowNames.entry(source, n), {
    n,
    version,
    id,
    item,
    format,
    cleaned,
    fingerprint,
    ...linkAndLanguage(item),
    ...(arrival.stamp === undefined ? {} : { stamp: arrival.stamp }),
    firstSeen,
    published,
    updated,
    commit,
  } satisfies StoredEntry);
  return { n, version, published };
}

/** Sets the version that archive pages show aside, once, before the entry changes. */
function freeze(source: string, n: number, work: WorkingLedger): void {
  const current = work.read<StoredEntry>(rowNames.entry(source, n));
  if (current === undefined || current.frozen !== undefined) return;
  work.write(rowNames.version(source, n, current.version), current);
}

/** New content under the same version: no date moves. */
function refresh({ arrival, entry }: Extract<Decision, { kind: 'known' }>, { source, format, fingerprint }: SettleContext, work: WorkingLedger): boolean {
  const current = work.read<StoredEntry>(rowNames.entry(source, entry.n));
  if (current === undefined || arrival.cleaned === undefined) return false;
  freeze(source, entry.n, work);
  const { item, cleaned } = arrival;
  work.write(rowNames.entry(source, entry.n), { ...current, item, cleaned, format, fingerprint, frozen: true } satisfies StoredEntry);
  return true;
}

/** What a known item that changes nothing leaves behind: a stamp, a new key, that it was seen. */
function noteSeen({ match, arrival, entry, verdict }: Extract<Decision, { kind: 'known' }>, days: number, { fingerprint }: SettleContext, work: WorkingLedger): void {
  const keys = withNew(entry.keys, match.keys);
  const same = verdict.kind === 'recrawl' || verdict.kind === 'refreshed';
  const due = days - entry.seen >= SEEN_NOTED;
  if (!same && !due && keys.length === entry.keys.length) return;
  const moved = same ? { ...when(arrival), ...looks(arrival, fingerprint) } : {};
  const marks = same ? withNew(entry.marks, markList(marksOf(arrival))).slice(-MARKS_KEPT) : entry.marks;
  work.remember({ ...entry, ...moved, keys, marks, seen: days });
}

function withNew<T extends string>(old: readonly T[], more: readonly T[]): readonly T[] {
  return [...new Set([...old, ...more])];
}
