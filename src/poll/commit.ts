import type { Millis, Source } from '../model.js';
import { dropPages, forgetOld } from '../ledger/pages.js';
import { rowNames, type SourceState } from '../ledger/rows.js';
import type { WorkingLedger } from '../ledger/working.js';
import { afterSuccess, type Wishes } from './aftermath.js';
import type { House } from './house.js';

/** A first poll is history; after it each commit has a number that grows, whatever the clock does. */
export function nextCommit(state: SourceState, now: Millis): number {
  return state.begun === undefined ? 0 : Math.max(now, state.commit + 1);
}

/** Older versions that are shown no longer were a lagging mirror's. */
export function forgetPending(source: string, state: SourceState, stale: SourceState['stale'], work: WorkingLedger): SourceState {
  for (const n of Object.keys(state.stale)) {
    if (stale[n] === undefined) work.remove(rowNames.pending(source, Number(n)));
  }
  return { ...state, stale };
}

/** The one commit of a poll that succeeded; gives the state that it leaves behind. */
export async function finish(
  source: Source,
  state: SourceState,
  house: House,
  now: Millis,
  wishes: Wishes,
  counts: { fresh: number; revised: number; changed: boolean },
  work: WorkingLedger,
): Promise<SourceState> {
  const after = afterSuccess(state, source, house, now, wishes, counts);
  const kept = await forgetOld(source.id, await dropPages(source.id, after, source.keep, work), work);
  work.write(rowNames.source(source.id), kept);
  await house.store.commit({ ...work.batch(), quiet: !counts.changed });
  return kept;
}

/** A poll that brought nothing leaves its state behind and no more. */
export async function commitState(source: Source, state: SourceState, house: House): Promise<void> {
  await house.store.commit({ set: [[rowNames.source(source.id), state]], delete: [], quiet: true });
}
