import type { CleanPolicy, Item } from '../model.js';
import { arrive, decideDocument, places, type DocumentDecision } from '../identify/index.js';
import { settleDocument, type SettleContext, type Settled } from '../ledger/settle.js';
import type { SourceState } from '../ledger/rows.js';
import type { WorkingLedger } from '../ledger/working.js';
import { createCrew } from '../crew/index.js';
import { cleanArrivals, type Cleaner } from './clean-arrivals.js';

/** Items that came together, and what their document says of itself. */
export interface Delivery {
  readonly items: readonly Item[];
  /** Addresses that are no article's own: the source's, the document's, the home page's. */
  readonly places: readonly (string | undefined)[];
  /** Place of the first item, where several documents make one order. */
  readonly firstPlace?: number;
}

/** For who has no readers to keep waiting: everything in this thread. */
const hereAndNow: Cleaner = { crew: createCrew({ inline: Infinity }), place: 'a document' };

export interface Taken extends Settled {
  readonly decision: DocumentDecision;
}

/**
 * One document from items to rows: look up, clean, decide, settle. The rows stand in `work` and are
 * committed by the caller, so that several documents can be one commit.
 */
export async function takeDocument(
  delivery: Delivery,
  state: SourceState,
  policy: CleanPolicy,
  context: SettleContext,
  work: WorkingLedger,
  cleaner: Cleaner = hereAndNow,
): Promise<Taken> {
  const own = places(...delivery.places);
  const first = delivery.firstPlace ?? 0;
  const arrived = delivery.items.map((item, place) => arrive(item, first + place, own));
  await work.loadKeys(arrived);
  const arrivals = await cleanArrivals(arrived, work, policy, cleaner);
  await work.loadMarks(arrivals);
  const shown = new Map(Object.entries(context.aside === true ? {} : state.stale).map(([n, showing]) => [Number(n), showing]));
  const decision = decideDocument(context.source, arrivals, work, shown, context.now);
  return { decision, ...(await settleDocument(decision, state, context, work)) };
}
