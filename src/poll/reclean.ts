import { setImmediate as breathe } from 'node:timers/promises';
import type { CleanPolicy } from '../model.js';
import { cleaningFingerprint } from '../clean/index.js';
import { markList, marksOf } from '../identify/index.js';
import { rowNames, type SourceState, type StoredEntry } from '../ledger/rows.js';
import { WorkingLedger } from '../ledger/working.js';
import { arrive } from '../identify/index.js';
import type { Store } from '../store/index.js';
import { cleanArrival } from './clean-arrivals.js';

/** Entries recleaned in one commit. */
const BATCH = 100;

/**
 * Cleans every kept entry again after the configuration or the program changed, so that old and new
 * texts are compared through the same steps. Moves no date and counts no revision. Each commit is
 * whole; one that was interrupted is simply done again.
 */
export async function recleanSource(source: string, state: SourceState, policy: CleanPolicy, store: Store): Promise<SourceState> {
  const fingerprint = cleaningFingerprint(policy);
  if (state.fingerprint === fingerprint) return state;
  let numbers: number[] = [];
  const flush = async (): Promise<void> => {
    await recleanEntries(source, numbers, policy, fingerprint, store);
    numbers = [];
    await breathe();
  };
  for await (const [, entry] of store.iterate<StoredEntry>(`entry/${source}/`)) {
    if (entry.fingerprint === fingerprint) continue;
    numbers.push(entry.n);
    if (numbers.length >= BATCH) await flush();
  }
  if (numbers.length > 0) await flush();
  return { ...state, fingerprint };
}

async function recleanEntries(source: string, numbers: readonly number[], policy: CleanPolicy, fingerprint: string, store: Store): Promise<void> {
  const work = new WorkingLedger(store, source);
  await work.load(numbers.flatMap((n) => [rowNames.entry(source, n), rowNames.ledger(source, n)]));
  for (const n of numbers) {
    const entry = work.read<StoredEntry>(rowNames.entry(source, n));
    const remembered = work.entry(n);
    if (entry === undefined || remembered === undefined) continue;
    const arrival = cleanArrival(arrive(entry.item, 0, new Set()), policy);
    const { cleaned, appearance } = arrival;
    if (cleaned === undefined || appearance === undefined) continue;
    work.write(rowNames.entry(source, n), { ...entry, cleaned, fingerprint } satisfies StoredEntry);
    const marks = markList(marksOf({ ...arrival, title: remembered.title, raw: remembered.raw }));
    await work.load(marks.map((mark) => rowNames.mark(source, mark)));
    work.remember({ ...remembered, ...appearance, fingerprint, marks: [...new Set([...remembered.marks, ...marks])].slice(-12) });
  }
  await store.commit({ ...work.batch(), quiet: true });
}
