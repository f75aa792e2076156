import type { Arrival, Key } from './arrival.js';
import { articleOf, readDocument, type Article } from './document.js';
import { marksOf, type Ledger, type Remembered } from './ledger.js';
import { alikeInAll, companyOf, leadOf, trustOneKey, type Company, type Kind, type Lead, type OneKeyReason } from './trust.js';

/** Why an article is the entry it is; shown by the inspector. */
export type Reason =
  | OneKeyReason
  | 'all its keys lead to it'
  | 'its link leads to it; its guid leads elsewhere and is a key no more'
  | 'it moved to another address: title, date and content are the same'
  | 'it has no key, but the date and the title or content of it'
  | 'it has no key, but the title and content of it'
  | 'no key of it is known'
  | 'its key has served another article and is a key no more'
  | 'it has no key, and nothing like it is known';

export interface Match {
  readonly article: Article;
  /** The entry's number; undefined for a new entry. */
  readonly entry?: number;
  readonly reason: Reason;
  /** Keys of the article that are still trusted: those that are new become the entry's. */
  readonly keys: readonly Key[];
}

export interface Matching {
  readonly matches: readonly Match[];
  /** Keys that are none from now on. */
  readonly distrusted: ReadonlySet<Key>;
}

/**
 * Which entry each article of a document is: PRODUCT.md "Identity", first table, decided for the
 * document as a whole. Pure; every row the ledger can be asked for has been read before.
 */
export function matchDocument(arrivals: readonly Arrival[], ledger: Ledger): Matching {
  const reading = readDocument(arrivals, ledger);
  const leads = reading.articles.map((article) => leadOf(article, ledger));
  const desk = new Desk(reading.distrusted);
  const company = companyOf(leads);
  matchByKeys(leads, company, desk);
  const open = leads.map(({ article }) => article).filter((article) => !desk.settled(article));
  const keyed = open.filter((article) => desk.keysOf(article).length > 0);
  matchMoved(keyed, ledger, entriesLedTo(leads, desk), desk);
  matchWithoutKeys(open.filter((article) => !keyed.includes(article)), ledger, company, desk);
  return desk.close();
}

/** Where the decisions of one document are laid down as they are taken. */
class Desk {
  readonly #distrusted: Set<Key>;
  readonly #decided = new Map<Article, { reason: Reason; entry?: number }>();
  readonly #taken = new Set<number>();

  constructor(distrusted: ReadonlySet<Key>) {
    this.#distrusted = new Set(distrusted);
  }

  settle(article: Article, reason: Reason, entry?: number): void {
    if (entry !== undefined) this.#taken.add(entry);
    this.#decided.set(article, { reason, ...(entry === undefined ? {} : { entry }) });
  }

  distrust(article: Article, kind: Kind): void {
    const keys = kind === 'guid' ? article.guids : [...article.links, ...article.aliases];
    for (const key of keys) this.#distrusted.add(key);
  }

  settled(article: Article): boolean {
    return this.#decided.has(article);
  }

  isTaken(entry: number): boolean {
    return this.#taken.has(entry);
  }

  trusts(key: Key): boolean {
    return !this.#distrusted.has(key);
  }

  keysOf(article: Article): readonly Key[] {
    return [...article.guids, ...article.links, ...article.aliases].filter((key) => this.trusts(key));
  }

  /** A new entry: nothing leads to one, or what led to one has served another article. */
  settleNew(article: Article, reason: Reason): void {
    const served = this.keysOf(article).length < article.guids.length + article.links.length + article.aliases.length;
    this.settle(article, served ? 'its key has served another article and is a key no more' : reason);
  }

