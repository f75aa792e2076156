import { mkdir, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { feedSite } from '../support/feed-site.js';
import { startUpstream } from '../support/upstream.js';
import { configured, feedrelay, workFolder } from './program.js';

const folder = await workFolder();
const upstream = await startUpstream();
afterAll(() => upstream.close());

const documentOf = (stamp: string, title: string, body: string): string => `<!--${stamp}-->\n[${title}](https://quay.example/${title})\n------\n\n${body}\n`;

describe.concurrent('import and export', () => {
  test('take documents in, once, and give the same bytes out again', async () => {
    const config = await configured(folder, 'plain', [{ id: 'quay', url: 'https://quay.example/feed' }]);
    const from = join(folder, 'documents');
    await mkdir(join(from, 'deep'), { recursive: true });
    const documents = [documentOf('1700000000000', 'nets', '<p>Nets &amp; ropes</p>'), documentOf('1700003600000', 'a [b] c', '<p>Brackets</p>'), documentOf('NaN', 'undated', '<p>Undated</p>')];
    await Promise.all(documents.map((text, n) => writeFile(join(from, n === 0 ? 'deep' : '.', `${n}.md`), text)));
    const call = ['import', from, '--source', 'quay', '--config', config];
    expect(await feedrelay(call)).toEqual({ code: 0, stdout: 'quay: 3 new, 0 revised, 0 known\n', stderr: '' });
    expect(await feedrelay(call)).toEqual({ code: 0, stdout: 'quay: 0 new, 0 revised, 3 known\n', stderr: '' });

    const to = join(folder, 'out');
    expect(await feedrelay(['export', '--source', 'quay', to, '--plain', '--config', config])).toEqual({ code: 0, stdout: `quay: 3 documents in ${to}\n`, stderr: '' });
    const written = await Promise.all((await readdir(to)).filter((name) => name.endsWith('.md')).map((name) => readFile(join(to, name), 'utf8')));
    expect(written.sort()).toEqual([...documents].sort());
  });

  test('a store rebuilt from an export publishes the same bytes', async () => {
    const site = feedSite();
    upstream.route('/rebuilt.xml', site.route);
    site.publish(...[1, 2, 3].map((n) => ({ title: `T${n}`, link: `https://quay.example/${n}`, guid: `g${n}`, crawled: Date.UTC(2026, 8, n), body: `<p>${n}</p>` })));
    const sources = [{ id: 'quay', url: `${upstream.origin}/rebuilt.xml` }];
    const more = { server: { baseUrl: 'https://feeds.example' } };
    const [first, second] = [await configured(folder, 'first', sources, more), await configured(folder, 'second', sources, more)];
    await feedrelay(['poll', '--config', first, '--out', join(folder, 'site-1')]);
    await feedrelay(['export', '--source', 'quay', join(folder, 'whole'), '--config', first]);
    expect((await feedrelay(['import', join(folder, 'whole'), '--source', 'quay', '--config', second])).stdout).toContain('3 restored');
    await feedrelay(['poll', '--config', second, '--out', join(folder, 'site-2')]);
    const read = (n: number) => Promise.all(['feeds/quay.atom', 'feeds/quay.rss', 'feeds/quay.json', 'feeds.opml'].map((name) => readFile(join(folder, `site-${n}`, name), 'utf8')));
    expect(await read(2)).toEqual(await read(1));
  });

  test('what cannot be read is named, and the rest is taken; nothing at all is a failure', async () => {
    const config = await configured(folder, 'torn', [{ id: 'quay', url: 'https://quay.example/feed' }]);
    await writeFile(join(folder, 'good.md'), documentOf('1700000000000', 'good', '<p>g</p>'));
    await writeFile(join(folder, 'torn.md'), '<!--1700000000000-->\nno title\n');
    const call = (...paths: string[]) => feedrelay(['import', ...paths.map((path) => join(folder, path)), '--source', 'quay', '--config', config]);
    const { code, stdout, stderr } = await call('good.md', 'torn.md');
    expect({ code, stdout }).toEqual({ code: 2, stdout: 'quay: 1 new, 0 revised, 0 known, 1 document not read\n' });
    expect(stderr).toMatch(/^feedrelay: [^\n]*torn\.md[^\n]*\n$/);
    expect(await call('nowhere')).toMatchObject({ code: 1, stderr: expect.stringMatching(/^feedrelay: [^\n]*nowhere[^\n]*\n$/) as string });
  });

  test('both want a source that the configuration has, and export one that has articles', async () => {
    const config = await configured(folder, 'want', [{ id: 'quay', url: 'https://quay.example/feed' }]);
    await feedrelay(['poll', '--config', await configured(folder, 'want-made', [], { store: `sqlite:${join(folder, 'want.db')}` })]);
    expect((await feedrelay(['import', folder, '--source', 'pier', '--config', config])).stderr).toContain('has no source "pier"; it has quay.');
    expect(await feedrelay(['export', '--source', 'quay', join(folder, 'nothing'), '--config', config])).toMatchObject({ code: 1, stderr: expect.stringMatching(/^feedrelay: The store holds nothing of source "quay"[^\n]*\n$/) as string });
  });
});

describe.concurrent('store and migrate', () => {
  async function filled(name: string): Promise<{ config: string; path: string }> {
    const config = await configured(folder, name, [{ id: 'quay', url: 'https://quay.example/feed' }]);
    await mkdir(join(folder, `${name}-documents`), { recursive: true });
    await Promise.all(Array.from({ length: 60 }, (_, n) => writeFile(join(folder, `${name}-documents`, `${n}.md`), documentOf(String(1_700_000_000_000 + n), `t${n}`, `<p>${'word '.repeat(200)}${n}</p>`))));
    await feedrelay(['import', join(folder, `${name}-documents`), '--source', 'quay', '--config', config]);
    return { config, path: join(folder, `${name}.db`) };
  }

  test('a sound store is said to be sound and left alone', async () => {
    const { config, path } = await filled('sound');
    const check = await feedrelay(['store', 'check', '--config', config]);
    expect(check).toEqual({ code: 0, stdout: expect.stringMatching(new RegExp(`^${path} is sound: \\d+ rows\\.\n$`)) as string, stderr: '' });
    expect((await feedrelay(['store', 'repair', '--store', `sqlite:${path}`, '--config', 'none.yaml'])).stdout).toMatch(/is sound: \d+ rows, nothing to repair\.\n$/);
  });

  test('a damaged one is told with what can be saved, and repaired with the damaged file kept', async () => {
    const { config, path } = await filled('damaged');
    await rm(`${path}-wal`, { force: true });
    await truncate(path, 90_000);
    const check = await feedrelay(['store', 'check', '--config', config]);
    expect(check.code).toBe(1);
    expect(check.stdout).toMatch(/is damaged:\n {2}[^\n]+\n(?:[^\n]*\n)*\d+ rows? can be read[,.] .*may be lost, for what cannot be read cannot be counted\. "feedrelay store repair" saves what can be read\.\n$/);
    const repair = await feedrelay(['store', 'repair', '--config', config]);
    expect(repair).toMatchObject({ code: 0, stdout: expect.stringMatching(/is made anew: \d+ rows? saved(?:, \d+ (?:is|are) seen to be broken)?\. (?:Some|More) may be lost, for what cannot be read cannot be counted\. The damaged file is kept as \S+\.damaged-\S+\.\n/) as string });
    expect((await feedrelay(['store', 'check', '--config', config])).code).toBe(0);
  });

  test('migrate copies all of it, and says so again when there is nothing left to copy', async () => {
    const { path } = await filled('moved');
    const call = ['migrate', '--from', `sqlite:${path}`, '--to', `sqlite:${join(folder, 'target.db')}`];
    const [first, second] = [await feedrelay(call), await feedrelay(call)];
    expect(first).toMatchObject({ code: 0, stdout: expect.stringMatching(/^(\d+) rows in both stores, \1 of them written now; checksum [0-9a-f]{64}\n$/) as string });
    expect(second.stdout).toBe(first.stdout.replace(/\d+ of them/, '0 of them'));
  });

  test('opml export takes titles from the store where the configuration gives none', async () => {
    const site = feedSite({ title: 'The quay & the sea' });
    upstream.route('/titled.xml', site.route);
    const config = await configured(folder, 'titled', [{ id: 'quay', url: `${upstream.origin}/titled.xml` }], { server: { baseUrl: 'https://feeds.example' }, feeds: [{ id: 'all', sources: ['quay'] }] });
    const call = ['opml', 'export', '--config', config];
    const before = await feedrelay(call);
    await feedrelay(['poll', '--config', config, '--out', join(folder, 'titled')]);
    const after = await feedrelay(call);
    expect([before.code, before.stdout.includes('title="quay"'), after.code, after.stderr]).toEqual([0, true, 0, '']);
    expect(after.stdout).toBe(await readFile(join(folder, 'titled', 'feeds.opml'), 'utf8'));
  });
});
