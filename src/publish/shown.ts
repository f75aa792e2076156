import type { Millis } from '../model.js';
import { rowNames } from '../ledger/rows.js';
import { StoreError, type Store } from '../store/index.js';

/** What was last shown under one address. */
interface Shown {
  readonly etag: string;
  /** Whole seconds. */
  readonly modified: Millis;
}

/** What a store could not take, for its disk is full or read-only: readers are served all the same. */
const unsaved = new WeakMap<Store, Map<string, Shown>>();

/**
 * When a representation last changed (RFC 9110 §8.8.2): kept in the store, so that a restart does
 * not move it, and a second later each time at least, for one second may see two changes. While the
 * store takes nothing, this process remembers it.
 *
 * @param changed when an entry behind it last came or changed
 */
export async function modifiedAt(feed: string, path: string, etag: string, changed: Millis, now: Millis, store: Store): Promise<Millis> {
  const name = rowNames.shown(feed, path);
  const before = unsaved.get(store)?.get(name) ?? (await store.get<Shown>(name));
  if (before?.etag === etag) return before.modified;
  const at = before === undefined ? changed : changed > before.modified ? changed : now;
  const modified = Math.max(wholeSecond(at), (before?.modified ?? 0) + 1000);
  const saved = await save(name, before, { etag, modified }, store);
  return saved ? modified : modifiedAt(feed, path, etag, changed, now, store);
}

/** @returns whether it holds: false where another process was faster */
async function save(name: string, before: Shown | undefined, shown: Shown, store: Store): Promise<boolean> {
  try {
    await store.commit({ set: [[name, shown]], delete: [], quiet: true, ...(unsaved.get(store)?.has(name) === true ? {} : { expect: [name, before] }) });
    unsaved.get(store)?.delete(name);
    return true;
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    if (error.code === 'stale') return false;
    unsaved.set(store, (unsaved.get(store) ?? new Map<string, Shown>()).set(name, shown));
    return true;
  }
}

function wholeSecond(at: Millis): Millis {
  return Math.floor(at / 1000) * 1000;
}
