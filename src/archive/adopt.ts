import type { Millis, Source } from '../model.js';
import { decideDocument, type Decision, type Remembered } from '../identify/index.js';
import { settleDocument, type SettleContext } from '../ledger/settle.js';
import { rowNames, type SourceState, type StoredEntry } from '../ledger/rows.js';
import { WorkingLedger } from '../ledger/working.js';
import type { House } from '../poll/index.js';
import type { ReadOwn } from './own-reading.js';

/** Documents in one commit. */
const BATCH = 200;

export interface Adopted {
  readonly state: SourceState;
  readonly restored: number;
  readonly revised: number;
  readonly duplicate: number;
}

/**
 * Takes exported documents into a source that has entries of its own. An entry that is there is a
 * duplicate; any other goes through the same decisions as a poll's, and where it is new it keeps its
 * id, dates and commit, and takes its number and its place as it arrives. Superseded versions stay out.
 */
export async function adoptDocuments(documents: AsyncIterable<ReadOwn>, before: SourceState, source: Source, house: House, now: Millis): Promise<Adopted> {
  let state = before;
  let work = new WorkingLedger(house.store, source.id);
  let pending = 0;
  const counts = { restored: 0, revised: 0, duplicate: 0 };
  for await (const document of documents) {
    const taken = await adopt(document, state, source.id, now, work);
    state = taken.state;
    counts[taken.as] += 1;
    pending += 1;
    if (pending < BATCH) continue;
    work.write(rowNames.source(source.id), state);
    await house.store.commit(work.batch());
    work = new WorkingLedger(house.store, source.id);
    pending = 0;
  }
  work.write(rowNames.source(source.id), state);
  await house.store.commit(work.batch());
  return { state, ...counts };
}

interface Taken {
  readonly state: SourceState;
  readonly as: 'restored' | 'revised' | 'duplicate';
}

async function adopt(document: ReadOwn, state: SourceState, source: string, now: Millis, work: WorkingLedger): Promise<Taken> {
  const { stored, arrival, remembered } = document.rows;
  if (remembered === undefined || (await isThere(remembered, source, work))) return { state, as: 'duplicate' };
  await work.loadKeys([arrival]);
  await work.loadMarks([arrival]);
  const { decisions, distrusted } = decideDocument(source, [arrival], work, new Map(), now);
  const context: SettleContext = { source, format: stored.format, fingerprint: stored.fingerprint, now, commit: 0, aside: true };
  const [decision] = decisions;
  if (decision?.kind !== 'new') {
    const settled = await settleDocument({ decisions, distrusted }, state, context, work);
    return { state: settled.state, as: settled.revised > 0 ? 'revised' : 'duplicate' };
  }
  const { id, published, firstSeen, commit } = stored;
  const given: Decision = { ...decision, id, published };
  const settled = await settleDocument({ decisions: [given], distrusted }, state, { ...context, now: firstSeen, commit }, work);
  completeEntry(state.nextEntry, document, source, work);
  const last = Math.max(state.commit, commit);
  return { state: { ...settled.state, commit: last, lastChange: now, lastNew: now }, as: 'restored' };
}

/** Whether the entry is there by its id; numbers, keys and marks say where to look for it. */
async function isThere({ id, n, keys, marks }: Remembered, source: string, work: WorkingLedger): Promise<boolean> {
  await work.load([...keys.map((key) => rowNames.key(source, key)), ...marks.map((mark) => rowNames.mark(source, mark))]);
  const found = [n, ...keys.map((key) => work.key(key)), ...marks.flatMap((mark) => work.marked(mark))].filter((number) => typeof number === 'number');
  await work.load(found.map((number) => rowNames.ledger(source, number)));
  return found.some((number) => work.entry(number)?.id === id);
}

/** What its past has taught of an entry that is new here. */
function completeEntry(n: number, { rows: { stored, remembered }, matter }: ReadOwn, source: string, work: WorkingLedger): void {
  const entry = work.entry(n);
  const row = work.read<StoredEntry>(rowNames.entry(source, n));
  if (entry === undefined || row === undefined || remembered === undefined) throw new Error(`entry ${n} was laid down and is not there`);
  const { frozen, ...whole } = stored;
  const elsewhere = new Set([...(matter.distrusted ?? []), ...(matter.astray ?? [])]);
  const keys = [...new Set([...entry.keys, ...remembered.keys.filter((key) => !elsewhere.has(key))])];
  for (const key of matter.distrusted ?? []) {
    if (work.key(key) === undefined) work.distrust(key);
  }
  work.remember({ ...remembered, n, keys, version: 1, seen: entry.seen });
  work.write(rowNames.entry(source, n), { ...whole, n, version: 1 } satisfies StoredEntry);
}
