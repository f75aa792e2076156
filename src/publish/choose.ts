import type { Millis } from '../model.js';

/** A whole commit may overrun a feed's limit, but a feed never shows more than this (or its limit, if that is more). */
const MOST = 500;

export interface Candidate {
  /** The commit that brought or last revised it; 0 for history. */
  readonly commit: number;
  readonly published: Millis;
  readonly n: number;
}

/**
 * Chooses what a subscription feed shows: by arrival, whole commits, the last first, until `limit`
 * is reached; history, commit 0, fills what is left by date. So the eighty articles of one night,
 * and a late one dated last week, still reach every subscriber.
 *
 * @param candidates what may be shown, most recent first: commit, then date, descending
 */
export async function choose<T extends Candidate>(candidates: AsyncIterable<T>, limit: number): Promise<readonly T[]> {
  const most = Math.max(MOST, limit);
  const chosen: T[] = [];
  let commit: number | undefined;
  for await (const candidate of candidates) {
    const another = candidate.commit !== commit || candidate.commit === 0;
    if ((another && chosen.length >= limit) || chosen.length >= most) break;
    chosen.push(candidate);
    commit = candidate.commit;
  }
  return chosen;
}