  /** Articles that turned out to be one entry are one match, of which the newest item counts. */
  close(): Matching {
    const matches: Match[] = [];
    const byEntry = new Map<number, Article[]>();
    for (const [article, { entry }] of this.#decided) {
      if (entry !== undefined) byEntry.set(entry, [...(byEntry.get(entry) ?? []), article]);
    }
    for (const [article, { reason, entry }] of this.#decided) {
      const same = entry === undefined ? [article] : (byEntry.get(entry) ?? []);
      if (same[0] !== article) continue;
      const whole = same.length === 1 ? article : articleOf(same.flatMap(({ arrivals }) => arrivals));
      matches.push({ article: whole, reason, keys: this.keysOf(whole), ...(entry === undefined ? {} : { entry }) });
    }
    return { matches, distrusted: this.#distrusted };
  }
}

/** Entries found by their links are taken first; a guid that leads to one so taken is a position, not a name. */
function matchByKeys(leads: readonly Lead[], company: Company, desk: Desk): void {
  const byOneKey = (article: Article, kind: Kind, entry: Remembered): void => {
    const reason = trustOneKey(article, kind, entry, company);
    if (reason !== undefined) {
      desk.settle(article, reason, entry.n);
      return;
    }
    desk.distrust(article, kind);
  };
  for (const { article, link, guid } of leads) {
    if (link === undefined) continue;
    if (guid === undefined) byOneKey(article, 'link', link);
    else if (guid.n === link.n) desk.settle(article, 'all its keys lead to it', link.n);
    else {
      desk.distrust(article, 'guid');
      desk.settle(article, 'its link leads to it; its guid leads elsewhere and is a key no more', link.n);
    }
  }
  const byGuid = leads.filter(({ link, guid }) => link === undefined && guid !== undefined);
  const position = byGuid.filter(({ guid }) => guid !== undefined && desk.isTaken(guid.n));
  for (const { article } of position) desk.distrust(article, 'guid');
  for (const lead of byGuid) {
    if (lead.guid !== undefined && !position.includes(lead)) byOneKey(lead.article, 'guid', lead.guid);
  }
}

/** What keys lead to that are trusted still. */
function entriesLedTo(leads: readonly Lead[], desk: Desk): ReadonlySet<number> {
  const led = leads.flatMap(({ article, link, guid }) => {
    const trusted = (keys: Article['guids']): boolean => keys.some((key) => desk.trusts(key));
    return [
      ...(link !== undefined && trusted([...article.links, ...article.aliases]) ? [link.n] : []),
      ...(guid !== undefined && trusted(article.guids) ? [guid.n] : []),
    ];
  });
  return new Set(led);
}

/** Without a date, or with a bare day, an article has moved only in company: one alone may be another with the same words. */
function matchMoved(articles: readonly Article[], ledger: Ledger, led: ReadonlySet<number>, desk: Desk): void {
  const candidates = (article: Article): number[] =>
    alikeInAll(article, ledger).filter((n) => !led.has(n) && !desk.isTaken(n) && ledger.entry(n) !== undefined);
  const doubtful = articles.filter(({ arrivals: [{ date, day }] }) => date === undefined || day);
  const inCompany = doubtful.filter((article) => candidates(article).length > 0).length >= 2;
  for (const article of articles) {
    const [n] = doubtful.includes(article) && !inCompany ? [] : candidates(article);
    if (n === undefined) desk.settleNew(article, 'no key of it is known');
    else desk.settle(article, 'it moved to another address: title, date and content are the same', n);
  }
}

/** The most alike first, so that no article takes the entry of one that is more alike. */
function matchWithoutKeys(articles: readonly Article[], ledger: Ledger, company: Company, desk: Desk): void {
  const free = (n: number): boolean => !desk.isTaken(n) && ledger.entry(n) !== undefined;
  const rows = articles.map((article) => {
    const [arrival] = article.arrivals;
    const { dateTitle, dateContent, titleContent } = marksOf(arrival);
    const found = (mark: string | undefined): readonly number[] => (mark === undefined ? [] : ledger.marked(mark));
    const sameTitle = found(dateTitle);
    const byContent = found(dateContent);
    const undated = found(titleContent);
    const bare = (arrival.appearance?.content ?? '') === '' ? sameTitle.filter((n) => ledger.entry(n)?.content === '') : [];
    return {
      article,
      same: [...sameTitle, ...byContent, ...undated].filter((n) => ledger.entry(n)?.raw === arrival.raw),
      both: [...byContent.filter((n) => sameTitle.includes(n)), ...bare],
      byContent,
      // A daily title with a crawl's stamp, or a bare day, is not one article's.
      byTitle: company.sharesDateAndTitle(article) ? [] : sameTitle,
      undated,
    };
  });
  for (const degree of ['same', 'both', 'byContent', 'byTitle', 'undated'] as const) {
    for (const row of rows) {
      if (desk.settled(row.article)) continue;
      const n = row[degree].find(free);
      if (n === undefined) continue;
      const reason = degree === 'undated' ? 'it has no key, but the title and content of it' : 'it has no key, but the date and the title or content of it';
      desk.settle(row.article, reason, n);
    }
  }
  for (const { article } of rows) {
    if (!desk.settled(article)) desk.settleNew(article, 'it has no key, and nothing like it is known');
  }
}
