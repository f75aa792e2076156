/** One poll of one source: the walk from fetch to commit. */
export { reportAsJson, type PollReport } from './report.js';
export type { House } from './house.js';
export { policyOf, readDocument, timezoneOf } from './reading.js';
export { poll } from './poll.js';
export { PollError } from './poll-error.js';
export { cleanArrival } from './clean-arrivals.js';
export { readingOrder } from './reading-order.js';
export { takeDocument, type Delivery } from './take.js';
export { takeFolder } from './take-folder.js';
export { recleanSource } from './reclean.js';
