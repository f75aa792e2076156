/** Sites that number their articles, and an upstream that sees who asks for what, and when. */
import { startUpstream, type Upstream } from '../support/upstream.js';

export interface World {
  readonly upstream: Upstream;
  readonly ids: readonly string[];
  /** Sources of a configuration, all of these sites. */
  readonly sources: (schedule: string) => readonly { id: string; url: string; schedule: string }[];
  /** A new article at every site. */
  publish(): void;
  /** Articles that each site has published. */
  readonly published: () => number;
  /** Sources that two asked for at one time. */
  readonly overlaps: () => readonly string[];
  /** How often sites were asked. */
  readonly times: () => number;
  /** When each site was last asked, by source. */
  readonly asked: ReadonlyMap<string, number>;
}

/** @param delay milliseconds that an answer takes */
export async function startWorld(count: number, delay: number): Promise<World> {
  const upstream = await startUpstream();
  const ids = Array.from({ length: count }, (_, n) => `site-${n}`);
  const asking = new Map<string, number>();
  const asked = new Map<string, number>();
  const overlaps: string[] = [];
  let [articles, times] = [3, 0];
  for (const id of ids) {
    upstream.route(`/${id}`, (request, response) => {
      const under = (asking.get(id) ?? 0) + 1;
      asking.set(id, under);
      times += 1;
      asked.set(id, performance.now());
      if (under > 1) overlaps.push(id);
      const timer = setTimeout(() => response.writeHead(200, { 'content-type': 'application/feed+json' }).end(feedOf(id, articles)), delay);
      // Over when it was answered, or when who asked is gone.
      response.once('close', () => {
        clearTimeout(timer);
        asking.set(id, (asking.get(id) ?? 1) - 1);
      });
      request.resume();
    });
  }
  return {
    upstream,
    ids,
    sources: (schedule) => ids.map((id) => ({ id, url: `${upstream.origin}/${id}`, schedule })),
    publish: () => void (articles += 1),
    published: () => articles,
    overlaps: () => overlaps,
    times: () => times,
    asked,
  };
}

function feedOf(id: string, articles: number): string {
  const items = Array.from({ length: articles }, (_, n) => ({
    id: `${id}/${n}`,
    url: `https://${id}.example/${n}`,
    title: `Article ${n} of ${id}`,
    content_html: `<p>What happened on day ${n} at ${id}.</p>`,
    date_published: new Date(Date.UTC(2024, 0, 1 + n)).toISOString(),
  }));
  return JSON.stringify({ version: 'https://jsonfeed.org/version/1.1', title: id, items: items.reverse() });
}

/** What is wrong in what a process serves: articles lost or doubled, by source. */
export async function wrongs(url: string, world: World): Promise<{ lost: number; doubled: number }> {
  let [lost, doubled] = [0, 0];
  for (const id of world.ids) {
    const response = await fetch(`${url}/feeds/${id}.json`);
    const { items = [] } = response.ok ? ((await response.json()) as { items?: readonly { url: string }[] }) : {};
    const links = new Set(items.map((item) => item.url));
    lost += world.published() - links.size;
    doubled += items.length - links.size;
  }
  return { lost, doubled };
}
