import { Keyv, type KeyvStoreAdapter, type DeserializedData } from 'keyv';
import { mapped } from './row-stream.js';
import { StoreError, type Batch, type ChangeListener, type Store } from './store.js';

/** A serialised value under its key; `expires` is in milliseconds since 1970, or null. */
export type StoredRow = readonly [key: string, value: string, expires: number | null];

/** A batch whose values are serialised. */
export interface StoredBatch<Row = StoredRow> {
  readonly set: readonly Row[];
  readonly delete: readonly string[];
  /** The batch is refused unless the key holds this value; `undefined`: unless it is not there. */
  readonly expect?: readonly [key: string, value: string | undefined];
  /** Whoever watches is not told. */
  readonly quiet?: boolean;
}

/** A batch whose values are serialised one after the other, as they are taken: a large one need not be in memory twice. */
export interface StreamedBatch extends Omit<StoredBatch, 'set'> {
  readonly set: Iterable<StoredRow>;
}

/** What a store needs of its engine beyond what keyv knows: transactions, order, size. */
export interface TransactionalAdapter extends KeyvStoreAdapter {
  /** Where the store is, for sentences; no password in it. */
  readonly place: string;
  /** All or nothing, durable when it resolves; false where what it expects does not hold. */
  commit(batch: StreamedBatch): Promise<boolean>;
  /** The keys in their order, in groups whose values are together not much larger than a few million characters. */
  portions(keys: readonly string[]): Promise<readonly (readonly string[])[]>;
  /** Serialised values by key, in key order within a source. */
  scan(prefix: string): AsyncIterable<readonly [key: string, value: string]>;
  watch(listener: ChangeListener, connected?: (isThere: boolean) => void): Promise<() => void>;
  warnings(): Promise<readonly string[]>;
  /** Bytes. */
  size(): Promise<number>;
}

// Plain JSON, for keyv's own reviver, made for buffers, would visit every string of every entry.
const serialize = (stored: DeserializedData<unknown>): string => JSON.stringify(stored);

function inKeyvsForm({ set, delete: deleted, expect, quiet = false }: Batch): StreamedBatch {
  const stored = { set: mapped(set, ([key, value]): StoredRow => [key, serialize({ value }), null]), delete: deleted, quiet };
  if (!expect) return stored;
  return { ...stored, expect: [expect[0], expect[1] === undefined ? undefined : serialize({ value: expect[1] })] };
}

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
    each: async function* <T>(keys: readonly string[]) {
      if (keys.length === 0) return;
      for (const portion of await adapter.portions(keys)) yield* await keyv.getMany<T>([...portion]);
    },
    commit: async (batch) => {
      if (batch.set.length + batch.delete.length === 0) return;
      const done = await adapter.commit(inKeyvsForm(batch));
      if (!done) throw new StoreError({ code: 'stale', message: `Store ${adapter.place} refused a commit that a newer one has overtaken: nothing of it was written.` });
    },
    iterate: async function* <T>(prefix: string) {
      for await (const [key, text] of adapter.scan(prefix)) yield [key, deserialize<T>(text).value as T] as const;
    },
    watch: (listener, connected) => adapter.watch(listener, connected),
    warnings: () => adapter.warnings(),
    size: () => adapter.size(),
    close: () => keyv.disconnect(),
  };
}
