import type { Configuration } from '../model.js';
import { createCrew, type Crew } from '../crew/index.js';
import { discretionOf } from '../discretion.js';
import type { Fetcher } from '../fetch/index.js';
import { rowNames } from '../ledger/rows.js';
import type { House } from '../poll/index.js';
import { untilTurn } from '../schedule/timetable.js';
import { Outage } from '../schedule/outage.js';
import { isShared, type Store } from '../store/index.js';
import { trustedHosts } from './fetcher.js';
import { relayKey } from './relay-key.js';

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
    discretion: discretionOf(configuration.hidden),
    relay: { base: configuration.server.baseUrl, key: await relayKey(configuration, store) },
    untilTurn: ({ schedule }, now) => untilTurn(schedule, now),
    outage,
    random: Math.random,
    ...(isShared(configuration.store) ? { rest: (host, until) => store.commit({ set: [[rowNames.host(host), until]], delete: [], quiet: true }) } : {}),
  };
}
