/** Made-up sources with the truth known: how they give guids, links and dates, and what happens to them over time. */
import type { Item, Millis } from '../../src/model.js';

export const GUIDS = ['stable', 'missing', 'position', 'constant', 're-issued', 'new at each fetch'] as const;
export const LINKS = ['stable', 'missing', 'moved once', 'with a token', 'shared'] as const;
export const DATES = ['to the second', 'bare day', 'crawl stamp', 'none'] as const;
export const HABITS = ['plain', 'daily titles', 'lists twice', 'lagging mirror', 'window empties'] as const;

export interface Way {
  readonly guid: (typeof GUIDS)[number];
  readonly link: (typeof LINKS)[number];
  readonly date: (typeof DATES)[number];
  readonly habit: (typeof HABITS)[number];
}

export interface Shown {
  readonly at: Millis;
  readonly items: readonly Item[];
}

export interface History {
  readonly documents: readonly Shown[];
  /** Truth of what was shown: article number → how many different versions of it. */
  readonly versions: ReadonlyMap<number, number>;
}

interface Article {
  readonly number: number;
  readonly born: Millis;
  version: number;
  crawled: Millis;
}

/** A document and the versions it shows. */
interface Snapshot {
  readonly items: readonly Item[];
  readonly versions: readonly (readonly [number: number, version: number])[];
}

const HOUR = 3_600_000;
const START = Date.UTC(2026, 0, 5, 3);
const WINDOW = 8;

/** A small generator whose numbers the seed decides (mulberry32). */
export function numbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The marker by which the truth finds an article again in what came out. */
export function articleIn(content: string): number | undefined {
  const found = /article-(\d+)-/.exec(content)?.[1];
  return found === undefined ? undefined : Number(found);
}

export function simulate(way: Way, seed: number, polls: number): History {
  const random = numbers(seed);
  const articles: Article[] = [];
  const documents: Shown[] = [];
  const seen = new Map<number, Set<number>>();
  let now = START;
  const moveAt = Math.floor(polls / 2);
  let lagged: Snapshot | undefined;
  for (let poll = 0; poll < polls; poll += 1) {
    now += HOUR * (1 + Math.floor(random() * 3));
    const arrivals = poll === 0 ? 5 : Math.floor(random() * 3);
    for (let count = 0; count < arrivals; count += 1) {
      // An article may come late: its own date lies up to six hours back.
      const born = now - Math.floor(random() * (random() < 0.2 ? 6 : 1) * HOUR) - count * 1000;
      articles.push({ number: articles.length, born, version: 1, crawled: now });
    }
    const revised = articles.at(-1 - Math.floor(random() * 4));
    if (poll > 0 && random() < 0.15 && revised !== undefined && revised.crawled < now) {
      revised.version += 1;
      revised.crawled = now;
    }
    const shown = articles.slice(-WINDOW).toReversed();
    const items = shown.map((article, place) => render(article, place, poll, way, poll >= moveAt, random));
    if (way.habit === 'lists twice' && shown[1] !== undefined) items.push(render(shown[1], items.length, poll, way, poll >= moveAt, random));
    const fresh: Snapshot = { items, versions: shown.map(({ number, version }) => [number, version]) };
    const lags = way.habit === 'lagging mirror' && random() < 0.2;
    const empty = way.habit === 'window empties' && poll > 0 && random() < 0.15;
    const document: Snapshot = empty ? { items: [], versions: [] } : ((lags ? lagged : undefined) ?? fresh);
    lagged = fresh;
    documents.push({ at: now, items: document.items });
    for (const [number, version] of document.versions) seen.set(number, (seen.get(number) ?? new Set()).add(version));
  }
  return { documents, versions: new Map([...seen].map(([number, all]) => [number, all.size])) };
}

function render(article: Article, place: number, poll: number, way: Way, moved: boolean, random: () => number): Item {
  const { number, version } = article;
  const guid = guidOf(number, place, poll, way, moved, random);
  const link = linkOf(number, way, moved, random);
  const title = way.habit === 'daily titles' ? 'The day in brief' : `What happened ${number}`;
  return {
    ...(guid === undefined ? {} : { guid }),
    ...(link === undefined ? {} : { link }),
    title,
    content: `<p>article-${number}- told in words of its own, version ${version}.</p>`,
    authors: [],
    categories: [],
    enclosures: [],
    ...dateOf(article, way),
  };
}

function guidOf(number: number, place: number, poll: number, way: Way, moved: boolean, random: () => number): string | undefined {
  switch (way.guid) {
    case 'stable':
      return `tag:example.org,2026:${number}`;
    case 'missing':
      return undefined;
    case 'position':
      return String(place + 1);
    case 'constant':
      return 'example.org';
    case 're-issued':
      return moved ? `tag:example.org,2027:${number}` : `tag:example.org,2026:${number}`;
    case 'new at each fetch':
      return `${poll}-${number}-${Math.floor(random() * 1e9)}`;
  }
}

function linkOf(number: number, way: Way, moved: boolean, random: () => number): string | undefined {
  switch (way.link) {
    case 'stable':
      return `https://example.org/articles/${number}`;
    case 'missing':
      return undefined;
    case 'moved once':
      return moved ? `https://example.net/stories/${number}` : `https://example.org/articles/${number}`;
    case 'with a token':
      return `https://example.org/articles/${number}?session=${Math.floor(random() * 1e9)}`;
    case 'shared':
      return 'https://example.org/latest';
  }
}

function dateOf({ born, crawled }: Article, way: Way): Pick<Item, 'published' | 'stamp'> {
  switch (way.date) {
    case 'to the second':
      return { published: { at: born } };
    case 'bare day':
      return { published: { at: Math.floor(born / (24 * HOUR)) * 24 * HOUR, day: true } };
    case 'crawl stamp':
      return { stamp: crawled };
    case 'none':
      return {};
  }
}
