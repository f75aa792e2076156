import type { MessagePort } from 'node:worker_threads';
import type { Failure } from '../model.js';

/**
 * What one poll commits: everything in it happens, or nothing. A key that is both deleted and set ends up set.
 * All its keys belong to one source (on Redis one transaction reaches no further).
 */
export interface Batch {
  readonly set: readonly (readonly [key: string, value: unknown])[];
  readonly delete: readonly string[];
  /** A fence: the commit is refused (code `stale`) unless the key holds this very value; `undefined`: unless it is not there. */
  readonly expect?: readonly [key: string, value: unknown];
  /** Nothing that readers are shown changes by it: whoever watches is not told. */
  readonly quiet?: boolean;
}

/**
 * Hears the source of a commit, this process's or (on Redis) another's; `undefined` where some may have been missed,
 * after a connection was lost.
 */
export type ChangeListener = (source: string | undefined) => void;

/**
 * All state of the program: JSON values under string keys of the form `KIND/SOURCE/REST`.
 * Every method rejects with a {@link StoreError} where the engine fails; the store stays usable, and works again
 * once the cause (a full disk, a server that is away) is gone.
 */
export interface Store {
  get<T>(key: string): Promise<T | undefined>;
  /** In the order of the keys; one round trip however many. */
  getMany<T>(keys: readonly string[]): Promise<(T | undefined)[]>;
  /** The same one after the other, for entries: articles may be large, and only a few are in memory at once. One round trip more, at least. */
  each<T>(keys: readonly string[]): AsyncIterable<T | undefined>;
  /** All or nothing, and on the disk when it resolves. */
  commit(batch: Batch): Promise<void>;
  /**
   * Keys that begin with `prefix`, streamed in pages; a commit between two pages may show. In key order (by code
   * point) within a source; on Redis one source after another.
   */
  iterate<T>(prefix: string): AsyncIterable<readonly [key: string, value: T]>;
  /**
   * Calls the listener at every commit that is not quiet; the returned function ends it.
   *
   * @param connected hears that a store on another machine went away (false), and that it is there again
   */
  watch(listener: ChangeListener, connected?: (isThere: boolean) => void): Promise<() => void>;
  /** What in the store's set-up, as it is now, may cost us what we commit: a sentence each. */
  warnings(): Promise<readonly string[]>;
  /** Bytes on disk, the write-ahead log included. */
  size(): Promise<number>;
  close(): Promise<void>;
}

/** What another thread of this process opens the same store with. An embedded one has one owner, and a port leads to it. */
export interface LentStore {
  readonly address: string;
  readonly port?: MessagePort;
}

/** A store that this thread opened. */
export interface OwnStore extends Store {
  /** For one other thread, which closes it by itself; it ends with this one. */
  lend(): LentStore;
}

/**
 * Codes: `disk-full`, `read-only`, `disk-error`, `damaged`, `in-use`, `no-permission`, `no-place`, `no-store`,
 * `gone`, `newer-version`, `foreign`, `unreachable`, `stale`, `closed`, `bad-address`; `away` where the thread that asks the
 * store for documents is begun anew.
 */
export class StoreError extends Error {
  override readonly name = 'StoreError';
  readonly code: string;

  constructor(readonly failure: Failure) {
    super(failure.message);
    this.code = failure.code;
  }
}

/** A store's error as it goes to another thread, where classes do not follow; any other as it is. */
export function told(error: unknown): unknown {
  return error instanceof StoreError ? { failure: error.failure } : error;
}

/** The same, there. */
export function revived(error: unknown): unknown {
  return error instanceof Error || typeof error !== 'object' || error === null || !('failure' in error) ? error : new StoreError(error.failure as Failure);
}

export function failed(code: string, message: string): { readonly ok: false; readonly failure: Failure } {
  return { ok: false, failure: { code, message } };
}
