import { isUtf8 } from 'node:buffer';
import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import Libsql from 'libsql';
import type { Result } from '../model.js';
import { LARGE_VALUE, textOf, type CarriedValue } from './carried-value.js';
import type { StoredBatch } from './keyv-store.js';
import { endOfPrefix } from './key-range.js';
import { bringUpToDate, inTransaction, notOurs, pragma, rollBack, staged } from './sqlite-schema.js';
import { IN_MEMORY, preparePlace } from './sqlite-place.js';
import { engineFailure } from './sqlite-failure.js';
import { StoreError } from './store.js';

export type SqliteRow = readonly [key: string, value: CarriedValue, expires: number | null];
export type SqliteBatch = StoredBatch<SqliteRow>;

/** The table as the adapter sees it. Synchronous; it lives in a thread of its own (sqlite-worker.ts). */
export interface SqliteDatabase {
  readonly read: (keys: readonly string[]) => (CarriedValue | undefined)[];
  /** Bytes of each value, 0 where there is none; of no value more is read than its length. */
  readonly sizes: (keys: readonly string[]) => number[];
  /** Which of the keys are there and not expired at `now`. */
  readonly has: (keys: readonly string[], now: number) => boolean[];
  /**
   * One transaction, with all that was staged before. Deletes first, then sets; returns how many keys were deleted,
   * `undefined` where what it expects does not hold: then nothing of it is written.
   */
  readonly write: (batch: SqliteBatch) => number | undefined;
  /** The same, but the transaction stays open until a `write` or an `abandon`. Reads show what was staged. */
  readonly stage: (batch: SqliteBatch) => number | undefined;
  /** Takes back what was staged. */
  readonly abandon: () => void;
  /** Whether what was staged waits for its `write`. */
  readonly open: () => boolean;
  /** The next keys and values with the prefix, in key order, after `after`; empty at the end. */
  readonly page: (prefix: string, after: string) => [key: string, value: CarriedValue][];
  /** Deletes every key with the prefix. */
  readonly clear: (prefix: string) => void;
  /** Bytes. */
  readonly size: () => number;
  /** What the engine's own check finds wrong, twenty lines at most; it reads the whole file. */
  readonly problems: () => string[];
}

/** A page of a scan ends after so many rows, or when its values are longer together than so many characters. */
const PAGE_ROWS = 500;
const PAGE_CHARACTERS = 1_000_000;
const PROBLEM_LINES = 20;

/**
 * Opens or makes the store in `path` and holds it locked against every other connection, ours included, until the
 * thread ends: the lock is the operating system's and dies with the process.
 */
export function openDatabase(path: string, readOnly: boolean): Result<SqliteDatabase> {
  const place = preparePlace(path, readOnly);
  if (!place.ok) return place;
  try {
    return openLocked(path, readOnly);
  } catch (error) {
    const failure = engineFailure(error, path);
    if (!failure) throw error;
    return readOnly && failure.code === 'read-only' ? openFrozen(path) : { ok: false, failure };
  }
}

function openLocked(path: string, readOnly: boolean): Result<SqliteDatabase> {
  // Absolute, for libsql takes "file:" and "http:" for more than names.
  const database = new Libsql(path === IN_MEMORY ? path : resolve(path));
  // Before the first read, so that the log's index lives in our memory and not in a shared file.
  database.exec('PRAGMA locking_mode = EXCLUSIVE');
  // The first read: here a foreign, damaged or locked file shows, before the mode of its journal is written into it.
  const refused = notOurs(database, path);
  if (refused) return refused;
  database.exec('PRAGMA journal_mode = WAL');
  // The log is brought to the disk beside this thread (sqlite-log.ts); NORMAL still orders log and checkpoints.
  database.exec('PRAGMA synchronous = NORMAL');
  database.exec('PRAGMA cache_size = -8000');
  // A log that one big commit blew up shrinks again at its next reset.
  database.exec('PRAGMA journal_size_limit = 16000000');
  const upToDate = bringUpToDate(database, path);
  if (readOnly) database.exec('PRAGMA query_only = ON');
  return upToDate.ok ? { ok: true, value: table(database, path) } : upToDate;
}

/** A store on a read-only disk: nothing can change it, so nothing is locked. */
function openFrozen(path: string): Result<SqliteDatabase> {
  const log = statSync(`${path}-wal`, { throwIfNoEntry: false });
  if (log && log.size > 0)
    return { ok: false, failure: { code: 'read-only', message: `Store ${path} has commits in its log ${path}-wal that only a writable disk can take up: remount it writable, or copy both files to one that is.` } };
  try {
    const database = new Libsql(`${pathToFileURL(path).href}?immutable=1&mode=ro`);
    const upToDate = bringUpToDate(database, path);
    return upToDate.ok ? { ok: true, value: table(database, path) } : upToDate;
  } catch (error) {
    const failure = engineFailure(error, path);
    if (!failure) throw error;
    return { ok: false, failure };
  }
}

