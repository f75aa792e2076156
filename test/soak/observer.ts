/** A reader who remembers everything, and sees what no reader should. */
import { markIn } from './simulated-feedx.js';

export interface ReadItem {
  readonly id: string;
  readonly content_html?: string;
  readonly date_modified?: string;
}

export interface ReadPage {
  readonly text: string;
  readonly items: readonly ReadItem[];
}

/** A feed with all its archive, oldest page first. */
export interface ReadFeed {
  readonly items: readonly ReadItem[];
  readonly pages: readonly ReadPage[];
}

/** What has to be zero. */
export interface Wrongs {
  /** The same article twice: under two ids, or in the same version at two places. */
  doubled: number;
  idsChanged: number;
  /** Full archive pages that came out otherwise than before. */
  pagesChanged: number;
}

export async function readFeed(url: string, feed: string): Promise<ReadFeed> {
  const pages: ReadPage[] = [];
  for (;;) {
    const page = await readPage(url, feed, pages.length + 1);
    if (page === undefined) break;
    // The feed moves on while it is read: the last page of a moment ago may have been filled meanwhile.
    const before = await readPage(url, feed, pages.length);
    if (before !== undefined) pages.splice(-1, 1, before);
    pages.push(page);
  }
  const subscription = await fetch(`${url}/feeds/${feed}.json`);
  return { pages, items: itemsOf(await subscription.text()) };
}

async function readPage(url: string, feed: string, number: number): Promise<ReadPage | undefined> {
  if (number === 0) return undefined;
  const response = await fetch(`${url}/feeds/${feed}/archive/${number}.json`);
  const text = await response.text();
  return response.status === 404 ? undefined : { text, items: itemsOf(text) };
}

function itemsOf(text: string): readonly ReadItem[] {
  return (JSON.parse(text) as { items: readonly ReadItem[] }).items;
}

export class Observer {
  readonly wrongs: Wrongs = { doubled: 0, idsChanged: 0, pagesChanged: 0 };
  readonly #ids = new Map<string, string>();
  readonly #articles = new Map<string, string>();
  readonly #fullPages = new Map<string, string>();
  /** By feed: the ids that its subscribers have been shown. */
  readonly #subscribed = new Map<string, Set<string>>();

  note(feed: string, { items, pages }: ReadFeed): void {
    const places = pages.flatMap((page) => page.items);
    for (const item of [...places, ...items]) this.#identity(item);
    this.wrongs.doubled += items.length - new Set(items.map(articleOf)).size;
    this.wrongs.doubled += places.length - new Set(places.map(versionOf)).size;
    for (const [number, { text }] of pages.slice(0, -1).entries()) {
      const name = `${feed}/${number}`;
      if ((this.#fullPages.get(name) ?? text) !== text) this.wrongs.pagesChanged += 1;
      this.#fullPages.set(name, text);
    }
    const subscribed = this.#subscribed.get(feed) ?? new Set();
    for (const { id } of items) subscribed.add(id);
    this.#subscribed.set(feed, subscribed);
  }

  /** Whether those who subscribe to the feed were ever shown the article. */
  subscribed(feed: string, site: number, number: number): boolean {
    const id = this.#ids.get(`${site}/${number}`);
    return id !== undefined && this.#subscribed.get(feed)?.has(id) === true;
  }

  #identity(item: ReadItem): void {
    const article = articleOf(item);
    const known = this.#ids.get(article) ?? item.id;
    if (known !== item.id) this.wrongs.idsChanged += 1;
    this.#ids.set(article, item.id);
    if ((this.#articles.get(item.id) ?? article) !== article) this.wrongs.idsChanged += 1;
    this.#articles.set(item.id, article);
  }
}

/** The version of an article that a reader of a feed and all its archive ends up with. */
export function latestVersions({ items, pages }: ReadFeed): ReadonlyMap<string, number> {
  const latest = new Map<string, { version: number; modified: string }>();
  for (const item of [...pages.flatMap((page) => page.items), ...items]) {
    const modified = item.date_modified ?? '';
    if (modified >= (latest.get(articleOf(item))?.modified ?? '')) latest.set(articleOf(item), { version: marked(item).version, modified });
  }
  return new Map([...latest].map(([article, { version }]) => [article, version]));
}

function articleOf(item: ReadItem): string {
  const { site, number } = marked(item);
  return `${site}/${number}`;
}

function versionOf(item: ReadItem): string {
  return `${articleOf(item)}/${marked(item).version}`;
}

function marked(item: ReadItem): NonNullable<ReturnType<typeof markIn>> {
  const mark = markIn(item.content_html ?? '');
  if (mark === undefined) throw new Error(`${item.id} is no article of ours: ${item.content_html ?? 'it has no content'}`);
  return mark;
}
