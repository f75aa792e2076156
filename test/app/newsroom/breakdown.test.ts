import { Worker } from 'node:worker_threads';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { countReaders, startNewsroom, type Newsroom, type NewsroomEvent } from '../../../src/app/newsroom/index.js';
import { createTurns } from '../../../src/fetch/index.js';
import { Library } from '../../../src/library/index.js';
import { openStore, StoreError } from '../../../src/store/index.js';
import { configurationOf } from '../../support/press.js';
import { feedSite } from '../../support/feed-site.js';
import { startUpstream, type Upstream } from '../../support/upstream.js';

/** The newsroom's thread as it is built, which breaks down as soon as it is asked for a document named `/break`. */
const BREAKABLE = `import(${JSON.stringify(new URL('../../../dist/app/newsroom/worker.js', import.meta.url).href)}).then(() => {
  require('node:worker_threads').parentPort.on('message', ({ name, args }) => {
    if (name === 'make' && args[0] === '/break') setImmediate(() => { throw new Error('a bug'); });
  });
});`;

let site: Upstream;
const feed = feedSite();
beforeAll(async () => {
  site = await startUpstream({ '/feed.xml': feed.route });
  feed.publish({ title: 'One', link: 'https://site.example/1', guid: '1', crawled: Date.UTC(2026, 0, 2), body: '<p>One.</p>' });
});
const endings: (() => Promise<unknown>)[] = [];
afterAll(async () => {
  for (const end of endings.reverse()) await end();
  await site.close();
});

async function begun(): Promise<{ readonly newsroom: Newsroom; readonly library: Library; readonly events: readonly NewsroomEvent[]; readonly settled: () => Promise<unknown> }> {
  const store = await openStore('memory:');
  if (!store.ok) throw new Error(store.failure.message);
  const configuration = configurationOf(`server: { baseUrl: https://relay.example }\nstore: 'memory:'\nsources: [{ id: news, url: "${site.origin}/feed.xml" }]\n`);
  const events: NewsroomEvent[] = [];
  const shown: Promise<unknown>[] = [];
  const newsroom = startNewsroom({
    configuration,
    store: store.value,
    turns: createTurns(2),
    polls: true,
    readers: countReaders(),
    worker: new Worker(BREAKABLE, { eval: true }),
    onEvent(event) {
      events.push(event);
      if (event.kind === 'changed') shown.push(library.changed(event.source));
    },
  });
  const library = new Library(configuration, newsroom);
  endings.push(() => newsroom.stop(1_000).then(() => store.value.close()));
  await newsroom.configure(configuration);
  await newsroom.pollNow('news');
  return { newsroom, library, events, settled: () => Promise.all(shown) };
}

const textOf = async (library: Library, path: string): Promise<string> => {
  const found = await library.find(path);
  return found.kind === 'found' ? Buffer.from(found.representation.body).toString() : found.kind;
};

it('readers have what was last shown while the thread that makes documents is away, and news once it has begun anew', async () => {
  const { newsroom, library, events, settled } = await begun();
  expect(await textOf(library, '/feeds/news.atom')).toContain('One');

  const inFlight = [newsroom.make('/break'), newsroom.make('/feeds/news.rss')];
  const outcomes = await Promise.allSettled(inFlight);
  expect(outcomes[0]?.status === 'fulfilled' || outcomes[0]?.reason instanceof StoreError).toBe(true);
  await vi.waitFor(() => expect(events).toContainEqual({ kind: 'said', level: 'error', message: expect.stringMatching(/^the thread that polls broke down \(a bug\) and begins anew in \d+ s$/) as string, fields: {} }));
  await library.changed('news');
  expect(await textOf(library, '/feeds/news.atom')).toContain('One');
  await expect(newsroom.make('/feeds/news.json')).rejects.toThrow(StoreError);

  feed.publish({ title: 'Two', link: 'https://site.example/2', guid: '2', crawled: Date.UTC(2026, 0, 3), body: '<p>Two.</p>' });
  await vi.waitFor(async () => expect(await newsroom.pollNow('news')).toMatchObject({ status: 'changed', new: 1 }), 10_000);
  await settled();
  expect(await textOf(library, '/feeds/news.atom')).toContain('Two');
});
