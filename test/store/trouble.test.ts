/** What goes wrong with disks and files, made to happen for real. */
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, describe, expect, it } from 'vitest';
import { openStore, type Store } from '../../src/store/index.js';
import { run, start } from './process.js';

const folder = mkdtempSync(join(tmpdir(), 'feedrelay-trouble-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function open(path: string): Promise<Store> {
  const opened = await openStore(`sqlite:${path}`);
  if (!opened.ok) throw new Error(opened.failure.message);
  return opened.value;
}

async function refusal(address: string, readOnly = false): Promise<string> {
  const opened = await openStore(address, { readOnly });
  if (opened.ok) throw new Error('it opened');
  expect(opened.failure.message).toMatch(/^[A-Z][^\n]+\.$/);
  return `${opened.failure.code}: ${opened.failure.message}`;
}

describe('a store that cannot be opened says so in one sentence', () => {
  const file = (name: string, content: string): string => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };

  it.each([
    ['a text file', () => file('text', 'not a database '.repeat(1000)), /^damaged: .*no feedrelay store/],
    ['a few bytes', () => file('few', 'few'), /^damaged: /],
    ['a folder', () => folder, /^no-place: .*is a folder/],
    ['a path through a file', () => join(file('plain', ''), 'feedrelay.db'), /^no-place: .*part of its path is a file/],
  ])('%s', async (_, make, words) => {
    expect(await refusal(`sqlite:${make()}`)).toMatch(words);
  });

  it('a missing store, for a command that only looks', async () => {
    expect(await refusal(`sqlite:${join(folder, 'none.db')}`, true)).toMatch(/^no-store: .*does not exist/);
  });

  it.each(['', 'feedrelay.db', 'postgres://user:secret@host/db', 'sqlite:'])('the address %j, without a word of what it holds', async (address) => {
    expect(await refusal(address)).toMatch(/^bad-address: (?!.*secret)/);
  });

  it("another program's database", async () => {
    const path = join(folder, 'other.db');
    await run(`import { createRequire } from 'node:module'; const Sqlite = createRequire(${JSON.stringify(import.meta.url)})('libsql'); new Sqlite(${JSON.stringify(path)}).exec('CREATE TABLE theirs (x)')`);
    expect(await refusal(`sqlite:${path}`)).toMatch(/^foreign: /);
  });

  it('a store of a newer version', async () => {
    const path = join(folder, 'newer.db');
    await (await open(path)).close();
    await run(`import { createRequire } from 'node:module'; const Sqlite = createRequire(${JSON.stringify(import.meta.url)})('libsql'); new Sqlite(${JSON.stringify(path)}).exec('PRAGMA user_version = 99')`);
    expect(await refusal(`sqlite:${path}`)).toMatch(/^newer-version: .*99.*update feedrelay/);
  });
});

describe('two processes on one store', () => {
  it('the second is refused, and told by whom, until the first has died, however it died', async () => {
    const path = join(folder, 'shared.db');
    const first = start(`const store = await open('sqlite:${path}'); console.log('open'); setInterval(() => store.get('x'), 1000)`);
    await once(createInterface(first.stdout), 'line');
    const words = await refusal(`sqlite:${path}`);
    expect(words).toMatch(/^in-use: .*in use by another feedrelay/);
    if (process.platform === 'linux') expect(words).toContain(`process ${first.pid ?? 'without a number'}`);
    expect(await refusal(`sqlite:${path}`, true)).toMatch(/^in-use: /);
    first.kill('SIGKILL');
    await once(first, 'exit');
    await (await open(path)).close();
  });

  it('an open store keeps no program alive that has nothing else to do, and loses nothing by its end', async () => {
    const path = join(folder, 'idle.db');
    expect(await run(`const store = await open('sqlite:${path}'); await store.commit({ set: [['a/b', 1]], delete: [] }); console.log('done')`)).toEqual(['done']);
    const store = await open(path);
    expect(await store.get('a/b')).toBe(1);
    await store.close();
  });
});

it('a store whose file is taken away says so instead of writing to a file without a name, and goes on once it is back', async () => {
  const path = join(folder, 'moved.db');
  const store = await open(path);
  renameSync(path, `${path}.away`);
  await expect(store.commit({ set: [['a/b', 1]], delete: [] })).rejects.toMatchObject({ code: 'gone' });
  renameSync(`${path}.away`, path);
  await store.commit({ set: [['a/b', 2]], delete: [] });
  await store.close();
  const again = await open(path);
  expect(await again.get('a/b')).toBe(2);
  await again.close();
});

// A disk of two megabytes of our own, where the system lets us mount one.
const mounting = (options: string, then: string): string[] => ['unshare', '-rm', 'sh', '-c', `mount -t tmpfs -o ${options} tmpfs ${join(folder, 'disk')} && ${then} exec "$@"`, 'sh'];
mkdirSync(join(folder, 'disk'));
const canMount = spawnSync('unshare', ['-rm', 'mount', '-t', 'tmpfs', 'tmpfs', join(folder, 'disk')]).status === 0;
if (!canMount) console.warn('no right to mount a small disk here: the tests of full and read-only disks are skipped');

