import { createHash } from 'node:crypto';
import type { Result } from '../model.js';
import { failed, StoreError, type Store } from './store.js';

export interface Migration {
  /** Keys in both stores. */
  readonly keys: number;
  /** Keys that had to be written, the others being there already. */
  readonly written: number;
  /** Of all keys and values, in hexadecimal. */
  readonly checksum: string;
}

const KEYS_A_STEP = 500;

/** Stands in the target while a copy is under way, and names what is copied. It is no part of either store. */
const COPYING = 'copying';

/**
 * Copies every key of one store into another, and then reads both again to compare count and checksum. A copy that
 * was interrupted goes on where it stopped, for what is there already is not written again. Nothing else may use
 * the two stores meanwhile. Fails before it writes anything where the target holds what the source does not, or,
 * unless a copy of this very source was interrupted there, holds otherwise.
 *
 * @param origin names the source: the same at every try
 * @param progress called with the keys compared so far
 */
export async function migrateStore(from: Store, to: Store, origin: string, progress?: (done: number) => void): Promise<Result<Migration>> {
  const mark = createHash('sha256').update(origin).digest('hex');
  try {
    const foreign = await foreignIn(from, to, (await to.get(COPYING)) === mark);
    if (foreign > 0)
      return failed('not-empty', `The target store holds ${foreign === 1 ? 'a row' : `${foreign} rows`} of another origin, and nothing was written: migrate into an empty store.`);
    await to.commit({ set: [[COPYING, mark]], delete: [] });
    let done = 0;
    let written = 0;
    for await (const step of steps(from)) {
      const there = await to.getMany(step.map(([key]) => key));
      const missing = step.filter(([, value], index) => JSON.stringify(there[index]) !== JSON.stringify(value));
      for (const set of bySource(missing)) await to.commit({ set, delete: [] });
      written += missing.length;
      done += step.length;
      progress?.(done);
    }
    const [source, target] = [await fingerprint(from), await fingerprint(to)];
    if (source.keys !== target.keys || source.checksum !== target.checksum)
      return failed('not-equal', `After the copy the stores differ (${source.keys} and ${target.keys} keys): stop whatever else writes to them and migrate again.`);
    await to.commit({ set: [], delete: [COPYING] });
    return { ok: true, value: { keys: source.keys, written, checksum: source.checksum } };
  } catch (error) {
    if (error instanceof StoreError) return { ok: false, failure: error.failure };
    throw error;
  }
}

/** How many rows of the target no copy of this source can have left there. */
async function foreignIn(from: Store, to: Store, isOurs: boolean): Promise<number> {
  let foreign = 0;
  for await (const step of steps(to)) {
    const there = await from.getMany(step.map(([key]) => key));
    foreign += step.filter(([, value], index) => (isOurs ? there[index] === undefined : JSON.stringify(there[index]) !== JSON.stringify(value))).length;
  }
  return foreign;
}

async function* rows(store: Store): AsyncGenerator<readonly [key: string, value: unknown], void> {
  for await (const pair of store.iterate<unknown>('')) if (pair[0] !== COPYING) yield pair;
}

async function* steps(store: Store): AsyncGenerator<(readonly [key: string, value: unknown])[], void> {
  let step: (readonly [string, unknown])[] = [];
  for await (const pair of rows(store)) {
    step.push(pair);
    if (step.length < KEYS_A_STEP) continue;
    yield step;
    step = [];
  }
  if (step.length > 0) yield step;
}

/** One batch a source: on Redis a batch is atomic within one source only. */
function bySource(pairs: readonly (readonly [key: string, value: unknown])[]): Iterable<(readonly [string, unknown])[]> {
  const batches = new Map<string, (readonly [string, unknown])[]>();
  for (const pair of pairs) {
    const source = pair[0].split('/')[1] ?? '';
    const batch = batches.get(source);
    if (batch) batch.push(pair);
    else batches.set(source, [pair]);
  }
  return batches.values();
}

/** A sum over the rows and not a hash over their sequence, so that it takes one pass however a store orders its keys. */
async function fingerprint(store: Store): Promise<{ readonly keys: number; readonly checksum: string }> {
  let keys = 0;
  let sum = 0n;
  for await (const [key, value] of rows(store)) {
    keys += 1;
    sum += BigInt(`0x${createHash('sha256').update(JSON.stringify([key, value])).digest('hex')}`);
  }
  return { keys, checksum: BigInt.asUintN(256, sum).toString(16).padStart(64, '0') };
}
