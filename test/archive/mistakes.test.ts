import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { exportSource, importDocuments } from '../../src/archive/index.js';
import { emptyStore, freshFolder, houseOf, NOON, sourceOf } from './stores.js';
import { documentOf, exported, filesIn, folderOf, taken } from './written.js';

const article = documentOf(1_700_000_000_000, 'Ferry', 'https://example.org/ferry', '<p>It sails.</p>');

describe('what cannot be imported is named, and the rest is taken', () => {
  it.each<readonly [what: string, name: string, text: string | Uint8Array, says: RegExp]>([
    ['a file without a rule', 'broken.md', '<!--1700000000000-->\n[A](https://example.org/a)\n\ntext', /broken\.md is no archived document: the line of hyphens/],
    ['a web page', 'page.md', '<!doctype html><title>Not an article</title>', /page\.md is a web page/],
    ['a feed', 'feed.md', '<rss version="2.0"><channel><title>F</title><item><title>A</title></item></channel></rss>', /feed\.md is a feed and no archived document: give it as the url of a source/],
    ['nothing', 'empty.md', '', /empty\.md/],
    ['a front matter that was changed', 'changed.md', `---\nfeedrelay:\n  n: 1\n  id: 5\n---\n${article}`, /changed\.md holds a front matter that cannot be taken: feedrelay\.id \(expected string.*from the export again/],
    ['a front matter that is no YAML any more', 'torn.md', `---\nfeedrelay:\n  n: [1\n---\n${article}`, /torn\.md holds a front matter that cannot be taken/],
    ['a front matter with a field of nobody’s', 'more.md', `---\nfeedrelay:\n  n: 1\n  id: a\n  colour: red\n  published: 2020-01-01\n  firstSeen: 2020-01-01\n---\n${article}`, /colour/],
    ['an export in another encoding', 'latin.md', Buffer.from(`---\nfeedrelay:\n  n: 1\n  id: é\n---\n${article}`, 'latin1'), /latin\.md is not UTF-8 any more/],
  ])('%s', async (_, name, text, says) => {
    const dir = await folderOf({ 'good.md': article });
    await writeFile(join(dir, name), text);
    const { failed, ...counts } = await taken([dir], sourceOf('mistaken'), await emptyStore());
    expect(counts).toEqual({ new: 1, revised: 0, duplicate: 0, restored: 0 });
    expect(failed).toEqual([expect.stringMatching(says)]);
  });

  it('a path that leads nowhere', async () => {
    const { failed } = await taken([join(await freshFolder(), 'gone.md'), await folderOf({ 'a.md': article })], sourceOf('nowhere'), await emptyStore());
    expect(failed).toEqual([expect.stringContaining('gone.md')]);
  });

  it('an account of the source that was changed: the documents are taken as they come', async () => {
    const source = sourceOf('account');
    const store = await emptyStore();
    await taken([await folderOf({ 'a.md': article })], source, store);
    const dir = await exported(source, store);
    await writeFile(join(dir, '_source.yaml'), 'layout: 2\nsource: account\n');
    const { failed, restored } = await taken([dir], source, await emptyStore());
    expect(restored).toBe(1);
    expect(failed).toEqual([expect.stringMatching(/_source\.yaml cannot be taken: layout \(written by another version/)]);
  });
});

it('says so where there is nothing to import', async () => {
  const imported = await importDocuments([await freshFolder()], sourceOf('none'), houseOf(await emptyStore()), NOON);
  expect(imported).toMatchObject({ ok: false, failure: { code: 'no-documents', message: expect.stringMatching(/^No archived document .* was found in .*: name the files/) as string } });
});

describe('an export refuses', () => {
  it('a source of which the store holds nothing', async () => {
    const exporting = await exportSource('nobody', await freshFolder(), { plain: false }, await emptyStore());
    expect(exporting).toMatchObject({ ok: false, failure: { code: 'no-entries' } });
  });

  it('a folder with the export of another source, and a full export for a bare one', async () => {
    const store = await emptyStore();
    for (const id of ['mine', 'yours']) await taken([await folderOf({ 'a.md': article })], sourceOf(id), store);
    const dir = await exported(sourceOf('mine'), store);
    const before = await filesIn(dir);
    expect(await exportSource('yours', dir, { plain: false }, store)).toMatchObject({ ok: false, failure: { code: 'another-source', message: expect.stringContaining('the export of source "mine"') as string } });
    expect(await exportSource('mine', dir, { plain: true }, store)).toMatchObject({ ok: false, failure: { code: 'not-plain' } });
    expect(await filesIn(dir)).toEqual(before);
  });

  it('a place where no folder can be', async () => {
    const store = await emptyStore();
    await taken([await folderOf({ 'a.md': article })], sourceOf('placeless'), store);
    const dir = await folderOf({ file: 'a file' });
    for (const place of [join(dir, 'file'), join(dir, 'file', 'deeper')]) {
      expect(await exportSource('placeless', place, { plain: false }, store)).toMatchObject({ ok: false, failure: { code: 'file-system', message: expect.stringContaining('a file and no folder') as string } });
    }
  });
});
