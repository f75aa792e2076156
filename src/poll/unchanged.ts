import type { Millis, Source } from '../model.js';
import { isMeant, showAgain, type Showing } from '../identify/index.js';
import type { SourceState } from '../ledger/rows.js';
import { WorkingLedger } from '../ledger/working.js';
import type { Wishes } from './aftermath.js';
import { finish } from './commit.js';
import type { House } from './house.js';
import type { Outcome } from './report.js';
import { worthTelling } from './worth-telling.js';

/** The same bytes as last time, or a 304: what the last document showed, this one shows. */
export async function unchanged(source: Source, state: SourceState, house: House, now: Millis, wishes: Wishes, http: number | undefined): Promise<Outcome> {
  const work = new WorkingLedger(house.store, source.id);
  const shown = await showStaleAgain(source, state, house, now, work);
  const after = await finish(source, shown.state, house, now, wishes, { fresh: 0, revised: shown.revised, changed: shown.revised > 0 }, work);
  return { ...worthTelling(state, after), status: shown.revised > 0 ? 'changed' : 'unchanged', ...(http === undefined ? {} : { http }), new: 0, revised: shown.revised, duplicate: http === 304 ? 0 : (state.items ?? 0) };
}

/**
 * An unchanged answer shows what the last one showed: older versions are shown once more, and one
 * that every poll of a day has shown is meant, and becomes a revision.
 */
async function showStaleAgain(source: Source, state: SourceState, house: House, now: Millis, work: WorkingLedger): Promise<{ state: SourceState; revised: number }> {
  const shown = Object.entries(state.stale).map(([n, showing]) => [Number(n), showAgain(showing, showing.version, now)] as const);
  const meant = shown.filter(([, showing]) => isMeant(showing, now)).map(([n]) => n);
  const waiting: Record<string, Showing> = Object.fromEntries(shown.filter(([n]) => !meant.includes(n)));
  const next = { ...state, stale: waiting };
  if (meant.length === 0) return { state: next, revised: 0 };
  return (await import('./meant.js')).takeMeant(meant, source, next, house, now, work);
}
