import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { makeFolder } from '../../src/folder.js';
import { configured, feedrelay, workFolder } from '../program/program.js';

const folder = await workFolder();
const config = await configured(folder, 'places', [{ id: 'here', url: 'file:documents' }]);
await mkdir(join(folder, 'documents'));
await writeFile(join(folder, 'documents', '1.md'), '<!--1700000000000-->\n[Rope](https://quay.example/rope)\n------\n\n<p>Rope.</p>\n');
await writeFile(join(folder, 'file'), '');

describe('a folder that cannot be made ends the command with a sentence', () => {
  // The first is where Node's own recursive mkdir tries for ever.
  const places = ['/proc/nowhere/deep', join(folder, 'file', 'below')].filter((place) => !place.startsWith('/proc') || existsSync('/proc/self'));

  test.each(places)('%s', async (place) => {
    const unplaced = await configured(folder, 'unplaced', [], { store: `sqlite:${place}/x.db` });
    const calls = [['export', '--source', 'here', place, '--config', config], ['poll', '--config', unplaced]];
    const ran = [await feedrelay(['poll', '--out', place, '--config', config], { cwd: folder }), ...(await Promise.all(calls.map((call) => feedrelay(call, { cwd: folder }))))];
    for (const { code, stderr } of ran) {
      expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringMatching(/^feedrelay: [^\n]+\.\n$/) as string });
      expect(stderr).toContain(place);
    }
  });
});

test('many who make one folder at once all find it made', async () => {
  const deep = join(folder, 'a', 'b', 'c');
  await Promise.all(Array.from({ length: 20 }, () => makeFolder(deep)));
  expect(existsSync(deep)).toBe(true);
});
