import { EventEmitter } from 'node:events';
import type { KeyvEntry, KeyvStoreAdapter, StoredData } from 'keyv';
import { textOf } from './carried-value.js';
import { portionsOf } from './portions.js';
import { mapped } from './row-stream.js';
import type { SqliteThread } from './sqlite-thread.js';
import type { ChangeListener } from './store.js';
import type { StreamedBatch, TransactionalAdapter } from './keyv-store.js';
import { commitsOf, type Commits } from './sqlite-commit.js';

/**
 * keyv's adapter over one table. keyv prefixes keys with its namespace itself and keeps its own expiry in what it
 * serialises; the `expires` column serves `has`, which sees no value.
 */
export class SqliteAdapter extends EventEmitter implements KeyvStoreAdapter, TransactionalAdapter {
  /** keyv reads the dialect to know that this adapter can iterate. */
  readonly opts: { readonly dialect: 'sqlite'; readonly url: string };
  namespace?: string | undefined;
  readonly #listeners = new Set<ChangeListener>();
  readonly #commits: Commits;

  constructor(
    private readonly thread: Omit<SqliteThread, 'lend'>,
    /** The file, or `:memory:` */
    readonly place: string,
  ) {
    super();
    this.#commits = commitsOf(thread);
    this.opts = { dialect: 'sqlite', url: place };
  }

  async get<Value>(key: string): Promise<StoredData<Value> | undefined> {
    const [value] = await this.#read([key]);
    return value as StoredData<Value> | undefined;
  }

  async getMany<Value>(keys: string[]): Promise<StoredData<Value | undefined>[]> {
    return (await this.#read(keys)) as StoredData<Value | undefined>[];
  }

  async portions(keys: readonly string[]): Promise<readonly (readonly string[])[]> {
    return portionsOf(keys, await this.thread.call('sizes', keys));
  }

  async set(key: string, value: string, ttl?: number): Promise<boolean> {
    await this.commit({ set: [[key, value, expiry(ttl)]], delete: [] });
    return true;
  }

  async setMany(entries: KeyvEntry[]): Promise<void> {
    await this.commit({ set: entries.map(({ key, value, ttl }) => [key, value, expiry(ttl)] as const), delete: [] });
  }

  async delete(key: string): Promise<boolean> {
    return this.deleteMany([key]);
  }

  async deleteMany(keys: string[]): Promise<boolean> {
    return ((await this.#commits.commit({ set: [], delete: keys })) ?? 0) > 0;
  }

  async has(key: string): Promise<boolean> {
    const [there = false] = await this.hasMany([key]);
    return there;
  }

  async hasMany(keys: string[]): Promise<boolean[]> {
    return this.thread.call('has', keys, Date.now());
  }

  async clear(): Promise<void> {
    await this.#commits.clear(namespacePrefix(this.namespace));
  }

  async *iterator<Value>(namespace?: string): AsyncGenerator<(string | Awaited<Value> | undefined)[], void> {
    for await (const [key, value] of this.scan(namespacePrefix(namespace))) yield [key, value];
  }

  async *scan(prefix: string): AsyncGenerator<[key: string, value: string], void> {
    let after = '';
    for (;;) {
      const rows = await this.thread.call('page', prefix, after);
      for (const [key, value] of rows) yield [key, textOf(value)];
      const last = rows.at(-1);
      if (!last) return;
      after = last[0];
    }
  }

  async commit(batch: StreamedBatch): Promise<boolean> {
    let [key = ''] = batch.delete;
    const set = mapped(batch.set, (row) => {
      [key] = row;
      return row;
    });
    const done = (await this.#commits.commit({ ...batch, set })) !== undefined;
    // Apart, for a listener's mistake is not the commit's.
    if (done && batch.quiet !== true) for (const listener of this.#listeners) queueMicrotask(() => listener(key.split('/')[1] ?? ''));
    return done;
  }

  watch(listener: ChangeListener): Promise<() => void> {
    this.#listeners.add(listener);
    return Promise.resolve(() => void this.#listeners.delete(listener));
  }

  /** A file on this machine is set up by us. */
  warnings(): Promise<readonly string[]> {
    return Promise.resolve([]);
  }

  async size(): Promise<number> {
    return this.thread.call('size');
  }

  async disconnect(): Promise<void> {
    await this.thread.close();
  }

  async #read(keys: readonly string[]): Promise<(string | undefined)[]> {
    return (await this.thread.call('read', keys)).map((value) => value && textOf(value));
  }
}

function namespacePrefix(namespace: string | undefined): string {
  return namespace ? `${namespace}:` : '';
}

function expiry(ttl: number | undefined): number | null {
  return ttl ? Date.now() + ttl : null;
}
