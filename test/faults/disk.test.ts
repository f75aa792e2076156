/** Disks that fill up, go bad or turn read-only under a running daemon, made to happen for real. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, openSync, closeSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { configured, daemon, eventually, feedrelay, workFolder } from '../program/program.js';
import { expectAllOnce, expectServing, openNewsroom, saidOnPage } from './newsroom.js';

const folder = await workFolder();
const newsroom = await openNewsroom('harbour', 'market', 'tower');

// A disk of a few megabytes of our own, where the system lets us mount one.
const disk = join(folder, 'disk');
mkdirSync(disk);
const onSmallDisk = (then = ''): string[] => ['unshare', '-rm', 'sh', '-c', `mount -t tmpfs -o size=3m tmpfs ${disk} && ${then} exec "$@"`, 'sh'];
const canMount = spawnSync('unshare', ['-rm', 'mount', '-t', 'tmpfs', 'tmpfs', disk]).status === 0;
if (!canMount) console.warn('no right to mount a small disk here: the tests of a full and a read-only disk are skipped');

describe.skipIf(!canMount)('a disk', () => {
  test('that fills up: polls say so, readers are served; with room again the next poll brings all that was missed, once', async () => {
    newsroom.publish('harbour', 60);
    const config = await configured(folder, 'full', [newsroom.source('harbour'), newsroom.source('market')], { store: `sqlite:${join(disk, 'full.db')}`, feeds: [{ id: 'all', sources: ['harbour', 'market'] }] });
    const { url, pid, stop } = await daemon(['--config', config], { under: onSmallDisk() });
    await expectAllOnce(url, 'harbour', newsroom);

    // The daemon's own view of its disk, from outside.
    const ballast = join(`/proc/${pid}/root`, disk, 'ballast');
    fill(ballast);
    newsroom.publish('harbour', 30);
    expect(await saidOnPage(url, /Store \S+full\.db cannot be written[^<]*/)).toMatch(/for the disk is full: make room, and it goes on by itself/);
    const asked = newsroom.asked('harbour');
    await eventually(() => Promise.resolve(newsroom.asked('harbour') > asked + 1 ? true : undefined));
    await expectServing(url, ['harbour', 'market', 'all']);

    newsroom.publish('harbour', 5);
    rmSync(ballast);
    await expectAllOnce(url, 'harbour', newsroom);
    await eventually(async () => ((await (await fetch(`${url}/`)).text()).includes('disk is full') ? undefined : true));
    expect(await stop()).toMatchObject({ code: 0 });
  });

  test('that is full at the start is read from: readers are served, and polls say what is missing', async () => {
    newsroom.publish('market', 60);
    const config = await configured(folder, 'first', [newsroom.source('market')], { store: `sqlite:${join(disk, 'first.db')}` });
    const before = `${process.execPath} dist/main.js poll --config ${config} >/dev/null && head -c 3m /dev/zero > ${join(disk, 'ballast')} 2>/dev/null;`;
    const { url, pid, stop } = await daemon(['--config', config], { under: onSmallDisk(before) });
    newsroom.publish('market', 30);
    await saidOnPage(url, /first\.db cannot be written, for the disk is full/);
    await expectServing(url, ['market']);
    rmSync(join(`/proc/${pid}/root`, disk, 'ballast'));
    await expectAllOnce(url, 'market', newsroom);
    expect(await stop()).toMatchObject({ code: 0 });
  });

  test('that is read-only: what writes refuses with a sentence, what only looks goes on', async () => {
    const config = await configured(folder, 'frozen', [newsroom.source('market')], { store: `sqlite:${join(disk, 'frozen.db')}` });
    const under = onSmallDisk(`${process.execPath} dist/main.js poll --config ${config} >/dev/null && mount -o remount,ro ${disk} &&`);
    const refused = await Promise.all(['run', 'poll'].map((command) => feedrelay([command, '--config', config], { under })));
    for (const ran of refused) expect(ran).toEqual({ code: 1, stdout: '', stderr: expect.stringMatching(/^feedrelay: Store \S+frozen\.db cannot be written, for its [^\n]*read-only: [^\n]+\.\n$/) as string });
    const checked = await feedrelay(['store', 'check', '--config', config], { under });
    expect(checked).toMatchObject({ code: 0, stdout: expect.stringMatching(/is sound: \d+ rows/) as string });
  });
});

