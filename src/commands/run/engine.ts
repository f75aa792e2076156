import { setFlagsFromString } from 'node:v8';

/**
 * Per cent by which a heap may grow between two collections. Left to itself it grows as if the machine were ours alone:
 * a feed of 19 MB left 260 MB behind, and with this 95, for hardly more time.
 */
const THRIFT = 20;

/**
 * For a process that lives for years beside others: no more memory than it needs, and whoever collects its garbage does it
 * alone. Left to itself the engine calls up to four threads for every small collection of ours; with two cores they cost a
 * fifth of a polling daemon's processor time, and take the cores from the thread that serves. Threads begun later follow.
 */
export function expectLongRun(): void {
  setFlagsFromString(`--heap-growing-percent=${THRIFT}`);
  // What a service sets for the thread that serves is not for those that have bounds of their own.
  setFlagsFromString('--max-semi-space-size=0');
  for (const helped of ['scavenge', 'compaction', 'pointer-update']) setFlagsFromString(`--no-parallel-${helped}`);
}