function table(database: Libsql.Database, path: string): SqliteDatabase {
  const stillThere = presence(path);
  // As bytes: libsql ends the whole process over a text that is no UTF-8, as damaged files have it.
  const get = database.prepare('SELECT CAST(value AS BLOB) FROM keyv WHERE key = ?').raw();
  const length = database.prepare('SELECT octet_length(value) FROM keyv WHERE key = ?').raw();
  const alive = database.prepare('SELECT 1 FROM keyv WHERE key = ? AND (expires IS NULL OR expires > ?)').raw();
  const [set, setBytes] = ['?', 'CAST(? AS TEXT)'].map((value) =>
    database.prepare(`INSERT INTO keyv (key, value, expires) VALUES (?, ${value}, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value, expires = excluded.expires`),
  ) as [Libsql.Statement, Libsql.Statement];
  const remove = database.prepare('DELETE FROM keyv WHERE key = ?');
  // As bytes, for libsql cuts a text at its first U+0000 when it reads it.
  const keysFrom = database.prepare('SELECT CAST(key AS BLOB) FROM keyv WHERE key > ? AND key >= ? ORDER BY key LIMIT ?').raw();
  const keysWithin = database.prepare('SELECT CAST(key AS BLOB) FROM keyv WHERE key > ? AND key >= ? AND key < ? ORDER BY key LIMIT ?').raw();
  const removeAll = database.prepare('DELETE FROM keyv');
  const removeWithin = database.prepare('DELETE FROM keyv WHERE key >= ? AND key < ?');

  const valueOf = (key: string): Uint8Array | undefined => {
    const [bytes] = (get.get(key) as [Uint8Array | null] | undefined) ?? [];
    if (bytes === undefined) return undefined;
    if (bytes === null || !isUtf8(bytes)) throw damaged(path);
    return bytes;
  };
  const carriedOf = (key: string): CarriedValue | undefined => {
    const bytes = valueOf(key);
    return bytes === undefined || bytes.byteLength >= LARGE_VALUE ? bytes : textOf(bytes);
  };

  const stage = (batch: SqliteBatch): number | undefined => {
    stillThere();
    return staged(database, () => {
      if (batch.expect) {
        const found = valueOf(batch.expect[0]);
        if ((found && textOf(found)) !== batch.expect[1]) return undefined;
      }
      let deleted = 0;
      for (const key of batch.delete) deleted += remove.run(key).changes;
      for (const [key, value, expires] of batch.set) (typeof value === 'string' ? set : setBytes).run(key, value, expires);
      return deleted;
    });
  };

  return {
    read: (keys) => keys.map(carriedOf),
    sizes: (keys) => keys.map((key) => (length.get(key) as [number] | undefined)?.[0] ?? 0),
    has: (keys, now) => keys.map((key) => alive.get(key, now) !== undefined),
    write: (batch) => inTransaction(database, () => stage(batch)),
    stage,
    abandon: () => rollBack(database),
    open: () => database.inTransaction,
    page: (prefix, after) => {
      const end = endOfPrefix(prefix);
      const keys = (end === undefined ? keysFrom.all(after, prefix, PAGE_ROWS) : keysWithin.all(after, prefix, end, PAGE_ROWS)) as [Uint8Array][];
      const rows: [string, CarriedValue][] = [];
      let characters = 0;
      for (const [bytes] of keys) {
        const key = Buffer.from(bytes).toString();
        const value = carriedOf(key);
        if (value === undefined) continue;
        rows.push([key, value]);
        characters += value.length;
        if (characters > PAGE_CHARACTERS) break;
      }
      return rows;
    },
    clear: (prefix) => {
      const end = endOfPrefix(prefix);
      inTransaction(database, () => (end === undefined ? removeAll.run() : removeWithin.run(prefix, end)));
    },
    size: () =>
      path === IN_MEMORY
        ? pragma(database, 'page_count') * pragma(database, 'page_size')
        : [path, `${path}-wal`].reduce((sum, file) => sum + (statSync(file, { throwIfNoEntry: false })?.size ?? 0), 0),
    problems: () => {
      const reports = database.prepare(`PRAGMA integrity_check(${PROBLEM_LINES})`).raw().all() as [string][];
      const lines = reports.flatMap(([report]) => report.split('\n')).filter((line) => line !== 'ok' && !line.startsWith('***'));
      return lines.slice(0, PROBLEM_LINES);
    },
  };
}

function damaged(path: string): StoreError {
  return new StoreError({ code: 'damaged', message: `Store ${path} holds a value that cannot be read: \`feedrelay store check\` says how much can be saved.` });
}

/** Checks that the path still leads to the file we hold open: the engine would go on writing to a file without a name. */
function presence(path: string): () => void {
  if (path === IN_MEMORY) return () => undefined;
  const opened = statSync(path);
  return () => {
    const now = statSync(path, { throwIfNoEntry: false });
    if (now?.ino === opened.ino && now.dev === opened.dev) return;
    throw new StoreError({ code: 'gone', message: `Store ${path} was moved or deleted while in use: put it back, or restart feedrelay to begin a new one.` });
  };
}
