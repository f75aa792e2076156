/** One poll of one source: the walk from fetch to commit. */
export type { PollReport } from './commit.js';
export { policyOf, type House } from './house.js';
export { poll } from './poll.js';
export { cleanArrival } from './clean-arrivals.js';
export { takeDocument } from './take.js';
export { recleanSource } from './reclean.js';
