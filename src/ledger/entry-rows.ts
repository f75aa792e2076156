import type { Cleaned, FeedFormat, Item, Millis } from '../model.js';
import { markList, marksOf, type Arrival, type Decision, type Remembered } from '../identify/index.js';
import { rowNames, type StoredEntry } from './rows.js';
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

/** A place that the log of arrivals gives out. */
export interface Touched {
  readonly n: number;
  readonly version: number;
  readonly commit: number;
  readonly published: Millis;
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

/** A new entry: its memory and its row. */
export function settleNew(
  { match, arrival, id, published }: Extract<Decision, { kind: 'new' }>,
  n: number,
  days: number,
  { source, format, fingerprint, now, commit }: SettleContext,
  work: WorkingLedger,
): Touched {
  const { cleaned } = arrival;
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
  const times = { firstSeen: now, published, updated: published, commit };
  work.write(rowNames.entry(source, n), entryRow({ n, version: 1, id }, arrival, cleaned, { format, fingerprint }, times));
  return { n, version: 1, commit, published };
}

/** An entry's row: what arrived, beside what it became. */
function entryRow(
  { n, version, id }: Pick<StoredEntry, 'n' | 'version' | 'id'>,
  { item, stamp }: Arrival,
  cleaned: Cleaned,
  { format, fingerprint }: Pick<StoredEntry, 'format' | 'fingerprint'>,
  { firstSeen, published, updated, commit }: Pick<StoredEntry, 'firstSeen' | 'published' | 'updated' | 'commit'>,
): StoredEntry {
  return {
    n,
    version,
    id,
    item,
    format,
    cleaned,
    fingerprint,
    ...linkAndLanguage(item),
    ...(stamp === undefined ? {} : { stamp }),
    firstSeen,
    published,
    updated,
    commit,
  };
}

function linkAndLanguage(item: Item): Pick<StoredEntry, 'link' | 'language'> {
  return {
    ...(item.link === undefined ? {} : { link: item.link }),
    ...(item.language === undefined ? {} : { language: item.language }),
  };
}

/** A known entry's next version: same number, id, first sight and date of publication. */
export function settleRevision(
  { match, arrival, entry }: Extract<Decision, { kind: 'known' }>,
  updated: Millis,
  days: number,
  { source, format, fingerprint, commit: ofContext }: SettleContext,
  work: WorkingLedger,
): Touched {
  const { cleaned } = arrival;
  if (cleaned === undefined) throw new Error('a revision has to be cleaned before it is stored');
  const { n, id, firstSeen, published } = entry;
  const version = entry.version + 1;
  // What history revises does not become history by it.
  const commit = Math.max(ofContext, work.read<StoredEntry>(rowNames.entry(source, n))?.commit ?? 0);
  freeze(source, n, work);
  // A version without a date leaves the last stamp known: what comes back with that stamp is a copy, not news.
  const { dropped, ...kept } = entry;
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
  const times = { firstSeen, published, updated, commit };
  work.write(rowNames.entry(source, n), entryRow({ n, version, id }, arrival, cleaned, { format, fingerprint }, times));
  return { n, version, commit, published };
}

/** Sets the version that archive pages show aside, once, before the entry changes. */
function freeze(source: string, n: number, work: WorkingLedger): void {
  const current = work.read<StoredEntry>(rowNames.entry(source, n));
  if (current === undefined || current.frozen !== undefined) return;
  work.write(rowNames.version(source, n, current.version), current);
}

/** New content under the same version: no date moves. */
export function refresh({ arrival, entry }: Extract<Decision, { kind: 'known' }>, { source, format, fingerprint }: SettleContext, work: WorkingLedger): boolean {
  const current = work.read<StoredEntry>(rowNames.entry(source, entry.n));
  if (current === undefined || arrival.cleaned === undefined) return false;
  freeze(source, entry.n, work);
  const { item, cleaned } = arrival;
  work.write(rowNames.entry(source, entry.n), { ...current, item, cleaned, format, fingerprint, frozen: true } satisfies StoredEntry);
  return true;
}

/** What a known item that changes nothing leaves behind: a stamp, a new key, that it was seen. */
export function noteSeen({ match, arrival, entry, verdict }: Extract<Decision, { kind: 'known' }>, days: number, { fingerprint }: SettleContext, work: WorkingLedger): void {
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
