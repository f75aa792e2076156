import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { digest } from '../../src/digest.js';
import { openLastShown, type Publication } from '../../src/library/index.js';

const parent = await mkdtemp(join(tmpdir(), 'feedrelay-shown-'));
afterAll(() => rm(parent, { recursive: true }));
let folders = 0;
const folderOf = (): string => join(parent, String((folders += 1)), 'documents');

function publication(text: string): Publication {
  const body = Buffer.from(text);
  return { body, contentType: 'application/atom+xml; charset=utf-8', etag: digest(body), modified: 1_700_000_000_000, maxAge: 900 };
}

/** Opens, notes and closes, as a process does that ends then. */
async function noted(folder: string, documents: Readonly<Record<string, Publication | undefined>>, { of = 'store', bound = 1e6 } = {}): Promise<void> {
  const shown = openLastShown({ folder, of, bound });
  for (const [name, document] of Object.entries(documents)) shown.note(name, document);
  await shown.close();
}
const found = (folder: string, name: string, of = 'store'): Promise<Publication | undefined> => openLastShown({ folder, of, bound: 1e6 }).find(name);

describe('what was last shown', () => {
  it('is there in the next process, to the byte, as it last was', async () => {
    const folder = folderOf();
    await noted(folder, { '/feeds/a.atom': publication('first'), '/feeds/b.atom': publication('other') });
    await noted(folder, { '/feeds/a.atom': publication('second\n\0 ü') });
    expect(await found(folder, '/feeds/a.atom')).toEqual(publication('second\n\0 ü'));
    expect(await found(folder, '/feeds/b.atom')).toEqual(publication('other'));
    expect(await found(folder, '/feeds/c.atom')).toBeUndefined();
  });

  it('of another store is not found', async () => {
    const folder = folderOf();
    await noted(folder, { '/feeds/a.atom': publication('theirs') }, { of: 'redis.one/0' });
    expect(await found(folder, '/feeds/a.atom', 'redis.two/0')).toBeUndefined();
  });

  it('is no more once it is gone', async () => {
    const folder = folderOf();
    await noted(folder, { '/feeds/a/archive/1.atom': publication('a page') });
    await noted(folder, { '/feeds/a/archive/1.atom': undefined });
    expect(await found(folder, '/feeds/a/archive/1.atom')).toBeUndefined();
    expect(await readdir(folder)).toEqual([]);
  });

  it('keeps within its bytes, the oldest going first, over restarts too', async () => {
    const folder = folderOf();
    const page = (n: number): Publication => publication(String(n).padEnd(1_000, '.'));
    for (let n = 0; n < 10; n += 1) await noted(folder, { [`/feeds/${n}.atom`]: page(n) }, { bound: 5_000 });
    const sizes = await Promise.all((await readdir(folder)).map(async (file) => (await stat(join(folder, file))).size));
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(5_000);
    expect(await found(folder, '/feeds/0.atom')).toBeUndefined();
    expect(await found(folder, '/feeds/9.atom')).toEqual(page(9));
  });

  it.each<[string, (text: Buffer) => Buffer]>([
    ['cut short', (text) => text.subarray(0, -1)],
    ['scribbled over', (text) => Buffer.concat([text.subarray(0, -3), Buffer.from('xyz')])],
    ['empty', () => Buffer.alloc(0)],
    ['without a head', () => Buffer.from('nothing of ours')],
  ])('is not believed where it is %s', async (_, spoil) => {
    const folder = folderOf();
    await noted(folder, { '/feeds/a.atom': publication('whole') });
    const [file = ''] = await readdir(folder);
    await writeFile(join(folder, file), spoil(await readFile(join(folder, file))));
    expect(await found(folder, '/feeds/a.atom')).toBeUndefined();
  });

  it('is not kept, and nothing breaks, where nothing can be written', async () => {
    const folder = folderOf();
    await noted(folder, {});
    await rm(folder, { recursive: true });
    await writeFile(folder, 'a file stands here');
    await noted(folder, { '/feeds/a.atom': publication('lost') });
    expect(await found(folder, '/feeds/a.atom')).toBeUndefined();
  });
});
