import { closeSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import type Libsql from 'libsql';
import type { Result } from '../model.js';
import { failed } from './store.js';
import { IN_MEMORY } from './sqlite-place.js';

/** What `PRAGMA application_id` says of our files: "FdRy". */
export const APPLICATION_ID = 0x46_64_52_79;

/** One step from a version to the next; it runs inside a transaction. */
export type Upgrade = (database: Libsql.Database) => void;

/** `UPGRADES[n]` leads from version n + 1 to version n + 2. What a release wrote, every later one can read. */
export const UPGRADES: readonly Upgrade[] = [];

const VERSION_ONE = 'CREATE TABLE keyv (key TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL, expires INTEGER)';

/**
 * Makes the table in a new file, upgrades an older file after a copy to `PATH.bak-vN`, and refuses a newer file
 * and another program's. Writes nothing where nothing is to be done, so that a store opens on a full disk.
 */
export function bringUpToDate(database: Libsql.Database, path: string, upgrades: readonly Upgrade[] = UPGRADES): Result<void> {
  const refused = notOurs(database, path, upgrades);
  if (refused) return refused;
  const current = upgrades.length + 1;
  const version = pragma(database, 'user_version');
  if (pragma(database, 'application_id') !== APPLICATION_ID) {
    inTransaction(database, () => {
      database.exec(VERSION_ONE);
      for (const upgrade of upgrades) upgrade(database);
      database.exec(`PRAGMA application_id = ${APPLICATION_ID}`);
      database.exec(`PRAGMA user_version = ${current}`);
    });
  } else if (version < current) {
    if (path !== IN_MEMORY) keepCopy(database, `${path}.bak-v${version}`);
    inTransaction(database, () => {
      for (const upgrade of upgrades.slice(version - 1)) upgrade(database);
      database.exec(`PRAGMA user_version = ${current}`);
    });
  }
  return { ok: true, value: undefined };
}

/** Why this program leaves the file alone, another's or a newer version's; to be asked before anything is written. */
export function notOurs(database: Libsql.Database, path: string, upgrades: readonly Upgrade[] = UPGRADES): ReturnType<typeof failed> | undefined {
  const current = upgrades.length + 1;
  const version = pragma(database, 'user_version');
  if (pragma(database, 'application_id') !== APPLICATION_ID) {
    const tables = database.prepare('SELECT count(*) FROM sqlite_schema').raw().get() as [number];
    return tables[0] > 0 ? failed('foreign', `Store ${path} is another program's database: name a file of its own for feedrelay.`) : undefined;
  }
  if (version <= current) return undefined;
  return failed('newer-version', `Store ${path} was written by a newer feedrelay (store version ${version}, this program knows ${current}): update feedrelay, or restore the copy made before the upgrade.`);
}

/** Through the engine: opening and closing the file ourselves would give up this process's lock on it (POSIX locks). */
function keepCopy(database: Libsql.Database, copy: string): void {
  const part = `${copy}.part`;
  rmSync(part, { force: true });
  database.prepare('VACUUM INTO ?').run(part);
  const file = openSync(part, 'r+');
  fsyncSync(file);
  closeSync(file);
  renameSync(part, copy);
}

/** In a transaction of its own, or in the one that is open, which ends with it. */
export function inTransaction<T>(database: Libsql.Database, work: () => T): T {
  return staged(database, () => {
    const result = work();
    if (database.inTransaction) database.exec('COMMIT');
    return result;
  });
}

/** In a transaction that stays open, unless the work throws or gives `undefined`: then nothing of it holds. */
export function staged<T>(database: Libsql.Database, work: () => T): T {
  if (!database.inTransaction) database.exec('BEGIN IMMEDIATE');
  let result: T | undefined;
  try {
    return (result = work());
  } finally {
    if (result === undefined) rollBack(database);
  }
}

/** A full disk may have rolled back already, and a second ROLLBACK would hide the first error. */
export function rollBack(database: Libsql.Database): void {
  if (database.inTransaction) database.exec('ROLLBACK');
}

export function pragma(database: Libsql.Database, name: string): number {
  return (database.prepare(`PRAGMA ${name}`).raw().get() as [number])[0];
}
