import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { at, openNewsroom, type Newsroom } from './newsroom.js';

let room: Newsroom;
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'archive-'));
  room = await openNewsroom();
  await room.configure([{ id: 'a', url: pathToFileURL(folder).href, profile: 'generic' }]);
});
afterEach(async () => {
  await room.close();
  await rm(folder, { recursive: true });
});

/** @param hour of the stamp, undefined for one that could not be read */
async function put(name: string, hour: number | undefined, words: string, link = name): Promise<void> {
  const stamp = hour === undefined ? 'NaN' : String(at(hour));
  await writeFile(join(folder, `${name}.md`), `<!--${stamp}-->\n[Title of ${link}](https://site.example/${link})\n------\n\n<p>${words}</p>\n`);
}

async function told(): Promise<readonly (readonly [string, number])[]> {
  const entries = await room.entries('a');
  return entries.toSorted((one, other) => other.published - one.published).map(({ item, published }) => [item.link?.slice(-1) ?? '', published - at(0)]);
}

describe('a folder of archived documents', () => {
  test('is one poll: each document an article, two of one stamp too', async () => {
    await put('a', -3, 'Rain.');
    await put('b', -3, 'Sun.');
    expect(await room.poll('a', at(0))).toMatchObject({ status: 'changed', new: 2, revised: 0 });
    expect(await room.poll('a', at(1))).toMatchObject({ status: 'unchanged', new: 0, revised: 0 });
    await put('c', -9, 'Snow.');
    expect(await room.poll('a', at(2))).toMatchObject({ status: 'changed', new: 1, revised: 0, duplicate: 2 });
  });

  test('without any says so for as long as it is so, and in the log once', async () => {
    await writeFile(join(folder, 'feed.xml'), '<rss version="2.0"><channel><title>t</title></channel></rss>');
    expect(await room.poll('a', at(0))).toMatchObject({ status: 'unchanged', told: [expect.stringMatching(/^this folder holds no archived document/)] });
    expect((await room.poll('a', at(1))).told).toBeUndefined();
    expect((await room.state('a')).notes).toHaveLength(1);
    await put('a', -3, 'Rain.');
    await room.poll('a', at(2));
    expect((await room.state('a')).notes).toEqual([]);
  });

  test('is read by stamp, whatever the names; what has none is last, by name, and a millisecond a place', async () => {
    await put('x', undefined, 'Undated.');
    await put('d', undefined, 'Undated too.');
    await put('b', -9, 'Old.');
    await mkdir(join(folder, 'deep'));
    await put('deep/a', -3, 'Young.', 'a');
    await room.poll('a', at(0));
    expect(await told()).toEqual([['d', -2], ['x', -3], ['a', at(-3) - at(0)], ['b', at(-9) - at(0)]]);
  });

  test('with two versions of an article shows the newer one, however often it is read', async () => {
    await put('1', -9, 'First words.', 'a');
    await put('0', -3, 'Last words.', 'a');
    expect(await room.poll('a', at(0))).toMatchObject({ new: 1, revised: 1 });
    const before = await room.entries('a');
    expect(before).toMatchObject([{ cleaned: { content: '<p>Last words.</p>' }, updated: at(-3) }]);
    for (const hour of [1, 14, 27, 40, 53]) {
      await put(`other-${hour}`, -20, `Another of ${hour}.`);
      expect(await room.poll('a', at(hour))).toMatchObject({ new: 1, revised: 0 });
    }
    for (const hour of [66, 79, 92]) expect(await room.poll('a', at(hour))).toMatchObject({ status: 'unchanged', revised: 0 });
    expect((await room.entries('a')).slice(0, 1)).toEqual(before);
  });

  test('in which a file is set back to an older version for good shows that, after a day', async () => {
    await put('1', -3, 'Last words.', 'a');
    await room.poll('a', at(0));
    await put('1', -9, 'First words.', 'a');
    for (const hour of [1, 14]) expect(await room.poll('a', at(hour))).toMatchObject({ revised: 0 });
    expect(await room.poll('a', at(26))).toMatchObject({ revised: 1 });
  });

  test('with a file that is none of its kind tells so, and takes the others', async () => {
    await put('a', -3, 'Rain.');
    await writeFile(join(folder, 'b.md'), Buffer.from([0xff, 0xfe, 0x00]));
    expect(await room.poll('a', at(0))).toMatchObject({ status: 'changed', new: 1 });
    expect((await room.state('a')).notes.join()).toContain('b.md');
  });
});
