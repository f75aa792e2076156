import { randomBytes } from 'node:crypto';
import type { Configuration, Source } from '../model.js';
import { createCrew, type Crew } from '../crew/index.js';
import { createFetcher, hostOf, type Fetcher } from '../fetch/index.js';
import { rowNames } from '../ledger/rows.js';
import type { House } from '../poll/index.js';
import { untilTurn } from '../schedule/timetable.js';
import { Outage } from '../schedule/outage.js';
import { isShared, StoreError, type Store } from '../store/index.js';
import { version } from '../version.js';

export function newFetcher(): Fetcher {
  return createFetcher({ userAgent: `feedrelay/${version} (feed republisher)` });
}

/** Hosts that the operator wrote may be anywhere; every other host must be a public address. */
export function trustedHosts(sources: readonly Pick<Source, 'url'>[]): readonly string[] {
  return sources.filter(({ url }) => url.startsWith('http')).map(({ url }) => hostOf(url));
}

const RELAY_KEY = 'relay/key';

/** The key that signs relayed pictures: the operator's, else one made once and kept in the store for good. */
export async function relayKey(configuration: Configuration, store: Store): Promise<string> {
  if (configuration.server.secret !== undefined) return configuration.server.secret;
  const kept = await store.get<string>(RELAY_KEY);
  if (kept !== undefined) return kept;
  const made = randomBytes(32).toString('base64url');
  try {
    await store.commit({ set: [[RELAY_KEY, made]], delete: [], quiet: true, expect: [RELAY_KEY, undefined] });
    return made;
  } catch (error) {
    if (error instanceof StoreError && error.code === 'stale') return relayKey(configuration, store);
    throw error;
  }
}

export interface HouseOptions {
  /** Without one, all but the largest bodies is read and cleaned in this thread: right where nobody is served. */
  readonly crew?: Crew;
  readonly outage?: Outage;
}

/** Everything a poll works with, for this configuration. */
export async function openHouse(configuration: Configuration, store: Store, fetcher: Fetcher, { crew = createCrew({ inline: 2 * 1024 * 1024 }), outage = new Outage() }: HouseOptions = {}): Promise<House> {
  return {
    store,
    fetcher,
    crew,
    limits: configuration.limits,
    trustedHosts: trustedHosts(configuration.sources),
    relay: { base: configuration.server.baseUrl, key: await relayKey(configuration, store) },
    untilTurn: ({ schedule }, now) => untilTurn(schedule, now),
    outage,
    random: Math.random,
    ...(isShared(configuration.store) ? { rest: (host, until) => store.commit({ set: [[rowNames.host(host), until]], delete: [], quiet: true }) } : {}),
  };
}
