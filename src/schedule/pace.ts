import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import type { Millis } from '../model.js';

/** What is waited for before each poll. */
export interface Pace {
  readonly next: () => Promise<void>;
  /** Nobody waits any longer. */
  readonly end: () => void;
}

/** Of a thread's time what polls may take while somebody reads; on a small machine the rest is the readers'. At a tenth, one answer in a hundred waits less than twice as long as at rest; at half, four to six times. */
const SHARE = 0.1;
/** Who has asked within this time may ask again any moment. */
const LINGER: Millis = 1_000;
/** No poll waits longer once it is next, however busy the thread has been: with documents, for one, which readers are waiting for. */
const LONGEST: Millis = 50;

/**
 * While there are readers a poll begins only once this thread has rested for a multiple of what it was busy. When a thousand
 * sources are due at once, both cores of a small machine would else be taken, and an answer that takes half a millisecond
 * would wait for five. Without readers, and for a few polls, nobody waits.
 *
 * @param asked changes whenever somebody reads
 */
export function paceAmong(asked: () => number): Pace {
  const ended = new AbortController();
  let turn = Promise.resolve();
  let busy = performance.eventLoopUtilization();
  /** Milliseconds of rest that are still to come. */
  let owed: Millis = 0;
  let count = asked();
  let lastAsked = -Infinity;

  const haveReaders = (): boolean => {
    const now = asked();
    if (now !== count) lastAsked = performance.now();
    count = now;
    return performance.now() - lastAsked < LINGER;
  };
  const rest = async (): Promise<void> => {
    if (ended.signal.aborted) return;
    const { active, idle } = performance.eventLoopUtilization(busy);
    busy = performance.eventLoopUtilization();
    owed = Math.min(Math.max(owed + active * (1 / SHARE - 1) - idle, 0), LONGEST);
    if (haveReaders() && owed >= 1) await pause(owed, undefined, { signal: ended.signal }).catch(() => undefined);
  };
  return { next: () => (turn = turn.then(rest)), end: () => ended.abort() };
}

/** For who has no readers. */
export const atOnce: Pace = { next: () => Promise.resolve(), end: () => undefined };
