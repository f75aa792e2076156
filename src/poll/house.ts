import type { CleanPolicy, FeedFormat, Limits, Millis, Source } from '../model.js';
import { resolveProfile } from '../clean/index.js';
import type { Fetcher } from '../fetch/index.js';
import type { Store } from '../store/index.js';

/** What a poll works with. Everything that acts on the world comes in through here. */
export interface House {
  readonly store: Store;
  readonly fetcher: Fetcher;
  readonly limits: Limits;
  /** Hosts that the operator wrote. */
  readonly trustedHosts: readonly string[];
  /** Where our pictures are relayed, and the key that signs them; absent where nothing is. */
  readonly relay?: NonNullable<CleanPolicy['relay']>;
  /** The time between two polls that a source's schedule asks for, as it stands at `now`. */
  readonly interval: (source: Source, now: Millis) => Millis;
  /** Whether everything fails just now, and so it is our network. */
  readonly networkDown: () => boolean;
  /** In [0, 1). */
  readonly random: () => number;
}

/** How a source's items are cleaned. `''` as timezone: not configured, so known sites have their own. */
export function policyOf(source: Source, format: FeedFormat, house: Pick<House, 'limits' | 'relay'>): CleanPolicy {
  return {
    profile: resolveProfile(source.profile, source.url, format),
    images: source.images,
    remove: source.remove,
    timezone: source.timezone ?? '',
    nesting: house.limits.nesting,
    ...(house.relay === undefined ? {} : { relay: house.relay }),
  };
}
