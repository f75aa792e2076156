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

/** What an article has in common with an entry: the most that any of its items has. */
interface Common {
  /** How many of title, date and content. */
  readonly count: number;
  /** Something of it is borne by no other article of the document; a daily title or a crawl's stamp tells nothing apart. */
  readonly telling: boolean;
  /** The date, which is no bare day and no other article's. */
  readonly ownDate: boolean;
}

/** What the other articles of a document say about one of them. */
export interface Company {
  common(article: Article, entry: Remembered): Common;
  /** Another article's key of this kind leads it to an entry with which it is alike in two. */
  vouched(kind: Kind, article: Article): boolean;
  /** Another article bears the same date and title. */
  sharesDateAndTitle(article: Article): boolean;
}

export function companyOf(leads: readonly Lead[]): Company {
  const titles = countBearers(leads, ({ title }) => (title === '' ? undefined : title));
  const dates = countBearers(leads, ({ date }) => date);
  const both = countBearers(leads, ({ date, title }) => (title === '' ? undefined : `${date ?? ''}\n${title}`));
  const common = (article: Article, entry: Remembered): Common => {
    const all = article.arrivals.map((arrival) => {
      const { title, date, content, count } = likeness(arrival, entry);
      const ownTitle = title && titles.get(arrival.title) === 1;
      const ownDate = date && dates.get(arrival.date) === 1;
      return { count, telling: content || ownTitle || ownDate, ownDate: ownDate && !arrival.day };
    });
    return {
      count: Math.max(...all.map(({ count }) => count)),
      telling: all.some(({ telling }) => telling),
      ownDate: all.some(({ ownDate }) => ownDate),
    };
  };
  const vouching = (kind: Kind): ReadonlySet<Article> =>
    new Set(
      leads.flatMap((lead) => {
        const entry = lead[kind];
        if (entry === undefined) return [];
        const { count, telling } = common(lead.article, entry);
        return count >= 2 && telling ? [lead.article] : [];
      }),
    );
  const vouchers = { guid: vouching('guid'), link: vouching('link') };
  return {
    common,
    vouched: (kind, article) => vouchers[kind].size > (vouchers[kind].has(article) ? 1 : 0),
    sharesDateAndTitle: ({ arrivals: [{ date, title }] }) => (both.get(`${date ?? ''}\n${title}`) ?? 0) > 1,
  };
}

/** How many articles of the document bear each value. */
function countBearers<T>(leads: readonly Lead[], valueOf: (arrival: Article['arrivals'][number]) => T | undefined): ReadonlyMap<T | undefined, number> {
  const bearers = new Map<T | undefined, number>();
  for (const { article } of leads) {
    for (const value of new Set(article.arrivals.map(valueOf))) {
      if (value !== undefined) bearers.set(value, (bearers.get(value) ?? 0) + 1);
    }
  }
  return bearers;
}

export type OneKeyReason =
  | 'one key leads to it, and it is alike in two'
  | 'one key leads to it, with a date that no other item here has'
  | 'one key leads to it, alike in one, and other items vouch for this kind of key'
  | 'its only key leads to it, and it is alike'
  | 'its only key leads to it, and other items vouch for this kind of key';

/**
 * Whether an article of which one kind of key leads to an entry is that entry. What other articles
 * of the document bear too counts only where the kind of key is vouched for.
 * @returns the reason, or undefined where it is not
 */
export function trustOneKey(article: Article, kind: Kind, entry: Remembered, company: Company): OneKeyReason | undefined {
  const { count, telling, ownDate } = company.common(article, entry);
  const vouched = company.vouched(kind, article);
  const otherKeyIsNew = (kind === 'guid' ? article.links : article.guids).length > 0;
  if (!otherKeyIsNew) {
    if (telling) return 'its only key leads to it, and it is alike';
    return vouched ? 'its only key leads to it, and other items vouch for this kind of key' : undefined;
  }
  if (count >= 2 && telling) return 'one key leads to it, and it is alike in two';
  if (ownDate) return 'one key leads to it, with a date that no other item here has';
  return count >= 1 && vouched ? 'one key leads to it, alike in one, and other items vouch for this kind of key' : undefined;
}

/** Entries that an article equals in title, date and content (undated: in title and content); what is empty is not equal. */
export function alikeInAll(article: Article, ledger: Ledger): readonly number[] {
  const [arrival] = article.arrivals;
  const marks = marksOf(arrival);
  if (arrival.title === '' || (arrival.appearance?.content ?? '') === '') return [];
  if (marks.titleContent !== undefined) return ledger.marked(marks.titleContent);
  if (marks.dateTitle === undefined || marks.dateContent === undefined) return [];
  const sameTitle = ledger.marked(marks.dateTitle);
  return ledger.marked(marks.dateContent).filter((n) => sameTitle.includes(n));
}
