import { closeSync, openSync, writeSync } from 'node:fs';
import { appendFile, mkdir, mkdtemp, rename, rm, symlink, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { watchConfiguration } from '../../src/config/index.js';

let folder = '';
let file = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'feedrelay-watch-'));
  file = join(folder, 'feedrelay.yaml');
  await writeFile(file, 'limits: {}\n');
});
afterEach(() => rm(folder, { recursive: true }));

/** The time until the change was told, milliseconds. */
async function timeToNotice(change: () => Promise<void>): Promise<number> {
  let told = (): void => undefined;
  const noticed = new Promise<void>((resolve) => (told = resolve));
  const watch = watchConfiguration(file, () => told());
  onTestFinished(() => watch.close());
  await change();
  const begun = performance.now();
  await noticed;
  return performance.now() - begun;
}

describe('an edit is noticed within two seconds', () => {
  it.each<readonly [name: string, change: () => Promise<void>]>([
    ['written in place, as through a bind mount', () => writeFile(file, 'limits: { items: 9 }\n')],
    ['of the same length', () => writeFile(file, 'feeds:  []\n')],
    ['appended', () => appendFile(file, '# more\n')],
    [
      'by an editor that writes another file and puts it in its place',
      async () => {
        await writeFile(`${file}.new`, 'limits: {}\n');
        await rename(`${file}.new`, file);
      },
    ],
    [
      'by an editor that moves the old one away first',
      async () => {
        await rename(file, `${file}~`);
        await writeFile(file, 'limits: {}\n');
      },
    ],
    ['the file is gone', () => unlink(file)],
  ])('%s', async (_, change) => {
    expect(await timeToNotice(change)).toBeLessThan(2000);
  });

  it('a link that is swapped, as Kubernetes does', async () => {
    for (const version of ['1', '2']) {
      await mkdir(join(folder, version));
      await writeFile(join(folder, version, 'feedrelay.yaml'), 'limits: {}\n');
    }
    await symlink('1', join(folder, '..data'));
    await unlink(file);
    await symlink(join('..data', 'feedrelay.yaml'), file);
    const swap = async (): Promise<void> => {
      await symlink('2', join(folder, '..data_tmp'));
      await rename(join(folder, '..data_tmp'), join(folder, '..data'));
    };
    expect(await timeToNotice(swap)).toBeLessThan(2000);
  });

  it('a file that comes to be', async () => {
    await unlink(file);
    expect(await timeToNotice(() => writeFile(file, ''))).toBeLessThan(2000);
  });
});

it('an edit that is written piece by piece is told once, when it is whole', async () => {
  const sizes: number[] = [];
  const handle = openSync(file, 'w');
  onTestFinished(() => closeSync(handle));
  let written = 0;
  await new Promise<void>((resolve) => {
    const watch = watchConfiguration(file, () => {
      sizes.push(written);
      watch.close();
      resolve();
    });
    const piece = setInterval(() => {
      written += 1;
      if (written === 20) clearInterval(piece);
      writeSync(handle, '#');
    }, 50);
  });
  expect(sizes).toEqual([20]);
});
