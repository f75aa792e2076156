import { linkSync, renameSync, rmSync, statSync } from 'node:fs';
import type { Result } from '../model.js';
import { keyvStore } from './keyv-store.js';
import { salvage } from './salvage.js';
import { SqliteAdapter } from './sqlite-adapter.js';
import { engineFailure } from './sqlite-failure.js';
import { startThread, type SqliteThread } from './sqlite-thread.js';
import { failed, StoreError, type Store } from './store.js';

/** What is wrong with a store's file and what could be saved of it. */
export interface StoreReport {
  readonly path: string;
  /** The engine finds nothing wrong, and every row can be read whole. */
  readonly sound: boolean;
  /** What the engine says is wrong, a line each, twenty at most. */
  readonly problems: readonly string[];
  /** Rows that can be read whole. */
  readonly rows: number;
  /** Rows seen whose value is cut off or garbled: these are lost. */
  readonly broken: number;
}

export type RepairReport = StoreReport & {
  /** Where the damaged file was put; absent where nothing had to be repaired. */
  readonly kept?: string;
};

export type Progress = (done: number, total: number) => void;

/** @param path the store's file. Fails where it is missing, held by a running feedrelay, or from a newer one. */
export async function checkStore(path: string, progress?: Progress): Promise<Result<StoreReport>> {
  const problems = await engineProblems(path);
  if (!problems.ok) return problems;
  return reading(path, () => {
    const keys = new Set<string>();
    let broken = 0;
    for (const found of salvage(path, progress)) {
      if (found.kind === 'row') keys.add(found.key);
      else broken += 1;
    }
    return { ok: true, value: { path, sound: problems.value.length === 0 && broken === 0, problems: problems.value, rows: keys.size, broken } };
  });
}

/**
 * Writes what can be read of a damaged store to a new file and puts that in the place of the damaged one, which is
 * kept beside it as `PATH.damaged-TIME`. A sound store is left alone, and so is one of which nothing can be read.
 *
 * @param now names the kept file
 * @param mend brings the rows that were saved back to agreement, before the new file takes its place
 */
export async function repairStore(path: string, now: Date, progress?: Progress, mend?: (store: Store) => Promise<void>): Promise<Result<RepairReport>> {
  const checked = await checkStore(path, progress);
  if (!checked.ok || checked.value.sound) return checked;

  const rebuilt = `${path}.repairing`;
  removeStore(rebuilt);
  const thread = await startThread(rebuilt, false);
  if (!thread.ok) return thread;
  const saved = await saveRows(path, thread.value, progress);
  const mended = saved.ok && saved.value.rows > 0 ? await mending(keyvStore(new SqliteAdapter(thread.value, rebuilt)), mend) : saved;
  await thread.value.close();
  if (!saved.ok || saved.value.rows === 0) {
    removeStore(rebuilt);
    return saved.ok ? failed('damaged', `Store ${path} holds no row that can be read: move it away to start afresh, or restore a copy of it.`) : saved;
  }
  if (!mended.ok) {
    removeStore(rebuilt);
    return mended;
  }
  const stillFree = await engineProblems(path);
  if (!stillFree.ok) return stillFree;
  return reading(path, () => {
    const kept = `${path}.damaged-${now.toISOString().replaceAll(':', '-')}`;
    exchange(path, rebuilt, kept);
    return { ok: true, value: { ...checked.value, ...saved.value, kept } };
  });
}

const UNREADABLE = 'The database engine cannot open the file: it is cut short, scribbled over, or no database.';

async function engineProblems(path: string): Promise<Result<readonly string[]>> {
  const thread = await startThread(path, true);
  if (!thread.ok) return thread.failure.code === 'damaged' ? { ok: true, value: [UNREADABLE] } : thread;
  try {
    return { ok: true, value: await thread.value.call('problems') };
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    return error.code === 'damaged' ? { ok: true, value: [UNREADABLE] } : { ok: false, failure: error.failure };
  } finally {
    await thread.value.close();
  }
}

const ROWS_A_COMMIT = 1000;

async function saveRows(path: string, into: SqliteThread, progress?: Progress): Promise<Result<{ readonly rows: number; readonly broken: number }>> {
  const saved = new Set<string>();
  let broken = 0;
  let set: [string, string, number | null][] = [];
  const flush = async (): Promise<void> => {
    await into.call('write', { set, delete: [] });
    set = [];
  };
  try {
    for (const found of salvage(path, progress)) {
      if (found.kind === 'broken') broken += 1;
      // A key seen twice stands on a page that the tree has left: which one, nobody can tell.
      else if (!saved.has(found.key)) {
        saved.add(found.key);
        set.push([found.key, found.value, found.expires]);
        if (set.length >= ROWS_A_COMMIT) await flush();
      }
    }
    await flush();
    return { ok: true, value: { rows: saved.size, broken } };
  } catch (error) {
    if (error instanceof StoreError) return { ok: false, failure: error.failure };
    return reading(path, () => {
      throw error;
    });
  }
}

async function mending(store: Store, mend: ((store: Store) => Promise<void>) | undefined): Promise<Result<undefined>> {
  try {
    await mend?.(store);
    return { ok: true, value: undefined };
  } catch (error) {
    if (error instanceof StoreError) return { ok: false, failure: error.failure };
    throw error;
  }
}

/** Links before it renames, so that at no moment the damaged file is without a name or the store without a file. */
function exchange(path: string, rebuilt: string, kept: string): void {
  linkSync(path, kept);
  if (statSync(`${path}-wal`, { throwIfNoEntry: false })) renameSync(`${path}-wal`, `${kept}-wal`);
  renameSync(rebuilt, path);
}

function removeStore(path: string): void {
  for (const file of [path, `${path}-wal`]) rmSync(file, { force: true });
}

function reading<T>(path: string, work: () => Result<T>): Result<T> {
  try {
    return work();
  } catch (error) {
    const failure = engineFailure(error, path);
    if (failure) return { ok: false, failure };
    if (error instanceof Error && 'syscall' in error) return failed('disk-error', `Store ${path} cannot be read or replaced (${error.message}): look at the disk.`);
    throw error;
  }
}
