import { Keyv, type KeyvStoreAdapter, type DeserializedData } from 'keyv';
import type { StoredBatch } from './sqlite-database.js';
import { StoreError, type Store } from './store.js';

/** What a store needs of its engine beyond what keyv knows: transactions, order, size. */
export interface TransactionalAdapter extends KeyvStoreAdapter {
  /** Where the store is, for sentences; no password in it. */
  readonly place: string;
  /** All or nothing, durable when it resolves. */
  commit(batch: StoredBatch): Promise<void>;
  /** Serialised values by key, in key order. */
  scan(prefix: string): AsyncIterable<readonly [key: string, value: string]>;
  /** Bytes. */
  size(): Promise<number>;
}

// Plain JSON, for keyv's own reviver, made for buffers, would visit every string of every entry.
const serialize = (stored: DeserializedData<unknown>): string => JSON.stringify(stored);

/** The store over keyv and an adapter: keyv reads, and what it knows no transaction for goes through the adapter in keyv's own form. */
export function keyvStore(adapter: TransactionalAdapter): Store {
  // Without throwOnErrors keyv answers "not there" where the engine failed, and every article would look new.
  // Without useKeyPrefix a key is the adapter's key: keyv's prefix is left off keys that begin with it, in `get` alone.
  const deserialize = <Value>(text: string): DeserializedData<Value> => {
    try {
      return JSON.parse(text) as DeserializedData<Value>;
    } catch {
      throw new StoreError({ code: 'damaged', message: `Store ${adapter.place} holds a value that cannot be read: \`feedrelay store check\` says how much can be saved.` });
    }
  };
  const keyv = new Keyv({ store: adapter, serialize, deserialize, throwOnErrors: true, useKeyPrefix: false });
  keyv.namespace = undefined;

  return {
    get: (key) => keyv.get(key),
    getMany: async (keys) => (keys.length === 0 ? [] : keyv.getMany([...keys])),
    commit: async (batch) => {
      if (batch.set.length + batch.delete.length === 0) return;
      await adapter.commit({ set: batch.set.map(([key, value]) => [key, serialize({ value }), null] as const), delete: batch.delete });
    },
    iterate: async function* <T>(prefix: string) {
      for await (const [key, text] of adapter.scan(prefix)) yield [key, deserialize<T>(text).value as T] as const;
    },
    size: () => adapter.size(),
    close: () => keyv.disconnect(),
  };
}
