import { LRUCache } from 'lru-cache';
import type { Logger } from '../log.js';
import { countTries, type Route } from '../serve/index.js';
import { inspectorRoutes, type InspectorOptions } from './inspect/index.js';
import { pollNowRoutes, type PollNowOptions } from './poll-now.js';

/** Milliseconds in which the log tells one line of one address' wrong tokens. */
const QUIET = 60_000;
/** Addresses remembered; who has more is told of more often. */
const REMEMBERED = 10_000;

/** All that needs the operator's token. Wrong tokens are counted, and told, for all of it together. */
export function operatorRoutes({ log, ...options }: Omit<InspectorOptions, 'tries' | 'wrong'> & Pick<PollNowOptions, 'pollNow'> & { readonly log: Logger }): readonly Route[] {
  const { configuration, pollNow } = options;
  const tries = countTries();
  const told = new LRUCache<string, true>({ max: REMEMBERED, ttl: QUIET });
  const wrong = (address: string): void => {
    if (told.has(address)) return;
    told.set(address, true);
    log.warn({ address }, `a wrong token came from ${address}, and may be a guess at server.token; more from there are told once a minute`);
  };
  return [
    ...pollNowRoutes({ token: () => configuration().server.token, sources: () => configuration().sources, tries, wrong, ...(pollNow === undefined ? {} : { pollNow }) }),
    ...inspectorRoutes({ ...options, tries, wrong }),
  ];
}
