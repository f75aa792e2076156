import type { Result } from '../model.js';
import { keyvStore } from './keyv-store.js';
import { IN_MEMORY } from './sqlite-place.js';
import { SqliteAdapter } from './sqlite-adapter.js';
import { borrowedThread, startThread } from './sqlite-thread.js';
import { failed, type LentStore, type OwnStore, type Store } from './store.js';

export interface OpenOptions {
  /** For commands that only look: nothing is made, and a store on a read-only disk opens too. */
  readonly readOnly?: boolean;
}

/** @param address `sqlite:PATH` (relative to the working directory), `memory:`, `redis://…` or `rediss://…` */
export async function openStore(address: string, options: OpenOptions = {}): Promise<Result<OwnStore>> {
  const scheme = address.slice(0, address.indexOf(':') + 1);
  switch (scheme) {
    case 'memory:':
      return openSqlite(IN_MEMORY, false);
    case 'sqlite:': {
      const file = fileOf(address);
      if (file === undefined) return failed('bad-address', 'Store address "sqlite:" names no file: write sqlite:./cache/feedrelay.db, for instance.');
      return openSqlite(file, options.readOnly ?? false);
    }
    case 'redis:':
    case 'rediss:':
      return openRedis(address);
    default:
      return failed('bad-address', `Store address "${scheme === '' ? address : `${scheme}…`}" is of no kind we know: write sqlite:PATH or redis://HOST:PORT/0.`);
  }
}

/** Whether any number of processes may have this store open at once. */
export function isShared(address: string): boolean {
  return /^rediss?:/.test(address);
}

/** The file of an embedded store, for `store check` and `store repair`; `undefined` for any other address. */
export function fileOf(address: string): string | undefined {
  return /^sqlite:(.+)$/s.exec(address)?.[1];
}

/** The store that another thread lent to this one. */
export async function openLentStore({ address, port }: LentStore): Promise<Result<Store>> {
  if (port === undefined) return openStore(address);
  const path = address === 'memory:' ? IN_MEMORY : (fileOf(address) ?? address);
  return { ok: true, value: keyvStore(new SqliteAdapter(borrowedThread(port, path), path)) };
}

async function openSqlite(path: string, readOnly: boolean): Promise<Result<OwnStore>> {
  const thread = await startThread(path, readOnly);
  if (!thread.ok) return thread;
  const address = path === IN_MEMORY ? 'memory:' : `sqlite:${path}`;
  return { ok: true, value: ownStore(keyvStore(new SqliteAdapter(thread.value, path)), () => ({ address, port: thread.value.lend() })) };
}

/** Loaded where it is wanted: its client takes a fifth of the time that a command needs to start. */
async function openRedis(address: string): Promise<Result<OwnStore>> {
  const store = await (await import('./redis-store.js')).openRedisStore(address);
  return store.ok ? { ok: true, value: ownStore(store.value, () => ({ address })) } : store;
}

function ownStore(store: Store, lend: OwnStore['lend']): OwnStore {
  return { ...store, lend };
}
