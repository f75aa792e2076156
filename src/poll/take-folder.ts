import type { CleanPolicy } from '../model.js';
import type { SettleContext } from '../ledger/settle.js';
import { rowNames, type SourceState } from '../ledger/rows.js';
import { WorkingLedger } from '../ledger/working.js';
import type { Store } from '../store/index.js';
import { takeDocument, type Delivery } from './take.js';

/** Documents in one commit; a smaller folder is one commit as a whole. */
const BATCH = 500;

export interface TakenFolder {
  readonly state: SourceState;
  readonly stale: SourceState['stale'];
  readonly fresh: number;
  readonly revised: number;
  /** Items that the documents held. */
  readonly seen: number;
  readonly changed: boolean;
  /** What is not committed yet: the caller's last commit. */
  readonly work: WorkingLedger;
}

/**
 * Documents one after another, each decided as a whole, in commits of 500. Every commit is complete:
 * cut off, the same documents taken again are duplicates as far as they were taken.
 */
export async function takeFolder(documents: AsyncIterable<Delivery>, before: SourceState, policy: CleanPolicy, context: SettleContext, store: Store): Promise<TakenFolder> {
  let state = before;
  let work = new WorkingLedger(store, context.source);
  let stale: SourceState['stale'] = {};
  const current = new Set<number>();
  let changed = false;
  let pending = 0;
  const counts = { fresh: 0, revised: 0, seen: 0 };
  for await (const document of documents) {
    const taken = await takeDocument(document, state, policy, context, work);
    state = taken.state;
    stale = { ...stale, ...taken.stale };
    for (const decision of taken.decision.decisions) {
      if (decision.kind === 'known' && decision.verdict.kind !== 'stale') current.add(decision.entry.n);
    }
    changed ||= taken.changed;
    counts.fresh += taken.fresh;
    counts.revised += taken.revised;
    counts.seen += document.items.length;
    pending += 1;
    if (pending < BATCH) continue;
    work.write(rowNames.source(context.source), state);
    await store.commit({ ...work.batch(), quiet: true });
    work = new WorkingLedger(store, context.source);
    pending = 0;
  }
  return { state, stale: lagging(stale, current, context.source, work), ...counts, changed, work };
}

/** An older version that stands in the folder beside the current one is history: nobody means it by keeping it. */
function lagging(stale: SourceState['stale'], current: ReadonlySet<number>, source: string, work: WorkingLedger): SourceState['stale'] {
  const numbers = Object.keys(stale).filter((n) => current.has(Number(n)));
  for (const n of numbers) work.remove(rowNames.pending(source, Number(n)));
  return Object.fromEntries(Object.entries(stale).filter(([n]) => !numbers.includes(n)));
}