function fill(path: string): void {
  const file = openSync(path, 'w');
  try {
    for (;;) writeSync(file, Buffer.alloc(4096));
  } catch {
    closeSync(file);
  }
}

// A disk that refuses what it is told while a file says with which error, where a compiler can make one.
const badDisk = join(folder, 'bad-disk.so');
const BAD_DISK = `
  #define _GNU_SOURCE
  #include <dlfcn.h>
  #include <errno.h>
  #include <fcntl.h>
  #include <stdio.h>
  #include <stdlib.h>
  #include <string.h>
  #include <sys/types.h>
  #include <unistd.h>
  static int refuses(int file) {
    char link[64], path[4096], code[16];
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0) return 0;
    path[length] = 0;
    if (!strstr(path, "bad.db")) return 0;
    FILE *order = fopen(getenv("BAD_DISK"), "r");
    if (!order) return 0;
    errno = fgets(code, sizeof code, order) ? atoi(code) : 0;
    int error = errno;
    fclose(order);
    errno = error;
    return error != 0;
  }
  ssize_t pwrite64(int file, const void *bytes, size_t length, off64_t at) {
    return refuses(file) ? -1 : ((ssize_t (*)(int, const void *, size_t, off64_t))dlsym(RTLD_NEXT, "pwrite64"))(file, bytes, length, at);
  }
  ssize_t pwrite(int file, const void *bytes, size_t length, off_t at) { return pwrite64(file, bytes, length, at); }
  ssize_t write(int file, const void *bytes, size_t length) {
    return refuses(file) ? -1 : ((ssize_t (*)(int, const void *, size_t))dlsym(RTLD_NEXT, "write"))(file, bytes, length);
  }
  int fsync(int file) { return refuses(file) ? -1 : ((int (*)(int))dlsym(RTLD_NEXT, "fsync"))(file); }
  int fdatasync(int file) { return refuses(file) ? -1 : ((int (*)(int))dlsym(RTLD_NEXT, "fdatasync"))(file); }`;
const canGoBad = existsSync('/proc/self/fd') && spawnSync('cc', ['-shared', '-fPIC', '-x', 'c', '-o', badDisk, '-', '-ldl'], { input: BAD_DISK }).status === 0;
if (!canGoBad) console.warn('no C compiler here: the test of a disk that goes bad in mid-run is skipped');

test.skipIf(!canGoBad)('a disk that turns read-only or breaks down in mid-run is told in a sentence each; once it is well, nothing is lost or doubled', async () => {
  const order = join(folder, 'order');
  newsroom.publish('tower', 60);
  const config = await configured(folder, 'bad', [newsroom.source('tower')]);
  const { url, stop } = await daemon(['--config', config], { env: { LD_PRELOAD: badDisk, BAD_DISK: order } });
  await expectAllOnce(url, 'tower', newsroom);
  const troubles: readonly (readonly [errno: number, told: RegExp])[] = [
    [30, /bad\.db cannot be (written, for its file or disk is read-only|read or written|brought to the disk)[^<]*/],
    [5, /bad\.db cannot be (read or written|brought to the disk) \([A-Z_]+\): look at the disk/],
  ];
  for (const [errno, told] of troubles) {
    writeFileSync(order, String(errno));
    newsroom.publish('tower', 10);
    await saidOnPage(url, told);
    await expectServing(url, ['tower']);
    rmSync(order);
    await expectAllOnce(url, 'tower', newsroom);
  }
  expect(await stop('SIGKILL')).toMatchObject({ code: null });
  const again = await daemon(['--config', config]);
  await expectAllOnce(again.url, 'tower', newsroom);
  expect(await again.stop()).toMatchObject({ code: 0 });
});
