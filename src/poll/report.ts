import type { Failure, Millis } from '../model.js';

/** What one poll did. */
export interface PollReport {
  readonly id: string;
  readonly status: 'changed' | 'unchanged' | 'failed';
  /** HTTP status, where one was received. */
  readonly http?: number;
  readonly new: number;
  readonly revised: number;
  readonly duplicate: number;
  /** One sentence. */
  readonly error?: string;
  /** What a person should hear of though nothing failed, a sentence each: told once, at the poll that found it. */
  readonly told?: readonly string[];
  readonly ms: Millis;
}

export type Outcome = Omit<PollReport, 'id' | 'ms'>;

export function failed({ message, http }: Failure): Outcome {
  return { status: 'failed', ...(http === undefined ? {} : { http }), new: 0, revised: 0, duplicate: 0, error: message };
}

/** A report as `poll --json` prints it, and as polling now answers. */
export function reportAsJson({ id, status, http, new: fresh, revised, duplicate, error, ms }: PollReport): object {
  return { id, status, http: http ?? null, new: fresh, revised, duplicate, error: error ?? null, ms };
}
