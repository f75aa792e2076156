import type { Millis, Source } from '../model.js';
import type { Pace } from './pace.js';
import type { LastPoll } from './timetable.js';

export interface Errand {
  readonly source: Source;
  /** In [0, 1), the source's own: where in the spread it starts. */
  readonly fraction: number;
}

/** @typeParam Report what a poll tells of itself; plain values, for another process may be told */
export interface SchedulerOptions<Report> {
  readonly clock: () => Millis;
  readonly pace: Pace;
  /**
   * Runs one poll; never rejects for what a source does.
   *
   * @param token where machines share the schedule: unlike any other poll's, the fence of what it commits
   */
  readonly poll: (source: Source, now: Millis, token?: string) => Promise<Report>;
  /** What the store says of a source's last poll. */
  readonly lastPoll: (source: Source) => Promise<LastPoll>;
  /** A bug, or a store that fails: told, and the schedule goes on. */
  readonly onError: (source: Source, error: unknown) => void;
}

export interface Scheduler<Report> {
  /** Takes up these sources: new and changed ones start, those that are gone stop, the others go on undisturbed. */
  update(errands: readonly Errand[]): Promise<void>;
  /**
   * Polls now, whatever the schedule says, after a poll of the same source that is under way, and gives the poll's report;
   * none where it broke off, or nobody came to it in time.
   */
  pollNow(source: Source): Promise<Report | undefined>;
  /** Polls these within the next half minute, spread. */
  hurry(sources: readonly Source[]): void;
  /** Starts nothing more and waits for what is under way, but no longer than `deadline` milliseconds. */
  stop(deadline: Millis): Promise<void>;
}

/** Milliseconds in which what failed with our network is polled again. */
export const HURRY: Millis = 30_000;
/** Polls under way at once: many, for most of them wait for a server, and some for one that never answers. */
export const AT_ONCE = 64;

export function sameErrand(one: Source, other: Source): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
