import type { Millis } from '../model.js';

/** A whole commit may overrun a feed's limit, but a feed never shows more than this (or its limit, if that is more). */
const MOST = 500;

/** What sources bring within this time of each other, one round of polls may have brought. */
export const ROUND: Millis = 10 * 60 * 1000;

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
 * @param together commits that came no longer than this before the last one are as one with it: in a merged feed those of a
 *   round, for a reader who comes once a round is to find there what all its sources brought
 */
export async function choose<T extends Candidate>(candidates: AsyncIterable<T>, limit: number, together: Millis = 0): Promise<readonly T[]> {
  const most = Math.max(MOST, limit);
  const chosen: T[] = [];
  let newest: number | undefined;
  let commit: number | undefined;
  for await (const candidate of candidates) {
    newest ??= candidate.commit;
    const another = candidate.commit === 0 || (candidate.commit !== commit && candidate.commit < newest - together);
    if ((another && chosen.length >= limit) || chosen.length >= most) break;
    chosen.push(candidate);
    commit = candidate.commit;
  }
  return chosen;
}
