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

/**
 * Copies every key of one store into another, and then reads both again to compare count and checksum. A copy that
 * was interrupted goes on where it stopped, for what is there already is not written again. Nothing else may use
 * the two stores meanwhile. Fails where the target holds what the source does not.
 *
 * @param progress called with the keys compared so far
 */
export async function migrateStore(from: Store, to: Store, progress?: (done: number) => void): Promise<Result<Migration>> {
  try {
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
    if (target.keys > source.keys) return failed('not-empty', `The target store holds ${target.keys - source.keys} keys that the source does not: migrate into an empty store.`);
    if (source.keys !== target.keys || source.checksum !== target.checksum)
      return failed('not-equal', `After the copy the stores differ (${source.keys} and ${target.keys} keys): stop whatever else writes to them and migrate again.`);
    return { ok: true, value: { keys: source.keys, written, checksum: source.checksum } };
  } catch (error) {
    if (error instanceof StoreError) return { ok: false, failure: error.failure };
    throw error;
  }
}

async function* steps(store: Store): AsyncGenerator<(readonly [key: string, value: unknown])[], void> {
  let step: (readonly [string, unknown])[] = [];
  for await (const pair of store.iterate<unknown>('')) {
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
  for await (const [key, value] of store.iterate<unknown>('')) {
    keys += 1;
    sum += BigInt(`0x${createHash('sha256').update(JSON.stringify([key, value])).digest('hex')}`);
  }
  return { keys, checksum: BigInt.asUintN(256, sum).toString(16).padStart(64, '0') };
}
