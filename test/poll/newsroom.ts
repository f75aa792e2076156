/** A house with everything real in it: a store in memory, an upstream on loopback, and a clock that the test moves. */
import type { Configuration, Millis } from '../../src/model.js';
import { newFetcher } from '../../src/app/fetcher.js';
import { openHouse } from '../../src/app/house.js';
import { parseConfiguration } from '../../src/config/index.js';
import { rowNames, type SourceState, type StoredEntry } from '../../src/ledger/rows.js';
import { poll, policyOf, type House, type PollReport } from '../../src/poll/index.js';
import { Press } from '../../src/publish/index.js';
import type { Store } from '../../src/store/index.js';
import type { SiteItem } from '../support/feed-site.js';
import { memoryStore } from '../support/relive.js';
import { startUpstream, type Upstream } from '../support/upstream.js';

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
export const START: Millis = Date.UTC(2026, 2, 2, 12);

export function at(hour: number): Millis {
  return START + hour * HOUR;
}

/** One of a site's articles, an hour after the one before it. */
export function article(n: number): SiteItem {
  return { title: `Title ${n}`, link: `https://site.example/${n}`, guid: `g${n}`, crawled: at(-100 + n), body: `<p>Words of ${n}.</p>` };
}

/** The keys of a source that a case sets; all else is as by default. */
export interface Told {
  readonly id: string;
  readonly url: string;
  readonly keep?: number;
  readonly limit?: number;
  readonly remove?: readonly string[];
  readonly images?: string;
  readonly profile?: string;
  readonly schedule?: string;
}

export interface Newsroom {
  readonly upstream: Upstream;
  readonly store: Store;
  /** Takes up another configuration, as a saved edit does. */
  configure(sources: readonly Told[], feeds?: readonly { readonly id: string; readonly sources: readonly string[] }[]): Promise<void>;
  /** @param store another store for this poll, for instance one that fails */
  poll(id: string, now: Millis, store?: Store): Promise<PollReport>;
  state(id: string): Promise<SourceState>;
  entries(id: string): Promise<readonly StoredEntry[]>;
  /** The text at a path, 'gone' or 'missing'. */
  read(path: string): Promise<string>;
  close(): Promise<void>;
}

export async function openNewsroom(): Promise<Newsroom> {
  const upstream = await startUpstream();
  const store = await memoryStore();
  const fetcher = newFetcher();
  let clock = START;
  let configuration: Configuration = configured([], []);
  let house: House = await openHouse(configuration, store, fetcher);
  const press = new Press(configuration, { store, clock: () => clock, policyOf: (source, format) => policyOf(source, format, house), relay: () => undefined, maxAge: () => 60 });
  return {
    upstream,
    store,
    async configure(sources, feeds = []) {
      configuration = configured(sources, feeds);
      house = await openHouse(configuration, store, fetcher);
      press.configure(configuration);
    },
    async poll(id, now, instead = store) {
      const source = configuration.sources.find((one) => one.id === id);
      if (source === undefined) throw new Error(`no source ${id} is configured`);
      clock = now;
      const report = await poll(source, { ...house, store: instead }, now);
      press.changed(id);
      return report;
    },
    async state(id) {
      const state = await store.get<SourceState>(rowNames.source(id));
      if (state === undefined) throw new Error(`source ${id} has no state`);
      return state;
    },
    async entries(id) {
      const found: StoredEntry[] = [];
      for await (const [, entry] of store.iterate<StoredEntry>(`entry/${id}/`)) found.push(entry);
      return found;
    },
    async read(path) {
      const finding = await press.make(path);
      return finding.kind === 'found' ? Buffer.from(finding.representation.body).toString('utf8') : finding.kind;
    },
    async close() {
      await Promise.all([fetcher.close(), upstream.close()]);
      await store.close();
    },
  };
}

function configured(sources: readonly Told[], feeds: readonly object[]): Configuration {
  const loaded = parseConfiguration(JSON.stringify({ store: 'memory:', sources, feeds }), 'test.yaml', {}, process.cwd());
  if (!loaded.ok) throw new Error(loaded.mistakes.map(({ message }) => message).join('\n'));
  return loaded.configuration;
}
