/** A site like feedx whose time runs with the polls: each may find it an hour later. The truth of what it showed is kept. */
import { numbers } from '../identify/source-simulator.js';
import { feedSite, type SiteItem } from '../support/feed-site.js';
import { answer, type Route } from '../support/upstream.js';

export interface SimulatedFeedx {
  readonly route: Route;
  /** Versions of each article that an answer showed, by the article's number: the last is what it came to. */
  readonly shown: ReadonlyMap<number, ReadonlySet<number>>;
  /** How it answered: 200, 304, 503. */
  readonly answers: readonly number[];
  /** Nothing more happens to it, and every answer is true and up to date. */
  rest(): void;
}

export interface SimulatedFeedxOptions {
  /** Decides all that happens. */
  readonly seed: number;
  readonly guids: 'the link' | 'opaque' | 'none';
}

interface Article {
  readonly number: number;
  /** What the feed dates it with: the crawl that last found it. */
  stamp: number;
  version: number;
  /** When that last changed. */
  changed: number;
  /** Its picture's address is signed anew now and then. */
  signature: number;
}

/** What an answer shows, and the truth of it. */
interface Showing {
  readonly items: readonly SiteItem[];
  readonly versions: readonly (readonly [number: number, version: number])[];
}

const HOUR = 3_600_000;
const START = Date.UTC(2024, 10, 29, 3, 39, 3);
/** So many articles that what a killed poll saw is still there for several polls after it. */
export const WINDOW = 60;
/** How many crawls a mirror may lag behind. */
const LAG = 6;

export function simulateFeedx({ seed, guids }: SimulatedFeedxOptions): SimulatedFeedx {
  const random = numbers(seed);
  const happens = (probability: number): boolean => random() < probability;
  const upTo = (most: number): number => Math.floor(random() * (most + 1));
  const site = feedSite({ title: `Simulated ${seed}`, window: WINDOW, validators: 'etag' });
  const unavailable = answer({ status: 503 });
  const articles: Article[] = [];
  const showings: Showing[] = [];
  const shown = new Map<number, Set<number>>();
  const answers: number[] = [];
  let now = START;
  let resting = false;

  const find = (stamp: number): void => {
    articles.push({ number: articles.length, stamp, version: 1, changed: now, signature: 1 });
  };
  const revise = (article: Article): void => {
    article.version += 1;
    article.changed = now;
  };
  const recent = (): Article | undefined => articles.at(-1 - upTo(25));

  /** One of feedx's hours: everything that this crawl found bears the same stamp. */
  const crawl = (): void => {
    now += HOUR;
    for (let fresh = upTo(4); fresh > 0; fresh -= 1) find(now);
    if (happens(0.3)) find(now - (1 + upTo(5)) * HOUR);
    for (const revised of [false, true]) {
      const again = happens(0.3) ? recent() : undefined;
      if (again === undefined) continue;
      again.stamp = now;
      if (revised) revise(again);
    }
    // Quietly, under the same date: only what every mirror has shown since, for nobody could tell which text came first.
    const corrected = happens(0.3) ? recent() : undefined;
    if (corrected !== undefined && now - corrected.changed > 2 * LAG * HOUR) revise(corrected);
    const signed = happens(0.2) ? recent() : undefined;
    if (signed !== undefined) signed.signature += 1;
    show();
  };

  const show = (): void => {
    const listed = articles.toSorted((one, other) => other.stamp - one.stamp || other.number - one.number).slice(0, WINDOW);
    showings.push({ items: listed.map(itemOf), versions: listed.map(({ number, version }) => [number, version]) });
    if (showings.length > LAG) showings.shift();
  };

  const itemOf = (article: Article): SiteItem => {
    const { number, stamp } = article;
    const link = `https://news.example/a/${seed}/${number}.html`;
    const guid = { 'the link': link, opaque: `s${seed}-${(number * 2_654_435_761) % 2 ** 32}`, none: undefined }[guids];
    return { title: `Story ${number} of ${seed}`, link, crawled: stamp, body: bodyOf(seed, article), ...(guid === undefined ? {} : { guid }) };
  };

  const route: Route = (request, response) => {
    // Never twice in a row, that what slides out of the window has had its chance.
    const troubled = !resting && answers.at(-1) !== 503 && happens(0.12);
    if (troubled && happens(0.4)) {
      answers.push(503);
      unavailable(request, response);
      return;
    }
    if (!resting && happens(0.7)) crawl();
    const showing = showings.at(troubled ? -showings.length : -1);
    if (showing === undefined) throw new Error('the site has shown nothing yet');
    site.replace(showing.items);
    for (const [number, version] of showing.versions) shown.set(number, (shown.get(number) ?? new Set()).add(version));
    site.route(request, response);
    answers.push(site.answers.at(-1) ?? 200);
  };

  for (let number = 0; number < WINDOW; number += 1) find(START - (WINDOW - number) * HOUR);
  show();
  return { route, shown, answers, rest: () => (resting = true) };
}

function bodyOf(seed: number, { number, version, signature }: Article): string {
  const marker = markerOf(seed, number, version);
  const words = `What happened in place ${number} is told here, once more than ${(number * 7) % 13} times, for whoever asks. `;
  return [
    `<img src="https://images.weserv.nl?url=pictures.example/${seed}/${number}.jpg?sig=${signature}" width="100%">`,
    `<div><small style="color: #999;">A picture of place ${number}</small></div>`,
    `Hereabouts — <p>${marker} ${words.repeat(8)}<br /><br />${words.repeat(8)}</p><p> </p>`,
  ].join('');
}

function markerOf(seed: number, number: number, version: number): string {
  return `[site ${seed} article ${number} version ${version}]`;
}

/** What an article's content says it is. */
export function markIn(content: string): { readonly site: number; readonly number: number; readonly version: number } | undefined {
  const [, site, number, version] = /\[site (\d+) article (\d+) version (\d+)\]/.exec(content) ?? [];
  return version === undefined ? undefined : { site: Number(site), number: Number(number), version: Number(version) };
}
