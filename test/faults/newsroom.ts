import { afterAll, expect } from 'vitest';
import { eventually } from '../program/program.js';
import { readFeed } from '../soak/observer.js';
import { feedSite } from '../support/feed-site.js';
import { startUpstream, type Route } from '../support/upstream.js';

/** Sites that publish numbered stories, and readers who count them. */
export interface Newsroom {
  readonly origin: string;
  /** A source of this site as the configuration has it, polled every second. */
  readonly source: (id: string, more?: object) => object;
  /** So many more stories on that site. */
  readonly publish: (id: string, stories: number) => void;
  /** The numbers of all stories that the site has published. */
  readonly published: (id: string) => readonly number[];
  /** How often the site was asked. */
  readonly asked: (id: string) => number;
  /** Another answer in place of the site's, given that one. */
  readonly intercept: (id: string, around: (honest: Route) => Route) => void;
}

const FIRST = Date.UTC(2024, 10, 29, 3, 39, 3);

export async function openNewsroom(...ids: readonly string[]): Promise<Newsroom> {
  const upstream = await startUpstream();
  afterAll(() => upstream.close());
  const sites = new Map(ids.map((id) => [id, { site: feedSite({ title: `The ${id}`, window: 400 }), stories: [] as number[] }]));
  const siteOf = (id: string) => {
    const found = sites.get(id);
    if (found === undefined) throw new Error(`no site ${id}`);
    return found;
  };
  for (const [id, { site }] of sites) upstream.route(`/${id}`, site.route);
  return {
    origin: upstream.origin,
    source: (id, more = {}) => ({ id, url: `${upstream.origin}/${id}`, schedule: 'every 1s', limit: 400, ...more }),
    publish(id, count) {
      const { site, stories } = siteOf(id);
      for (let left = count; left > 0; left -= 1) {
        const number = stories.length;
        stories.push(number);
        const link = `https://news.example/${id}/${number}.html`;
        site.publish({ title: `Story ${number}`, link, guid: link, crawled: FIRST + number * 60_000, body: `<p>Told as story ${number}: ${'what happened there, at length; '.repeat(40)}</p>` });
      }
    },
    published: (id) => siteOf(id).stories,
    asked: (id) => upstream.count(`/${id}`),
    intercept: (id, around) => upstream.route(`/${id}`, around(siteOf(id).site.route)),
  };
}

/** The stories that a feed shows, and its archive again; each as often as it stands there. */
export async function storiesIn(url: string, id: string): Promise<{ readonly feed: readonly number[]; readonly archive: readonly number[] }> {
  const { items, pages } = await readFeed(url, id);
  const numbers = (shown: typeof items): number[] => shown.map(({ content_html: html }) => Number(/story (\d+)/.exec(html ?? '')?.[1])).sort((one, other) => one - other);
  return { feed: numbers(items), archive: numbers(pages.flatMap((page) => page.items)) };
}

/** Waits until the newest story shows, and holds feed and archive against the site: all there, none twice. */
export async function expectAllOnce(url: string, id: string, newsroom: Newsroom): Promise<void> {
  const all = newsroom.published(id);
  const read = await eventually(async () => {
    const stories = await storiesIn(url, id);
    // A commit may come between the reader's two questions.
    return stories.feed.includes(all.length - 1) && stories.archive.includes(all.length - 1) ? stories : undefined;
  });
  expect(read).toEqual({ feed: all, archive: all });
}

/** Waits until the status page says so. */
export function saidOnPage(url: string, words: RegExp): Promise<string> {
  return eventually(async () => words.exec(await (await fetch(`${url}/`)).text())?.[0]);
}

/** That readers and monitors are answered. */
export async function expectServing(url: string, feeds: readonly string[]): Promise<void> {
  const paths = ['/', '/healthz', '/readyz', '/metrics', '/feeds.opml', ...feeds.flatMap((id) => ['', '.atom', '.rss', '.json'].map((suffix) => `/feeds/${id}${suffix}`))];
  const statuses = await Promise.all(paths.map(async (path) => [path, (await fetch(url + path)).status]));
  expect(statuses).toEqual(paths.map((path) => [path, 200]));
}
