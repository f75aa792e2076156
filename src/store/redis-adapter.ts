import { EventEmitter } from 'node:events';
import KeyvRedis from '@keyv/redis';
import type { KeyvEntry, KeyvStoreAdapter, StoredData } from 'keyv';
import type { Millis } from '../model.js';
import type { StoredBatch, StreamedBatch, TransactionalAdapter } from './keyv-store.js';
import type { RedisClient, RedisConnection } from './redis-client.js';
import { commitCommand } from './redis-commit.js';
import { portionsOf } from './portions.js';
import { redisFailure } from './redis-failure.js';
import { CHANGES, fromRedis, indexOf, nameOf, NO_SOURCE, searchFor, SOURCES, toRedis } from './redis-keys.js';
import { warningsOf } from './redis-setup.js';
import { StoreError, type ChangeListener } from './store.js';

/** As many keys are asked for at once; a server answers others only between two commands. */
const KEYS_A_COMMAND = 250;
const KEYS_A_PAGE = 100;
/** A commit, which may be large, may take longer than a look. */
const COMMIT: Millis = 10_000;

/** keyv's adapter for Redis reads; what is written goes through one script a commit, that keeps the index of keys in step. */
export class RedisAdapter extends EventEmitter implements KeyvStoreAdapter, TransactionalAdapter {
  readonly opts: { readonly dialect: 'redis'; readonly url: string };
  namespace?: string | undefined;
  readonly #keyv: KeyvRedis<string>;
  readonly #ears = new Set<() => void>();
  readonly #knownSources = new Set<string>();
  #closed = false;

  constructor(
    private readonly connection: RedisConnection,
    readonly place: string,
  ) {
    super();
    this.opts = { dialect: 'redis', url: place };
    this.#keyv = new KeyvRedis<string>(connection.client as never, { throwOnErrors: true, throwOnConnectError: true });
    this.#keyv.on('error', () => undefined);
  }

  async get<Value>(key: string): Promise<StoredData<Value> | undefined> {
    return this.#ask(() => this.#keyv.get<StoredData<Value>>(nameOf(toRedis(key))));
  }

