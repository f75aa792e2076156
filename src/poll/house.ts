import type { CleanPolicy, Limits, Millis, Source } from '../model.js';
import type { Crew } from '../crew/index.js';
import type { Discretion } from '../discretion.js';
import type { Fetcher } from '../fetch/index.js';
import type { Outage } from '../schedule/outage.js';
import type { Store } from '../store/index.js';

/** What a poll works with. Everything that acts on the world comes in through here. */
export interface House {
  readonly store: Store;
  readonly fetcher: Fetcher;
  readonly crew: Crew;
  readonly limits: Limits;
  /** Hosts that the operator wrote. */
  readonly trustedHosts: readonly string[];
  /** Takes the operator's secrets out of what is told. */
  readonly discretion: Discretion;
  /** Where our pictures are relayed, and the key that signs them; absent where nothing is. */
  readonly relay?: NonNullable<CleanPolicy['relay']>;
  /** From now to the next turn of a source's schedule. */
  readonly untilTurn: (source: Source, now: Millis) => Millis;
  /** Hears of every answer and every failure; tells whether it is our network that fails. */
  readonly outage: Pick<Outage, 'note' | 'down'>;
  /** Hears of a host that wants to be left alone until a time: by all processes, for all of its sources. */
  readonly rest?: (host: string, until: Millis) => Promise<void>;
  /** In [0, 1). */
  readonly random: () => number;
}
