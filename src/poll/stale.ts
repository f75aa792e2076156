import type { Item, Millis, Source } from '../model.js';
import { cleaningFingerprint } from '../clean/index.js';
import { arrive, isMeant, revisionTime, showAgain, type Decision, type Showing } from '../identify/index.js';
import { rowNames, type SourceState } from '../ledger/rows.js';
import { settleDocument } from '../ledger/settle.js';
import type { WorkingLedger } from '../ledger/working.js';
import { cleanArrival } from './clean-arrivals.js';
import { policyOf, type House } from './house.js';
import { nextCommit } from './commit.js';

/**
 * An unchanged answer shows what the last one showed: older versions are shown once more, and one
 * that every poll of a day has shown is meant, and becomes a revision.
 */
export async function showStaleAgain(source: Source, state: SourceState, house: House, now: Millis, work: WorkingLedger): Promise<{ state: SourceState; revised: number }> {
  const shown = Object.entries(state.stale).map(([n, showing]) => [Number(n), showAgain(showing, showing.version, now)] as const);
  const meant = shown.filter(([, showing]) => isMeant(showing, now)).map(([n]) => n);
  const waiting: Record<string, Showing> = Object.fromEntries(shown.filter(([n]) => !meant.includes(n)));
  if (meant.length === 0) return { state: { ...state, stale: waiting }, revised: 0 };

  const format = state.format ?? 'rss';
  const policy = policyOf(source, format, house);
  await work.load(meant.flatMap((n) => [rowNames.pending(source.id, n), rowNames.ledger(source.id, n)]));
  const decisions = meant.flatMap((n): Decision[] => {
    const item = work.read<Item>(rowNames.pending(source.id, n));
    const entry = work.entry(n);
    work.remove(rowNames.pending(source.id, n));
    if (item === undefined || entry === undefined) return [];
    const arrival = cleanArrival(arrive(item, 0, new Set()), policy);
    const article = { arrivals: [arrival] as const, guids: [], links: [], aliases: [] };
    return [
      {
        kind: 'known',
        match: { article, entry: n, reason: 'all its keys lead to it', keys: [] },
        arrival,
        entry,
        verdict: { kind: 'revision', updated: revisionTime(undefined, entry.updated, now) },
      },
    ];
  });
  await work.loadMarks(decisions.map(({ arrival }) => arrival));
  const context = { source: source.id, format, fingerprint: cleaningFingerprint(policy), now, commit: nextCommit(state, now) };
  const settled = await settleDocument({ decisions, distrusted: new Set() }, { ...state, stale: waiting }, context, work);
  return { state: settled.state, revised: settled.revised };
}
