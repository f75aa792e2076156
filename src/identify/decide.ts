import type { Millis } from '../model.js';
import type { Arrival } from './arrival.js';
import { nameUuid } from './uuid.js';
import { markList, marksOf, type Ledger, type Remembered } from './ledger.js';
import { matchDocument, type Match, type Matching } from './match.js';
import { judge, publicationTime, type Showing, type Verdict } from './verdict.js';

/** One article of a document, decided: which entry it is, and what has happened to it. */
export type Decision =
  | { readonly kind: 'new'; readonly match: Match; readonly arrival: Arrival; readonly id: string; readonly published: Millis }
  | { readonly kind: 'known'; readonly match: Match; readonly arrival: Arrival; readonly entry: Remembered; readonly verdict: Verdict };

export interface DocumentDecision {
  /** New entries oldest first, so that numbers follow dates; known ones as they stand. */
  readonly decisions: readonly Decision[];
  readonly distrusted: Matching['distrusted'];
}

/**
 * Decides one document as a whole. Pure.
 *
 * @param arrivals all its items, cleaned but for plain duplicates
 * @param shown what recent polls showed of older versions, by entry number
 * @param now time of the poll
 */
export function decideDocument(
  source: string,
  arrivals: readonly Arrival[],
  ledger: Ledger,
  shown: ReadonlyMap<number, Showing>,
  now: Millis,
): DocumentDecision {
  const { matches, distrusted } = matchDocument(arrivals, ledger);
  const given = new Set<string>();
  const decisions = matches.map((match): Decision => {
    const [arrival] = match.article.arrivals;
    const entry = match.entry === undefined ? undefined : ledger.entry(match.entry);
    if (entry !== undefined) {
      return { kind: 'known', match, arrival, entry, verdict: judge(arrival, entry, shown.get(entry.n), now) };
    }
    if (arrival.cleaned === undefined) throw new Error('a new item has to be cleaned before it is decided');
    const id = giveId(source, match, arrival, ledger, given);
    return { kind: 'new', match, arrival, id, published: publicationTime(arrival.item, arrival.cleaned, arrival.place, now) };
  });
  return { decisions: decisions.toSorted(oldestFirst), distrusted };
}

function oldestFirst(one: Decision, other: Decision): number {
  if (one.kind !== 'new' || other.kind !== 'new') return Number(one.kind === 'new') - Number(other.kind === 'new');
  return (
    one.published - other.published ||
    (one.arrival.stamp ?? 0) - (other.arrival.stamp ?? 0) ||
    (one.id < other.id ? -1 : 1)
  );
}

/**
 * The published id: version 5 of the source's id and the first key that no other entry bears;
 * without one, of what the article has instead of keys.
 */
function giveId(source: string, match: Match, arrival: Arrival, ledger: Ledger, given: Set<string>): string {
  const own = match.keys.find((key) => ledger.key(key) === undefined);
  const name = own ?? `article:${arrival.date ?? ''}:${arrival.title}:${arrival.appearance?.content ?? ''}`;
  const inUse = own === undefined ? idsLike(arrival, ledger) : new Set<string>();
  for (let copy = 1; ; copy += 1) {
    const id = copy === 1 ? nameUuid(source, name) : nameUuid(source, name, String(copy));
    if (given.has(id) || inUse.has(id)) continue;
    given.add(id);
    return id;
  }
}

/** Ids of entries that were once named after the same words. */
function idsLike(arrival: Arrival, ledger: Ledger): ReadonlySet<string> {
  const entries = markList(marksOf(arrival)).flatMap((mark) => ledger.marked(mark));
  return new Set(entries.flatMap((n) => ledger.entry(n)?.id ?? []));
}
