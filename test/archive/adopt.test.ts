import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { SourceState, StoredEntry } from '../../src/ledger/rows.js';
import type { Source } from '../../src/model.js';
import type { Store } from '../../src/store/index.js';
import { emptyStore, HOUR, NOON, pollAt, publishedFrom, rowsOf, show, sourceOf } from './stores.js';
import { documentOf, exported, filesIn, folderOf, taken } from './written.js';

const item = (n: number, text = `Text ${n}`): Readonly<Record<string, unknown>> => ({
  id: `guid ${n}`,
  url: `https://example.org/${n}`,
  title: `Article ${n}`,
  content_html: `<p>${text}</p>`,
  date_published: new Date(NOON - n * HOUR).toISOString(),
});

async function entriesOf(store: Store, source: Source): Promise<ReadonlyMap<string, StoredEntry>> {
  const entries = new Map<string, StoredEntry>();
  for await (const [, entry] of store.iterate<StoredEntry>(`entry/${source.id}/`)) entries.set(entry.cleaned.title, entry);
  return entries;
}

/** A source of three articles, of which the second was revised. */
async function livedThrough(source: Source): Promise<Store> {
  const store = await emptyStore();
  await show(source, { items: [item(1), item(2)] });
  await pollAt(source, store, NOON);
  await show(source, { items: [item(1), item(2, 'Text 2, revised'), item(3)] });
  await pollAt(source, store, NOON + HOUR);
  return store;
}

describe('an export that meets entries', () => {
  it('changes nothing where it came from', async () => {
    const source = sourceOf('home');
    const store = await livedThrough(source);
    const before = await rowsOf(store);
    expect(await taken([await exported(source, store)], source, store, NOON + 2 * HOUR)).toEqual({ new: 0, revised: 0, duplicate: 4, restored: 0, failed: [] });
    expect(await rowsOf(store)).toEqual(before);
  });

  it('adds what is lacking under its own id, dates and commit, as the last to arrive', async () => {
    const source = sourceOf('lacking');
    const store = await livedThrough(source);
    const dir = await exported(source, store);
    const another = await emptyStore();
    await show(source, { items: [item(9), item(3)] });
    await pollAt(source, another, NOON + 5 * HOUR);
    expect(await taken([dir], source, another, NOON + 6 * HOUR)).toEqual({ new: 0, revised: 0, duplicate: 2, restored: 2, failed: [] });
    const [from, to] = [await entriesOf(store, source), await entriesOf(another, source)];
    expect([...to.values()].map(({ n, cleaned }) => [n, cleaned.title])).toEqual([[1, 'Article 9'], [2, 'Article 3'], [3, 'Article 1'], [4, 'Article 2']]);
    for (const title of ['Article 1', 'Article 2']) {
      const { id, firstSeen, published, updated, commit, item: arrived } = from.get(title) ?? {};
      expect(to.get(title)).toMatchObject({ id, firstSeen, published, updated, commit, item: arrived });
    }
    await show(source, { items: [item(1), item(2, 'Text 2, revised'), item(3), item(9)] });
    expect(await pollAt(source, another, NOON + 7 * HOUR)).toEqual({ new: 0, revised: 0, status: 'unchanged' });
  });

  it('is not restored to the letter without its account of the source, but shows the same articles', async () => {
    const source = sourceOf('bereft', { title: 'A title of ours' });
    const store = await livedThrough(source);
    const dir = await exported(source, store);
    await rm(join(dir, '_source.yaml'));
    const another = await emptyStore();
    expect(await taken([dir], source, another)).toMatchObject({ restored: 3, duplicate: 1 });
    const items = async (of: Store): Promise<unknown> => (JSON.parse((await publishedFrom(of, [source]))['/feeds/bereft.json'] ?? '{}') as { items?: unknown }).items;
    expect(await items(another)).toEqual(await items(store));
    expect((await another.get<SourceState>('source/bereft'))?.begun).toBeUndefined();
  });

  it('is cleaned as the configuration asks that it meets', async () => {
    const source = sourceOf('cleaning');
    const store = await livedThrough(source);
    const dir = await exported(source, store);
    const without = { ...source, remove: ['p'] };
    const another = await emptyStore();
    expect(await taken([dir], without, another)).toMatchObject({ restored: 4 });
    expect([...(await entriesOf(another, source)).values()].map(({ cleaned }) => cleaned.content)).toEqual(['', '', '']);
    expect(await pollAt(without, another, NOON + 2 * HOUR)).toEqual({ new: 0, revised: 0, status: 'unchanged' });
    expect(await publishedFrom(another, [source])).toEqual(await publishedFrom(store, [source]));
  });
});

describe('an export folder', () => {
  it('is brought up to date by the next export, and what others put there stays', async () => {
    const source = sourceOf('again');
    const store = await livedThrough(source);
    const dir = await exported(source, store);
    const other = await folderOf({ 'README.md': documentOf('NaN', 'Mine', 'https://example.org/mine', '<p>Kept.</p>') });
    await exported(source, store, false, other);
    const before = await filesIn(dir);
    await show(source, { items: [{ ...item(1, 'Text 1, revised'), date_published: new Date(NOON + HOUR).toISOString() }] });
    await pollAt(source, store, NOON + 3 * HOUR);
    await exported(source, store, false, dir);
    const after = await filesIn(dir);
    const renamed = Object.keys(before).filter((name) => after[name] === undefined);
    expect(renamed).toEqual([expect.stringMatching(/^1772362800000-[0-9a-f]{8}\.md$/)]);
    expect(await taken([dir], source, await emptyStore())).toMatchObject({ restored: 5, failed: [] });
    await exported(source, store, false, other);
    expect(Object.keys(await filesIn(other))).toContain('README.md');
  });

  it('is the same to the byte each time', async () => {
    const source = sourceOf('same');
    const store = await livedThrough(source);
    expect(await filesIn(await exported(source, store))).toEqual(await filesIn(await exported(source, store)));
  });

  it('reads well, and says no more than has to be said', async () => {
    const source = sourceOf('plainly');
    const store = await emptyStore();
    await taken([await folderOf({ 'a.md': documentOf(1_700_000_000_000, 'Ferry', 'https://example.org/ferry', '<p>It sails.</p>') })], source, store);
    const [[name, text] = []] = Object.entries(await filesIn(await exported(source, store)));
    expect(name).toMatch(/^1700000000000-[0-9a-f]{8}\.md$/);
    expect(text?.replace(/urn:uuid:\S+/, 'urn:uuid:ID')).toBe(`---
feedrelay:
  n: 1
  place: 1
  id: urn:uuid:ID
  published: 2023-11-14T22:13:20.000Z
  firstSeen: 2026-03-01T12:00:00.000Z
---
${documentOf(1_700_000_000_000, 'Ferry', 'https://example.org/ferry', '<p>It sails.</p>')}`);
  });
});
