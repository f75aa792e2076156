import { countTries, type Route } from '../serve/index.js';
import { pollNowRoutes, type PollNowOptions } from './poll-now.js';

/** All that needs the operator's token. Wrong tokens are counted for all of it together. */
export function operatorRoutes(options: Omit<PollNowOptions, 'tries'>): readonly Route[] {
  return pollNowRoutes({ ...options, tries: countTries() });
}
