import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { openStore, type Store } from '../../src/store/index.js';
import { run } from './process.js';

const folder = mkdtempSync(join(tmpdir(), 'feedrelay-upgrade-'));
afterAll(() => rmSync(folder, { recursive: true }));

const libsql = import.meta.resolve('libsql');
const schema = new URL('../../dist/doors/sqlite-schema.js', import.meta.url).href;

/** Opens the file as a later release would, that knows one version more. */
const later = (path: string, upgrade: string): string => `
  import Libsql from ${JSON.stringify(libsql)};
  import { bringUpToDate } from ${JSON.stringify(schema)};
  const database = new Libsql(${JSON.stringify(path)});
  database.exec('PRAGMA locking_mode = EXCLUSIVE');
  database.exec('PRAGMA journal_mode = WAL');
  try { console.log(bringUpToDate(database, ${JSON.stringify(path)}, [(database) => { ${upgrade} }]).ok); } catch (error) { console.log(error.message); }`;

async function open(path: string): Promise<Store> {
  const opened = await openStore(`sqlite:${path}`);
  if (!opened.ok) throw new Error(opened.failure.message);
  return opened.value;
}

async function fill(path: string): Promise<void> {
  const store = await open(path);
  await store.commit({ set: [['entry/voa/1', 'kept']], delete: [] });
  await store.close();
}

it('a store of an older version is upgraded in place, once, after a copy that the older release still reads', async () => {
  const path = join(folder, 'older.db');
  await fill(path);
  expect(await run(later(path, "database.exec('ALTER TABLE keyv ADD COLUMN added')"))).toEqual(['true']);
  expect(await run(later(path, "throw new Error('again')"))).toEqual(['true']);
  expect(await openStore(`sqlite:${path}`)).toMatchObject({ ok: false, failure: { code: 'newer-version' } });
  const copy = await open(`${path}.bak-v1`);
  expect(await copy.get('entry/voa/1')).toBe('kept');
  await copy.close();
});

it('an upgrade that fails changes nothing', async () => {
  const path = join(folder, 'failing.db');
  await fill(path);
  expect(await run(later(path, "database.exec('DELETE FROM keyv'); throw new Error('half way')"))).toEqual(['half way']);
  const store = await open(path);
  expect(await store.get('entry/voa/1')).toBe('kept');
  await store.close();
});

it('the copy does not give up the lock', async () => {
  const path = join(folder, 'locked.db');
  await fill(path);
  const lines = await run(`${later(path, '')}
    const { spawnSync } = await import('node:child_process');
    const other = "import Libsql from '${libsql}'; const d = new Libsql('${path}'); try { d.pragma('user_version'); console.log('in') } catch (error) { console.log(error.code) }";
    console.log(spawnSync(process.execPath, ['--input-type=module', '-e', other], { encoding: 'utf8' }).stdout.trim());`);
  expect(lines).toEqual(['true', 'SQLITE_BUSY']);
  expect(existsSync(`${path}.bak-v1`)).toBe(true);
});