describe.skipIf(!canMount)('a disk', () => {
  const path = join(folder, 'disk', 'feedrelay.db');

  it('that is full refuses the commit and keeps what was there; with room again the same store goes on', async () => {
    const lines = await run(
      `
      import { writeFileSync, rmSync } from 'node:fs';
      const store = await open('sqlite:${path}');
      await store.commit({ set: [['entry/voa/1', 'kept']], delete: [] });
      writeFileSync('${join(folder, 'disk', 'ballast')}', Buffer.alloc(1_000_000));
      const large = (key) => store.commit({ set: [['entry/voa/1', 'torn'], [key, 'x'.repeat(1_500_000)]], delete: [] });
      await large('entry/voa/2').catch((error) => console.log(error.name, error.code, error.message));
      console.log(await store.get('entry/voa/1'), await store.get('entry/voa/2'));
      rmSync('${join(folder, 'disk', 'ballast')}');
      await store.commit({ set: [['entry/voa/3', 'x'.repeat(500_000)]], delete: [] });
      console.log((await store.get('entry/voa/3')).length);
      await store.close();`,
      mounting('size=2m', ''),
    );
    expect(lines).toEqual([expect.stringMatching(/^StoreError disk-full .*the disk is full: make room/), 'kept undefined', '500000']);
  });

  it('that is full at the start is read from all the same', async () => {
    const lines = await run(
      `
      import { openSync, writeSync } from 'node:fs';
      let store = await open('sqlite:${path}');
      await store.commit({ set: [['entry/voa/1', 'kept']], delete: [] });
      await store.close();
      const ballast = openSync('${join(folder, 'disk', 'ballast')}', 'w');
      try { for (;;) writeSync(ballast, Buffer.alloc(4096)); } catch (error) { console.log(error.code); }
      store = await open('sqlite:${path}');
      console.log(await store.get('entry/voa/1'));
      await store.commit({ set: [['entry/voa/2', 'x'.repeat(9000)]], delete: [] }).catch((error) => console.log(error.code));`,
      mounting('size=2m', ''),
    );
    expect(lines).toEqual(['ENOSPC', 'kept', 'disk-full']);
  });

  it('that is read-only is refused by what writes, and opens for what only looks', async () => {
    const lines = await run(
      `
      import { execFileSync } from 'node:child_process';
      const writing = await open('sqlite:${path}');
      await writing.commit({ set: [['entry/voa/1', 'kept']], delete: [] });
      await writing.close();
      execFileSync('mount', ['-o', 'remount,ro', '${join(folder, 'disk')}']);
      console.log((await openStore('sqlite:${path}')).failure?.code, (await openStore('sqlite:${join(folder, 'disk', 'new', 'feedrelay.db')}')).failure?.code);
      const store = await open('sqlite:${path}', { readOnly: true });
      console.log(await store.get('entry/voa/1'));
      await store.commit({ set: [['entry/voa/1', 'other']], delete: [] }).catch((error) => console.log(error.code));`,
      mounting('size=2m', ''),
    );
    expect(lines).toEqual(['read-only read-only', 'kept', 'read-only']);
  });
});

// A disk whose every fsync takes a third of a second, where a compiler can make one.
const slowDisk = join(folder, 'slow-disk.so');
const SLOW_DISK = `
  #define _GNU_SOURCE
  #include <dlfcn.h>
  #include <unistd.h>
  int fsync(int file) { usleep(333000); return ((int (*)(int))dlsym(RTLD_NEXT, "fsync"))(file); }
  int fdatasync(int file) { usleep(333000); return ((int (*)(int))dlsym(RTLD_NEXT, "fdatasync"))(file); }`;
const canSlow = spawnSync('cc', ['-shared', '-fPIC', '-x', 'c', '-o', slowDisk, '-', '-ldl'], { input: SLOW_DISK }).status === 0;
if (!canSlow) console.warn('no C compiler here: the test of a slow disk is skipped');

it.skipIf(!canSlow)('a slow disk holds up the commit that waits for it, and nobody who reads; commits that wait together are served together', async () => {
  const lines = await run(
    `
    const store = await open('sqlite:${join(folder, 'slow.db')}');
    await store.commit({ set: [['entry/voa/0', 'first']], delete: [] });
    let committed = 0;
    const began = Date.now();
    const commits = Array.from({ length: 20 }, (_, index) => store.commit({ set: [['entry/voa/' + index, 'new']], delete: [] }).then(() => (committed += 1)));
    for (let index = 0; index < 50; index += 1) await store.get('entry/voa/0');
    console.log(await store.get('entry/voa/0'), committed);
    await Promise.all(commits);
    console.log(Date.now() - began < 10 * 333 ? 'together' : 'one by one');
    await store.close();`,
    ['env', `LD_PRELOAD=${slowDisk}`],
  );
  expect(lines).toEqual(['new 0', 'together']);
});

const asNobody = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'];
const canDrop = spawnSync('setpriv', [...asNobody.slice(1), 'true']).status === 0;

it.skipIf(!canDrop)("a store of another user's is named as such", async () => {
  const theirs = mkdtempSync(join(folder, 'theirs-'));
  chmodSync(folder, 0o755);
  chmodSync(theirs, 0o755);
  await (await open(join(theirs, 'feedrelay.db'))).close();
  expect(await run(`await open('sqlite:${join(theirs, 'feedrelay.db')}')`, asNobody)).toEqual([expect.stringMatching(/^no-permission: .*not ours to write.*user with id 65534/)]);
});
