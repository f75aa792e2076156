import { likeness } from './alike.js';
import type { Article } from './document.js';
import type { Ledger, Remembered } from './ledger.js';
import { marksOf } from './ledger.js';

export type Kind = 'guid' | 'link';

/** The entries that an article's keys lead to. */
export interface Lead {
  readonly article: Article;
  readonly link?: Remembered;
  readonly guid?: Remembered;
}

export function leadOf(article: Article, ledger: Ledger): Lead {
  const follow = (keys: Article['guids']): Remembered | undefined => {
    for (const key of keys) {
      const n = ledger.key(key);
      const entry = typeof n === 'number' ? ledger.entry(n) : undefined;
      if (entry !== undefined) return entry;
    }
    return undefined;
  };
  const link = follow(article.links) ?? follow(article.aliases);
  const guid = follow(article.guids);
  return { article, ...(link === undefined ? {} : { link }), ...(guid === undefined ? {} : { guid }) };
}

/** How much an article has in common with an entry: the most that any of its items has. */
function bestLikeness(article: Article, entry: Remembered): { count: number; date: boolean } {
  const all = article.arrivals.map((arrival) => ({ ...likeness(arrival, entry), day: arrival.day }));
  return { count: Math.max(...all.map(({ count }) => count)), date: all.some(({ date, day }) => date && !day) };
}

/** What the other items of a document say about one item's key. */
export interface Company {
  /** Another item's key of this kind leads it to an entry with which it is alike in two. */
  vouched(kind: Kind, article: Article): boolean;
  /** No other item bears this article's date. */
  aloneWithDate(article: Article): boolean;
}

export function companyOf(leads: readonly Lead[]): Company {
  const vouching = (kind: Kind): ReadonlySet<Article> =>
    new Set(
      leads.flatMap((lead) => {
        const entry = lead[kind];
        return entry !== undefined && bestLikeness(lead.article, entry).count >= 2 ? [lead.article] : [];
      }),
    );
  const vouchers = { guid: vouching('guid'), link: vouching('link') };
  const bearers = new Map<number, number>();
  for (const { article } of leads) {
    for (const date of new Set(article.arrivals.map((arrival) => arrival.date))) {
      if (date !== undefined) bearers.set(date, (bearers.get(date) ?? 0) + 1);
    }
  }
  return {
    vouched: (kind, article) => vouchers[kind].size > (vouchers[kind].has(article) ? 1 : 0),
    aloneWithDate: (article) => article.arrivals.every(({ date }) => date === undefined || bearers.get(date) === 1),
  };
}

export type OneKeyReason =
  | 'one key leads to it, and it is alike in two'
  | 'one key leads to it, with a date that no other item here has'
  | 'one key leads to it, alike in one, and other items vouch for this kind of key'
  | 'its only key leads to it, and it is alike'
  | 'its only key leads to it, and other items vouch for this kind of key';

/**
 * Whether an article of which one kind of key leads to an entry is that entry.
 * @returns the reason, or undefined where it is not
 */
export function trustOneKey(article: Article, kind: Kind, entry: Remembered, company: Company): OneKeyReason | undefined {
  const { count, date } = bestLikeness(article, entry);
  const vouched = company.vouched(kind, article);
  const otherKeyIsNew = (kind === 'guid' ? article.links : article.guids).length > 0;
  if (!otherKeyIsNew) {
    if (count >= 1) return 'its only key leads to it, and it is alike';
    return vouched ? 'its only key leads to it, and other items vouch for this kind of key' : undefined;
  }
  if (count >= 2) return 'one key leads to it, and it is alike in two';
  if (date && company.aloneWithDate(article)) return 'one key leads to it, with a date that no other item here has';
  return count === 1 && vouched ? 'one key leads to it, alike in one, and other items vouch for this kind of key' : undefined;
}

/** Entries that an article equals in title, date and content (undated: in title and content). */
export function alikeInAll(article: Article, ledger: Ledger): readonly number[] {
  const [arrival] = article.arrivals;
  const marks = marksOf(arrival);
  if (arrival.title === '' || (arrival.appearance?.content ?? '') === '') return [];
  if (marks.titleContent !== undefined) return ledger.marked(marks.titleContent);
  if (arrival.day || marks.dateTitle === undefined || marks.dateContent === undefined) return [];
  const sameTitle = ledger.marked(marks.dateTitle);
  return ledger.marked(marks.dateContent).filter((n) => sameTitle.includes(n));
}
