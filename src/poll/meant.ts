import type { Item, Millis, Source } from '../model.js';
import { cleaningFingerprint } from '../clean/index.js';
import { arrive, revisionTime, type Decision } from '../identify/index.js';
import { rowNames, type SourceState } from '../ledger/rows.js';
import { settleDocument } from '../ledger/settle.js';
import type { WorkingLedger } from '../ledger/working.js';
import { cleanArrival } from './clean-arrivals.js';
import { nextCommit } from './commit.js';
import type { House } from './house.js';
import { policyOf } from './reading.js';

/** Older versions of these entries, kept since they were first shown, become revisions. */
export async function takeMeant(meant: readonly number[], source: Source, state: SourceState, house: House, now: Millis, work: WorkingLedger): Promise<{ state: SourceState; revised: number }> {
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
  const settled = await settleDocument({ decisions, distrusted: new Set() }, state, context, work);
  return { state: settled.state, revised: settled.revised };
}
