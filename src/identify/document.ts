import type { Arrival, Key } from './arrival.js';
import { likeness } from './alike.js';
import type { Ledger } from './ledger.js';

/** Items of one document that are one article: they share a key that is still trusted, or are the same without keys. */
export interface Article {
  /** The newest comes first; it is the one that counts. */
  readonly arrivals: readonly [Arrival, ...Arrival[]];
  readonly guids: readonly Key[];
  readonly links: readonly Key[];
  readonly aliases: readonly Key[];
}

export interface DocumentReading {
  readonly articles: readonly Article[];
  /** Keys that this document shows to be none. */
  readonly distrusted: ReadonlySet<Key>;
}

type Kind = 'guid' | 'link';

/**
 * One document's items, told apart by what it gives them (PRODUCT.md "Identity", "A key no more").
 * The order of dated items decides nothing: they are put into an order of their own first.
 */
export function readDocument(arrivals: readonly Arrival[], ledger: Ledger): DocumentReading {
  const distrusted = new Set<Key>();
  let ordered = arrivals.toSorted(newestFirst).map((arrival) => trustedOnly(arrival, (key) => ledger.key(key) === 'distrusted'));
  // Once more without the keys found to be none, for what is left of an item's keys is read as the next document would read it.
  for (let found = noKeys(ordered); found.size > 0; found = noKeys(ordered)) {
    for (const key of found) distrusted.add(key);
    ordered = ordered.map((arrival) => trustedOnly(arrival, (key) => distrusted.has(key)));
  }
  return { articles: gather(ordered), distrusted };
}

/** Keys that are given to items which are not one article. */
function noKeys(arrivals: readonly Arrival[]): ReadonlySet<Key> {
  const found = new Set<Key>();
  for (const kind of ['guid', 'link'] as const) {
    const severalKeys = new Set(arrivals.map((arrival) => arrival[kind])).size > 1;
    for (const [key, group] of groupBy(arrivals, kind)) {
      if (group.length > 1 && !oneArticle(group, kind, severalKeys)) found.add(key);
    }
  }
  return found;
}

function trustedOnly(arrival: Arrival, isNoKey: (key: Key) => boolean): Arrival {
  const { guid, link, alias, ...rest } = arrival;
  return {
    ...rest,
    ...(guid === undefined || isNoKey(guid) ? {} : { guid }),
    ...(link === undefined || isNoKey(link) ? {} : { link, ...(alias === undefined || isNoKey(alias) ? {} : { alias }) }),
  };
}

/** Newest first; equal dates by what arrived, undated items last and by place. */
function newestFirst(one: Arrival, other: Arrival): number {
  if (one.stamp !== other.stamp) return (other.stamp ?? -Infinity) - (one.stamp ?? -Infinity);
  if (one.stamp === undefined) return one.place - other.place;
  return one.raw < other.raw ? -1 : one.raw > other.raw ? 1 : one.place - other.place;
}

function groupBy(arrivals: readonly Arrival[], kind: Kind): ReadonlyMap<Key, readonly Arrival[]> {
  const groups = new Map<Key, Arrival[]>();
  for (const arrival of arrivals) {
    const key = arrival[kind];
    if (key === undefined) continue;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [arrival]);
    else group.push(arrival);
  }
  return groups;
}

/** Whether several items with one key are one article. */
function oneArticle(group: readonly Arrival[], kind: Kind, severalKeys: boolean): boolean {
  const other: Kind = kind === 'guid' ? 'link' : 'guid';
  const [first, ...others] = group;
  return others.every((arrival) => {
    if (first === undefined) return true;
    const { count: shared, content } = likeness(first, arrival);
    if (first[other] !== arrival[other]) return shared === 3 && (kind === 'link' || severalKeys);
    if (first[other] === undefined) return shared >= 2;
    // Both keys in common: an article and its revision; but nobody lists three versions of one, whatever the day and the daily title.
    return group.length > 2 ? shared >= 2 && content : shared >= 1;
  });
}

function gather(arrivals: readonly Arrival[]): readonly Article[] {
  const articles: { arrivals: Arrival[]; keys: Set<string> }[] = [];
  const byKey = new Map<string, (typeof articles)[number]>();
  for (const arrival of arrivals) {
    const keys = gatheringKeys(arrival);
    const found = [...new Set(keys.flatMap((key) => byKey.get(key) ?? []))];
    const [home = { arrivals: [], keys: new Set<string>() }, ...merged] = found;
    if (found.length === 0) articles.push(home);
    for (const article of merged) {
      home.arrivals.push(...article.arrivals);
      for (const key of article.keys) home.keys.add(key);
      articles.splice(articles.indexOf(article), 1);
    }
    home.arrivals.push(arrival);
    for (const key of keys) home.keys.add(key);
    for (const key of home.keys) byKey.set(key, home);
  }
  return articles.map((article) => articleOf(article.arrivals));
}

/**
 * What makes two items one: a key; or the same title, date and content to the letter (an item
 * listed twice, under two addresses); without any key, also the same title and content undated.
 */
function gatheringKeys({ item, guid, link, raw, title, date, day, appearance }: Arrival): readonly string[] {
  const keys = [guid, link].filter((key) => key !== undefined);
  const content = appearance?.content ?? '';
  const told = title !== '' && content !== '';
  const same = `same:${date ?? ''}:${title}:${content}:${JSON.stringify(item.enclosures)}`;
  if (keys.length > 0) return told && date !== undefined && !day ? [...keys, same] : keys;
  return [title !== '' || content !== '' ? same : `raw:${raw}`];
}

/** Several items as the one article they are. */
export function articleOf(arrivals: readonly Arrival[]): Article {
  const [first, ...rest] = arrivals.toSorted(newestFirst);
  if (first === undefined) throw new Error('an article without items');
  const all = (kind: Kind | 'alias'): Key[] => [...new Set([first, ...rest].flatMap((arrival) => arrival[kind] ?? []))];
  return { arrivals: [first, ...rest], guids: all('guid'), links: all('link'), aliases: all('alias') };
}
