/** Clocks that jump, on the running daemon: its time is another's to set, where `faketime` is installed. */
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { configured, daemon, eventually, workFolder } from '../program/program.js';
import { expectAllOnce, openNewsroom } from './newsroom.js';

const folder = await workFolder();
const newsroom = await openNewsroom('tides');
const library = ['/usr/lib', '/usr/local/lib']
  .flatMap((root) => (existsSync(root) ? readdirSync(root).filter((name) => /^(\w+-linux-\w+|faketime)$/.test(name)).map((name) => join(root, name)) : []))
  .flatMap((place) => [join(place, 'faketime', 'libfaketime.so.1'), join(place, 'libfaketime.so.1')])
  .find((path) => existsSync(path));
if (library === undefined) console.warn('no libfaketime here: the test of a clock that jumps is skipped');

const DAY = 86_400;

test.skipIf(library === undefined)('a clock that jumps ahead and back stops no schedule, dates nothing ahead, doubles nothing and turns no Last-Modified back', async () => {
  const clock = join(folder, 'clock');
  const jump = (seconds: number): void => writeFileSync(clock, `${seconds < 0 ? '-' : '+'}${Math.abs(seconds)}`);
  jump(0);
  const config = await configured(folder, 'tides', [newsroom.source('tides')]);
  const { url, stop } = await daemon(['--config', config], {
    env: { LD_PRELOAD: library ?? '', FAKETIME_TIMESTAMP_FILE: clock, FAKETIME_NO_CACHE: '1', FAKETIME_DONT_FAKE_MONOTONIC: '1' },
  });
  const feed = async () => {
    const response = await fetch(`${url}/feeds/tides.json`);
    const { items } = (await response.json()) as { items: readonly { date_published: string; date_modified: string }[] };
    return { items, at: Date.parse(response.headers.get('date') ?? ''), modified: Date.parse(response.headers.get('last-modified') ?? '') };
  };
  let modified = 0;
  for (const [place, seconds] of [0, 10 * DAY, -400 * DAY, 0].entries()) {
    jump(seconds);
    await eventually(async () => (Math.abs((await feed()).at - Date.now() - seconds * 1000) < 60_000 ? true : undefined));
    newsroom.publish('tides', 5 + place);
    await expectAllOnce(url, 'tides', newsroom);
    const shown = await feed();
    expect(shown.modified).toBeGreaterThan(modified);
    modified = shown.modified;
    for (const { date_published: published, date_modified: updated } of shown.items) expect(Date.parse(published)).toBeLessThanOrEqual(Math.max(Date.parse(updated), Date.now() + 10 * DAY * 1000));
  }
  expect((await feed()).items.filter(({ date_published: published }) => Date.parse(published) > Date.now())).toEqual([]);
  expect(await stop()).toMatchObject({ code: 0 });
});
