import type { Entry, Millis, Source } from '../model.js';
import { addressKey, type Key, type Remembered } from '../identify/index.js';
import { rowNames, type StoredEntry } from '../ledger/rows.js';
import type { Store } from '../store/index.js';
import { nameOf, paired, type SourceCandidate } from './candidates.js';
import { isFiltered, type Outlet } from './outlet.js';

/** What the filters have let pass. */
export interface Passing {
  readonly candidate: SourceCandidate;
  readonly entry: Entry;
  readonly firstSeen: Millis;
}

/**
 * Of a merged feed's candidates those that are shown as another source's already (PRODUCT.md "Identity": the same link from
 * two sources stands once): whose was seen first stays, and the list's order decides within one round of polls.
 *
 * @param shows whether an entry of a source passes the filters
 * @returns their names
 */
export async function shownElsewhere(
  rows: readonly Passing[],
  outlet: Outlet,
  store: Store,
  shows: (source: Source, stored: StoredEntry) => boolean,
): Promise<ReadonlySet<string>> {
  const claimed = new Set<string>();
  if (!outlet.merged || outlet.sources.length < 2) return claimed;
  const remembered = await store.getMany<Remembered>(rows.map(({ candidate: { source, n } }) => rowNames.ledger(source.id, n)));
  const linked = rows.flatMap(({ candidate, entry: { link }, firstSeen }, place) =>
    linksOf(link, remembered[place]).map((key) => ({ name: nameOf(candidate), candidate, firstSeen, key })));
  const own = await store.getMany<number>(linked.map(({ candidate, key }) => rowNames.key(candidate.source.id, key)));
  const asked = linked.flatMap((question, place) => {
    // What is a key no more in its own source names none of its articles: a show's page that all its episodes link to.
    if (own[place] === NO_KEY) return [];
    return outlet.sources.filter(({ id }) => id !== question.candidate.source.id).map((other) => ({ ...question, other }));
  });
  const numbers = await store.getMany<number>(asked.map(({ other, key }) => rowNames.key(other.id, key)));
  const found = asked.flatMap((question, place) => {
    const n = numbers[place];
    return n === undefined || n === NO_KEY ? [] : [{ ...question, n }];
  });
  const entries = await store.getMany<Remembered>(found.map(({ other, n }) => rowNames.ledger(other.id, n)));
  const earlier = found.flatMap((question, place) => {
    const entry = entries[place];
    return entry !== undefined && isBefore(question.other, entry, question, outlet) ? [{ ...question, isKept: entry.dropped === undefined }] : [];
  });
  // Readers had it from there, as far as can be told: it does not come again for being kept no longer.
  for (const { name, other, isKept } of earlier) if (!isKept && !outlet.asks && !isFiltered(other)) claimed.add(name);
  const kept = earlier.filter(({ isKept }) => isKept);
  const stored = store.each<StoredEntry>(kept.map(({ other, n }) => rowNames.entry(other.id, n)));
  for await (const { candidate: { name, other }, stored: twin } of paired(kept, stored)) if (shows(other, twin)) claimed.add(name);
  return claimed;
}

/** Its link and those it had before: another source may know the article by that. */
function linksOf(link: string | undefined, remembered: Remembered | undefined): readonly Key[] {
  const before = (remembered?.keys ?? []).filter((key) => key.startsWith('link:'));
  return [...new Set([...(link === undefined ? [] : [`link:${addressKey(link) ?? link}` as const]), ...before])];
}

/** What a key leads to that has served two articles of its source. */
const NO_KEY = 0;

function isBefore(other: Source, entry: Remembered, { candidate, firstSeen }: Pick<Passing, 'candidate' | 'firstSeen'>, outlet: Outlet): boolean {
  if (entry.firstSeen !== firstSeen) return entry.firstSeen < firstSeen;
  const place = (wanted: Source): number => outlet.sources.findIndex(({ id }) => id === wanted.id);
  return place(other) < place(candidate.source);
}
