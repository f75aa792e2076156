import { randomBytes } from 'node:crypto';
import type { Configuration } from '../model.js';
import { StoreError, type Store } from '../store/index.js';

const RELAY_KEY = 'relay/key';

/** The key that signs relayed pictures: the operator's, else one made once and kept in the store for good. */
export async function relayKey(configuration: Configuration, store: Store): Promise<string> {
  if (configuration.server.secret !== undefined) return configuration.server.secret;
  const kept = await store.get<string>(RELAY_KEY);
  if (kept !== undefined) return kept;
  const made = randomBytes(32).toString('base64url');
  try {
    await store.commit({ set: [[RELAY_KEY, made]], delete: [], quiet: true, expect: [RELAY_KEY, undefined] });
    return made;
  } catch (error) {
    if (error instanceof StoreError && error.code === 'stale') return relayKey(configuration, store);
    throw error;
  }
}