  async getMany<Value>(keys: string[]): Promise<StoredData<Value | undefined>[]> {
    return (await this.#values(keys.map((key) => nameOf(toRedis(key))))) as StoredData<Value | undefined>[];
  }

  async portions(keys: readonly string[]): Promise<readonly (readonly string[])[]> {
    return portionsOf(keys, await this.#ask(() => Promise.all(keys.map((key) => this.connection.client.strLen(nameOf(toRedis(key)))))));
  }

  async set(key: string, value: string, ttl?: number): Promise<boolean> {
    return this.commit({ set: [[key, value, expiry(ttl)]], delete: [] });
  }

  async setMany(entries: KeyvEntry[]): Promise<void> {
    for (const { key, value, ttl } of entries) await this.set(key, value as string, ttl);
  }

  async delete(key: string): Promise<boolean> {
    return (await this.#run({ set: [], delete: [key] })) > 0;
  }

  async deleteMany(keys: string[]): Promise<boolean> {
    let any = false;
    for (const key of keys) any = (await this.delete(key)) || any;
    return any;
  }

  async has(key: string): Promise<boolean> {
    return this.#ask(() => this.#keyv.has(nameOf(toRedis(key))));
  }

  async hasMany(keys: string[]): Promise<boolean[]> {
    return this.#ask(() => this.#keyv.hasMany(keys.map((key) => nameOf(toRedis(key)))));
  }

  async clear(): Promise<void> {
    for await (const [key] of this.scan(namespacePrefix(this.namespace))) await this.delete(key);
  }

  async *iterator<Value>(namespace?: string): AsyncGenerator<(string | Awaited<Value> | undefined)[], void> {
    for await (const [key, value] of this.scan(namespacePrefix(namespace))) yield [key, value];
  }

  async *scan(prefix: string): AsyncGenerator<[key: string, value: string], void> {
    const search = searchFor(prefix);
    if (search.kind === 'one') yield* this.#scanSource(search.source, search.members, prefix);
    else {
      yield* this.#scanSource(NO_SOURCE, prefix, prefix);
      for await (const sources of this.#pages(SOURCES, search.sources, KEYS_A_PAGE)) {
        for (const source of sources) yield* this.#scanSource(source, search.members, prefix);
      }
    }
  }

  async commit(batch: StreamedBatch): Promise<boolean> {
    return (await this.#run({ ...batch, set: [...batch.set] })) >= 0;
  }

  async warnings(): Promise<readonly string[]> {
    return warningsOf((await this.#info('memory', 'persistence', 'replication')).join('\n'), this.place);
  }

  /** The memory of the server, or of the cluster's servers together: Redis keeps no account of ours alone. */
  async size(): Promise<number> {
    const infos = await this.#info('memory');
    return infos.reduce((sum, info) => sum + Number(/^used_memory:(\d+)/m.exec(info)?.[1] ?? 0), 0);
  }

  async watch(listener: ChangeListener, connected: (isThere: boolean) => void = () => undefined): Promise<() => void> {
    const regained = (): void => {
      listener(undefined);
      connected(true);
    };
    const deaf = await this.#ask(() => this.connection.listen(CHANGES, { heard: (source) => source !== NO_SOURCE && listener(source), lost: () => connected(false), regained }));
    this.#ears.add(deaf);
    return () => {
      if (this.#ears.delete(deaf)) deaf();
    };
  }

  async disconnect(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    for (const deaf of this.#ears) deaf();
    await this.#keyv.disconnect();
  }

  /** Of all servers that keep something. */
  async #info(...sections: readonly string[]): Promise<readonly string[]> {
    return this.#ask(async () => {
      const nodes = (await this.#keyv.getMasterNodes()) as unknown as RedisClient[];
      return Promise.all(nodes.flatMap((node) => sections.map((section) => node.info(section))));
    });
  }

  async #run(batch: StoredBatch): Promise<number> {
    const { source, command } = commitCommand(batch);
    return this.#ask(async () => {
      // Before the keys, and in a slot of its own: a source too many in the list harms nobody, one too few would be lost.
      if (source !== NO_SOURCE && !this.#knownSources.has(source)) {
        await this.connection.client.zAdd(SOURCES, { score: 0, value: source });
        this.#knownSources.add(source);
      }
      return Number(await this.connection.send(indexOf(source), command));
    }, COMMIT);
  }

  async *#scanSource(source: string, members: string, prefix: string): AsyncGenerator<[key: string, value: string], void> {
    for await (const page of this.#pages(indexOf(source), members, KEYS_A_PAGE)) {
      const values = await this.#values(page.map((member) => nameOf({ source, member })));
      for (const [at, member] of page.entries()) {
        const [key, value] = [fromRedis({ source, member }), values[at]];
        if (value !== undefined && key.startsWith(prefix)) yield [key, value];
      }
    }
  }

  /** The members of a sorted set that begin with the prefix, in the order of their bytes. */
  async *#pages(key: string, prefix: string, count: number): AsyncGenerator<string[], void> {
    let from = `[${prefix}`;
    for (;;) {
      const page = await this.#ask(() => this.connection.client.zRange(key, from, '+', { BY: 'LEX', LIMIT: { offset: 0, count } }));
      const within = page.filter((member) => member.startsWith(prefix));
      if (within.length > 0) yield within;
      const last = within.at(-1);
      if (last === undefined || within.length < count) return;
      from = `(${last}`;
    }
  }

  async #values(names: readonly string[]): Promise<(string | undefined)[]> {
    const parts = Array.from({ length: Math.ceil(names.length / KEYS_A_COMMAND) }, (_, part) => names.slice(part * KEYS_A_COMMAND, (part + 1) * KEYS_A_COMMAND));
    return (await Promise.all(parts.map((part) => this.#ask(() => this.#keyv.getMany<string>(part))))).flat();
  }

  async #ask<T>(question: () => Promise<T>, patience?: Millis): Promise<T> {
    if (this.#closed) throw new StoreError({ code: 'closed', message: `Store ${this.place} is closed.` });
    try {
      return await this.connection.ask(question, patience);
    } catch (error) {
      const failure = redisFailure(error, this.place);
      throw failure ? new StoreError(failure) : error;
    }
  }
}

function namespacePrefix(namespace: string | undefined): string {
  return namespace ? `${namespace}:` : '';
}

function expiry(ttl: number | undefined): number | null {
  return ttl ? Date.now() + ttl : null;
}
