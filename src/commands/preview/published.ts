import { statSync } from 'node:fs';
import { Outage } from '../../schedule/outage.js';
import { createCrew } from '../../crew/index.js';
import type { Entry, Millis, OutputFeed, Result } from '../../model.js';
import { discretionOf } from '../../discretion.js';
import { cleanedArticle } from '../../app/inspect/article.js';
import { createPress } from '../../app/newsroom/press.js';
import { rowNames, type SourceState, type StoredEntry } from '../../ledger/rows.js';
import { policyOf, poll, type House } from '../../poll/index.js';
import type { CleanedArticle } from '../../serve/index.js';
import { noDocuments } from './parsed.js';
import { scratchStore } from './scratch-store.js';
import { sourceFor, type Setting } from './setting.js';

export interface Published {
  readonly feed: OutputFeed;
  /** What was mended or left out, a sentence each. */
  readonly notes: readonly string[];
  /** What cleaning made of an entry, and how. */
  readonly cleaned: (entry: Entry) => CleanedArticle | undefined;
}

/** What a first poll would publish, by the very code that polls and publishes, over a store that is gone afterwards. */
export async function publishedFrom(address: string, setting: Setting, now: Millis): Promise<Result<Published>> {
  const source = sourceFor(address, setting);
  const store = scratchStore();
  const house = houseFor(setting, store);
  const report = await poll(source, house, now);
  if (report.status === 'failed') return { ok: false, failure: { code: 'failed', message: report.error ?? 'failed', ...(report.http === undefined ? {} : { http: report.http }) } };
  if (report.new === 0 && isFolder(address)) return { ok: false, failure: noDocuments(address) };
  const configuration = { ...setting.configuration, sources: [source], feeds: [] };
  const built = await createPress(configuration, () => house).feed(source.id);
  if (built === undefined) throw new Error('a polled source has no feed');
  const state = await store.get<SourceState>(rowNames.source(source.id));
  const arrived = new Map<string, StoredEntry>();
  for await (const [, stored] of store.iterate<StoredEntry>(`entry/${source.id}/`)) arrived.set(stored.id, stored);
  const cleaned = ({ id }: Entry): CleanedArticle | undefined => {
    const stored = arrived.get(id);
    return stored && cleanedArticle(stored.item, policyOf(source, stored.format, house));
  };
  return { ok: true, value: { feed: built.feed, notes: state?.notes ?? [], cleaned } };
}

const isFolder = (address: string): boolean => address.startsWith('file:') && statSync(new URL(address), { throwIfNoEntry: false })?.isDirectory() === true;

/** Without the operator's secret pictures are not relayed: the key made in its place is in the store, which stays closed. */
function houseFor({ configuration, limits, fetcher, trustedHosts }: Setting, store: House['store']): House {
  const { baseUrl, secret } = configuration.server;
  return {
    store,
    fetcher,
    crew: createCrew({ inline: Infinity }),
    limits,
    trustedHosts,
    discretion: discretionOf(configuration.hidden),
    ...(secret === undefined ? {} : { relay: { base: baseUrl, key: secret } }),
    untilTurn: () => 0,
    outage: new Outage(),
    random: () => 0,
  };
}
