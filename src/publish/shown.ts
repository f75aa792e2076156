import type { Millis } from '../model.js';
import { rowNames } from '../ledger/rows.js';
import type { Store } from '../store/index.js';

/** What was last shown under one address. */
interface Shown {
  readonly etag: string;
  /** Whole seconds. */
  readonly modified: Millis;
}

/**
 * When a representation last changed (RFC 9110 §8.8.2): kept in the store, so that a restart does
 * not move it, and a second later each time at least, for one second may see two changes.
 *
 * @param changed when an entry behind it last came or changed
 */
export async function modifiedAt(feed: string, path: string, etag: string, changed: Millis, now: Millis, store: Store): Promise<Millis> {
  const name = rowNames.shown(feed, path);
  const before = await store.get<Shown>(name);
  if (before?.etag === etag) return before.modified;
  const at = before === undefined ? changed : changed > before.modified ? changed : now;
  const modified = Math.max(wholeSecond(at), (before?.modified ?? 0) + 1000);
  await store.commit({ set: [[name, { etag, modified } satisfies Shown]], delete: [] });
  return modified;
}

function wholeSecond(at: Millis): Millis {
  return Math.floor(at / 1000) * 1000;
}
