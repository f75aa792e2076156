import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll } from 'vitest';
import { createPress } from '../../src/app/newsroom/press.js';
import { createCrew } from '../../src/crew/index.js';
import { discretionOf } from '../../src/discretion.js';
import { createFetcher } from '../../src/fetch/index.js';
import type { Configuration, Limits, Millis, Source } from '../../src/model.js';
import { poll, type House, type PollReport } from '../../src/poll/index.js';
import { Outage } from '../../src/schedule/outage.js';
import type { Store } from '../../src/store/index.js';
import { memoryStore } from '../support/relive.js';

export const NOON: Millis = Date.UTC(2026, 2, 1, 12);
export const HOUR: Millis = 60 * 60 * 1000;

const limits: Limits = { body: 20e6, item: 5e6, items: 5000, nesting: 256, redirects: 5, timeout: 30_000, picture: 1e7, pictureCache: 1e9 };

/** A folder of this test file's own, gone when it is done. */
export const folder = await mkdtemp(join(tmpdir(), 'feedrelay-archive-'));
const stores = new Set<Store>();
const fetcher = createFetcher({ userAgent: 'feedrelay tests' });
afterAll(async () => {
  await Promise.all([...stores].map((store) => store.close()));
  await fetcher.close();
  await rm(folder, { recursive: true });
});

let made = 0;
export function freshFolder(): Promise<string> {
  made += 1;
  return mkdtemp(join(folder, `${made}-`));
}

/** A source whose feed is a file of this test, so that polls are real and need no network. */
export function sourceOf(id: string, more: Partial<Source> = {}): Source {
  return {
    id,
    url: pathToFileURL(join(folder, `${id}.json`)).href,
    schedule: { kind: 'every', ms: HOUR },
    profile: 'generic',
    images: { default: { kind: 'direct' }, hosts: [], https: [] },
    remove: [],
    headers: {},
    keep: 'all',
    limit: 20,
    ...more,
  };
}

export function houseOf(store: Store): House {
  return {
    store,
    fetcher,
    crew: createCrew({ inline: Infinity }),
    limits,
    trustedHosts: [],
    discretion: discretionOf([]),
    untilTurn: () => HOUR,
    outage: new Outage(),
    random: () => 0.5,
  };
}

export async function emptyStore(): Promise<Store> {
  const store = await memoryStore();
  stores.add(store);
  return store;
}

/** Closes a store before the tests are over: each holds a thread. */
export async function discard(store: Store): Promise<void> {
  stores.delete(store);
  await store.close();
}

/** What a source shows at one moment: a JSON Feed of these items. */
export interface Showing {
  readonly title?: string;
  readonly items: readonly Readonly<Record<string, unknown>>[];
}

export async function show(source: Source, { title = source.id, items }: Showing): Promise<void> {
  await writeFile(join(folder, `${source.id}.json`), JSON.stringify({ version: 'https://jsonfeed.org/version/1.1', title, home_page_url: 'https://example.org/', items }));
}

export async function pollAt(source: Source, store: Store, now: Millis): Promise<Pick<PollReport, 'new' | 'revised' | 'status'>> {
  const { new: fresh, revised, status, error } = await poll(source, houseOf(store), now);
  if (error !== undefined) throw new Error(error);
  return { new: fresh, revised, status };
}

const KEPT = ['source', 'key', 'mark', 'ledger', 'entry', 'version', 'page'] as const;
/** What belongs to the asking of a source and not to its articles. */
const ASKING = new Set([
  'url', 'validators', 'body', 'items', 'askedFully', 'lastPoll', 'lastSuccess', 'failures', 'due', 'paced', 'stale', 'notes', 'history', 'span', 'gap', 'asks', 'fingerprint',
]);

/** Every row that sources have in a store, by name. */
export async function rowsOf(store: Store): Promise<Readonly<Record<string, unknown>>> {
  const rows: Record<string, unknown> = {};
  for (const kind of KEPT) {
    for await (const [name, row] of store.iterate<object>(`${kind}/`)) {
      rows[name] = kind === 'source' ? Object.fromEntries(Object.entries(row).filter(([field]) => !ASKING.has(field))) : row;
    }
  }
  return rows;
}

/** Every document that is published from a store, by path, and one merged feed of all sources. */
export async function publishedFrom(store: Store, sources: readonly Source[]): Promise<Readonly<Record<string, string>>> {
  const configuration: Configuration = {
    server: { listen: { host: '127.0.0.1', port: 0 }, baseUrl: 'https://relay.example' },
    store: 'memory:',
    limits,
    sources,
    feeds: [{ id: 'all', sources: sources.map(({ id }) => id), limit: 30 }],
    hidden: [],
  };
  const press = createPress(configuration, () => houseOf(store));
  const published: Record<string, string> = {};
  for (const { id } of press.outlets) {
    const { first, last } = await press.archiveOf(id);
    const pages = Array.from({ length: Math.max(0, last - first + 1) }, (_, step) => `/archive/${first + step}`);
    for (const page of ['', ...pages]) {
      for (const format of ['atom', 'rss', 'json']) {
        const path = `/feeds/${id}${page}.${format}`;
        const finding = await press.make(path);
        published[path] = finding.kind === 'found' ? Buffer.from(finding.representation.body).toString('utf8') : finding.kind;
      }
    }
  }
  return published;
}
