import { countTries, type Route } from '../serve/index.js';
import { inspectorRoutes, type InspectorOptions } from './inspect/index.js';
import { pollNowRoutes, type PollNowOptions } from './poll-now.js';

/** All that needs the operator's token. Wrong tokens are counted for all of it together. */
export function operatorRoutes(options: Omit<InspectorOptions, 'tries'> & Pick<PollNowOptions, 'pollNow'>): readonly Route[] {
  const { configuration, pollNow } = options;
  const tries = countTries();
  return [
    ...pollNowRoutes({ token: () => configuration().server.token, sources: () => configuration().sources, tries, ...(pollNow === undefined ? {} : { pollNow }) }),
    ...inspectorRoutes({ ...options, tries }),
  ];
}
