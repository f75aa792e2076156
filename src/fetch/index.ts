/**
 * Bytes from strangers: one conditional request at a time, polite to hosts, guarded against private addresses,
 * bounded in size, time and redirects. Expected failures come back as values.
 */
export { createFetcher, PER_HOST, type FetcherOptions } from './fetcher.js';
export { borrowedTurns, lendTurns } from './lent-turns.js';
export { createTurns, type Turns } from './turns.js';
export { readLocal, type LocalDocument, type LocalOutcome, type LocalRequest } from './local.js';
export { FetchError, hostOf } from './request.js';
export type { Fetcher, FetchLimits, FetchOutcome, FetchRequest, LargeBody, StreamedResponse, Validators } from './request.js';
