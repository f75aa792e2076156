import type { Store } from './store.js';

/**
 * The store as one holder of a source sees it: it lays its token down in `fence`, a row of the source's own, and from
 * then on commits for as long as no later holder has laid down another (code `stale` after that, in the same atomic
 * step). Who holds a source is not decided here.
 *
 * @param token unlike any other holder's
 */
export async function fencedStore(store: Store, fence: string, token: string): Promise<Store> {
  await store.commit({ set: [[fence, token]], delete: [], quiet: true });
  return { ...store, commit: (batch) => store.commit({ ...batch, expect: [fence, token] }) };
}
