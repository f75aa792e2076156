import type { Source } from '../model.js';
import { createFetcher, hostOf, type Fetcher, type Turns } from '../fetch/index.js';
import { version } from '../package/index.js';

/** @param turns where another fetcher of this process asks the same hosts */
export function newFetcher(turns?: Turns): Fetcher {
  return createFetcher({ userAgent: `feedrelay/${version} (feed republisher)`, ...(turns === undefined ? {} : { turns }) });
}

/** Hosts that the operator wrote may be anywhere; every other host must be a public address. */
export function trustedHosts(sources: readonly Pick<Source, 'url'>[]): readonly string[] {
  return sources.filter(({ url }) => url.startsWith('http')).map(({ url }) => hostOf(url));
}
