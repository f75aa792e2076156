import { describe, expect, it } from 'vitest';
import type { StoredEntry } from '../../src/ledger/rows.js';
import type { Store } from '../../src/store/index.js';
import { emptyStore, HOUR, NOON, pollAt, publishedFrom, show, sourceOf } from './stores.js';
import { documentOf, exported, filesIn, folderOf, taken } from './written.js';

async function entriesOf(store: Store, source: string): Promise<readonly StoredEntry[]> {
  const entries: StoredEntry[] = [];
  for await (const [, entry] of store.iterate<StoredEntry>(`entry/${source}/`)) entries.push(entry);
  return entries;
}

const archive: Readonly<Record<string, string>> = {
  '1700000000000-one.md': documentOf(1_700_000_000_000, '[Harbour] Ships (and a crane)', 'https://example.org/%25E6%25B8%25AF', '<div><p>By the sea.</p></div>'),
  '1700000000000-two.md': documentOf(1_700_000_000_000, 'A second one of the same crawl', 'https://example.org/2', '<p>Hills.</p>\n\n------\n\n<p>Below a rule.</p>'),
  '1700003600000-odd.md': documentOf(1_700_003_600_000, 'Ends in ](brackets]', 'https://example.org/3?a=(b)', '  <p>Blanks before and after</p>  \n\n'),
  'deeper/NaN-aa.md': documentOf('NaN', 'Undated', 'https://example.org/undated', '<p>Nobody knows when.</p>'),
  'deeper/NaN-bb.markdown': documentOf('NaN', '“Quoted”: 标题', 'https://example.org/quoted', '<p>Nor here.</p>'),
  'notes.txt': 'no document of the archive',
};

describe('a folder of archived documents', () => {
  it('comes out of the bare export as it went in, byte for byte', async () => {
    const source = sourceOf('bytes');
    const store = await emptyStore();
    expect(await taken([await folderOf(archive)], source, store)).toEqual({ new: 5, revised: 0, duplicate: 0, restored: 0, failed: [] });
    const written = Object.values(await filesIn(await exported(source, store, true)));
    const documents = Object.entries(archive).filter(([name]) => name !== 'notes.txt').map(([, text]) => text);
    expect(written.toSorted()).toEqual(documents.toSorted());
  });

  it('is taken in the order of the stamps, undated ones last and by name, and is known when it comes again', async () => {
    const source = sourceOf('order');
    const store = await emptyStore();
    const dir = await folderOf(archive);
    await taken([dir], source, store);
    const inOrder = (await entriesOf(store, 'order')).map(({ item }) => item.title);
    expect(inOrder.slice(2)).toEqual(['Ends in ](brackets]', 'Undated', '“Quoted”: 标题']);
    expect(await taken([dir, `${dir}/1700000000000-one.md`], source, store, NOON + HOUR)).toEqual({ new: 0, revised: 0, duplicate: 5, restored: 0, failed: [] });
  });

  it('gives an article that was archived twice one entry, revised, and both texts come out again', async () => {
    const source = sourceOf('twice');
    const store = await emptyStore();
    const older = documentOf(1_700_000_000_000, 'Ferry', 'https://example.org/ferry', '<p>It sails.</p>');
    const newer = documentOf(1_700_086_400_000, 'Ferry', 'https://example.org/ferry', '<p>It sails no more.</p>');
    const dir = await folderOf({ 'b.md': older, 'a.md': newer });
    expect(await taken([dir], source, store)).toMatchObject({ new: 1, revised: 1 });
    expect(await taken([dir], source, store, NOON + HOUR)).toMatchObject({ new: 0, revised: 0, duplicate: 2 });
    const bare = await exported(source, store, true);
    expect(Object.values(await filesIn(bare))).toEqual([older, newer]);
    const again = await emptyStore();
    await taken([bare], source, again);
    expect(await publishedFrom(again, [source])).toEqual(await publishedFrom(store, [source]));
  });

  it('is history: a source polled for the first time after it floods nobody', async () => {
    const source = sourceOf('history', { limit: 3 });
    const store = await emptyStore();
    await taken([await folderOf(archive)], source, store);
    const old = Array.from({ length: 20 }, (_, n) => ({ id: `old ${n}`, url: `https://example.org/old/${n}`, title: `Old ${n}`, content_html: '<p>Long ago.</p>', date_published: `2001-01-${n + 10}T00:00:00Z` }));
    await show(source, { items: old });
    await pollAt(source, store, NOON + HOUR);
    const published = (await publishedFrom(store, [source]))['/feeds/history.json'] ?? '';
    expect(published).not.toContain('Old');
    expect(published).toContain('“Quoted”');
  });

  it('takes nothing that polls brought out of the subscription feed, revised though it be', async () => {
    const source = sourceOf('standing', { limit: 1 });
    const store = await emptyStore();
    const item = (n: number, day: number): object => ({ id: `https://example.org/${n}`, url: `https://example.org/${n}`, title: `Article ${n}`, content_html: '<p>As polled.</p>', date_published: `2026-02-0${day}T00:00:00Z` });
    await show(source, { items: [{ ...item(1, 5) }] });
    await pollAt(source, store, NOON);
    await show(source, { items: [{ ...item(2, 2) }] });
    await pollAt(source, store, NOON + HOUR);
    const dir = await folderOf({ 'a.md': documentOf(Date.UTC(2026, 1, 3), 'Article 2', 'https://example.org/2', '<p>As archived.</p>') });
    expect(await taken([dir], source, store, NOON + 2 * HOUR)).toMatchObject({ revised: 1 });
    expect((await publishedFrom(store, [source]))['/feeds/standing.json']).toContain('As archived.');
  });

  it('keeps no more than the configuration asks', async () => {
    const source = sourceOf('few', { keep: 10 });
    const store = await emptyStore();
    const files = Array.from({ length: 120 }, (_, n) => [`${n}.md`, documentOf(1_700_000_000_000 + n, `Title ${n}`, `https://example.org/${n}`, `<p>${n}</p>`)] as const);
    expect(await taken([await folderOf(Object.fromEntries(files))], source, store)).toMatchObject({ new: 120 });
    expect(await entriesOf(store, 'few')).toHaveLength(20);
  });
});
