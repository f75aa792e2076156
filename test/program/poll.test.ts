import { mkdir, readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { feedSite } from '../support/feed-site.js';
import { elementsOf, textIn } from '../support/page-elements.js';
import { answer, startUpstream } from '../support/upstream.js';
import { configured, feedrelay, workFolder } from './program.js';

const folder = await workFolder();
const upstream = await startUpstream({ '/gone.xml': answer({ status: 404 }) });
afterAll(() => upstream.close());

const item = (n: number) => ({ title: `Tide ${n}`, link: `https://harbour.example/${n}`, guid: `tide-${n}`, crawled: Date.UTC(2026, 9, n), body: `<p>Water ${n}</p>` });

interface Told {
  readonly sources: readonly Readonly<Record<string, unknown>>[];
}

describe.concurrent('poll --json', () => {
  test('tells of every source in the order of the file, field by field', async () => {
    const site = feedSite();
    upstream.route('/json.xml', site.route);
    site.publish(item(2), item(1));
    const config = await configured(folder, 'json', [
      { id: 'site', url: `${upstream.origin}/json.xml` },
      { id: 'gone', url: `${upstream.origin}/gone.xml` },
    ]);
    const call = ['poll', '--json', '--config', config];
    const first = await feedrelay(call);
    expect(JSON.parse(first.stdout)).toEqual({
      sources: [
        { id: 'site', status: 'changed', http: 200, new: 2, revised: 0, duplicate: 0, error: null, ms: expect.any(Number) as number },
        { id: 'gone', status: 'failed', http: 404, new: 0, revised: 0, duplicate: 0, error: expect.stringContaining('answers 404') as string, ms: expect.any(Number) as number },
      ],
    });
    expect({ code: first.code, stderr: first.stderr }).toEqual({ code: 2, stderr: '' });

    site.publish(item(3));
    const changed = JSON.parse((await feedrelay([...call, 'site'])).stdout) as Told;
    expect(changed.sources).toEqual([expect.objectContaining({ id: 'site', status: 'changed', http: 200, new: 1, revised: 0, duplicate: 2 })]);

    const { code, stdout } = await feedrelay([...call, 'site']);
    expect(code).toBe(0);
    expect((JSON.parse(stdout) as Told).sources).toEqual([expect.objectContaining({ id: 'site', status: 'unchanged', http: 304, new: 0, revised: 0, duplicate: 0 })]);
  });

  test('of a configuration without sources is an empty list', async () => {
    const config = await configured(folder, 'none', []);
    expect(await feedrelay(['poll', '--json', '--config', config])).toEqual({ code: 0, stdout: '{"sources":[]}\n', stderr: '' });
  });
});

test.concurrent('poll tells people a line a source, and shows no progress where no terminal is', async () => {
  const site = feedSite();
  upstream.route('/words.xml', site.route);
  site.publish(item(1));
  const config = await configured(folder, 'words', [
    { id: 'a', url: `${upstream.origin}/words.xml` },
    { id: 'long-name', url: `${upstream.origin}/gone.xml` },
  ]);
  const { code, stdout, stderr } = await feedrelay(['poll', '--config', config]);
  expect({ code, stderr }).toEqual({ code: 2, stderr: '' });
  expect(stdout).toMatch(/^a {10}changed {4}1 new, 0 revised, 0 known \(\d+ ms\)\nlong-name {2}failed {5}127\.0\.0\.1:\d+ answers 404[^\n]* \(\d+ ms\)\n$/);
});

describe.concurrent('poll --out', () => {
  test('writes a whole site for any static host, and leaves alone what did not change', async () => {
    const site = feedSite({ window: 200 });
    upstream.route('/out.xml', site.route);
    site.publish(...Array.from({ length: 70 }, (_, n) => item(n + 1)));
    const out = join(folder, 'public', 'feeds-of-ours');
    const config = await configured(folder, 'out', [{ id: 'tides', url: `${upstream.origin}/out.xml`, limit: 10 }], {
      server: { baseUrl: 'https://feeds.example/x' },
      feeds: [{ id: 'all', title: 'All', sources: ['tides'] }],
    });
    expect((await feedrelay(['poll', '--config', config, '--out', out])).code).toBe(0);

    const files = (await readdir(out, { recursive: true })).filter((name) => /\.\w+$/.test(name)).sort();
    const pagesOf = (id: string) => [1, 2].flatMap((page) => ['atom', 'json', 'rss'].map((format) => `feeds/${id}/archive/${page}.${format}`));
    const feedsOf = (id: string) => [...['atom', 'json', 'rss'].map((format) => `feeds/${id}.${format}`), `feeds/${id}/index.html`];
    expect(files).toEqual([...feedsOf('all'), ...pagesOf('all'), ...feedsOf('tides'), ...pagesOf('tides'), 'assets/feed.css', 'assets/icon.svg', 'feeds.opml', 'index.html'].sort());
    expect(await readFile(join(out, 'feeds/tides.atom'), 'utf8')).toContain('href="https://feeds.example/x/feeds/tides/archive/2.atom"');

    // Every address of ours that the list of feeds names is written.
    for (const [, path = ''] of (await readFile(join(out, 'feeds.opml'), 'utf8')).matchAll(/htmlUrl="https:\/\/feeds\.example\/x\/([^"]+)"/g)) {
      expect(await readFile(join(out, path, 'index.html'), 'utf8')).toContain('/x/assets/feed.css');
    }

    const before = await stat(join(out, 'feeds/tides.atom'));
    expect((await feedrelay(['poll', '--config', config, '--out', out])).code).toBe(0);
    const after = await stat(join(out, 'feeds/tides.atom'));
    expect([after.ino, after.mtimeMs]).toEqual([before.ino, before.mtimeMs]);
  });

  test('warns of relayed pictures, which no static host can serve, and of addresses that lead readers to themselves', async () => {
    const site = feedSite();
    upstream.route('/relayed.xml', site.route);
    const config = await configured(folder, 'relayed', [{ id: 'a', url: `${upstream.origin}/relayed.xml`, images: 'relay' }, { id: 'b', url: `${upstream.origin}/relayed.xml?b` }]);
    expect((await feedrelay(['poll', '--config', config])).stderr).toBe('');
    const { code, stderr } = await feedrelay(['poll', '--config', config, '--out', join(folder, 'relayed')]);
    expect(code).toBe(0);
    expect(stderr).toMatch(/^warning: pictures of a are relayed, which a static host cannot do[^\n]*\nwarning: the feeds name themselves http:\/\/127\.0\.0\.1:0, [^\n]*\n$/);
  });

  test('has an index page whose every link is a file of the site, with the articles that each feed itself shows', async () => {
    const [one, other] = [feedSite({ window: 200 }), feedSite({ window: 200 })];
    upstream.route('/one.xml', one.route);
    upstream.route('/other.xml', other.route);
    one.publish(...Array.from({ length: 70 }, (_, n) => item(n + 1)));
    other.publish(item(70), { ...item(71), guid: 'x', link: 'https://harbour.example/x' });
    const out = join(folder, 'indexed');
    const config = await configured(folder, 'indexed', [{ id: 'one', url: `${upstream.origin}/one.xml`, exclude: { title: '^Tide 1$' } }, { id: 'other', url: `${upstream.origin}/other.xml` }], {
      server: { baseUrl: 'https://feeds.example/x' },
      feeds: [{ id: 'all', title: 'All <of> them', sources: ['one', 'other'] }],
    });
    expect((await feedrelay(['poll', '--config', config, '--out', out])).code).toBe(0);
    const page = await readFile(join(out, 'index.html'), 'utf8');
    const links = elementsOf(page).flatMap(({ attrs }) => attrs.filter(({ name }) => name === 'href').map(({ value }) => value.replace(/\?.*/, '')));
    expect(links.length).toBeGreaterThan(12);
    for (const link of links) expect((await stat(join(out, link))).isFile(), link).toBe(true);
    const told = elementsOf(page).filter(({ tagName }) => tagName === 'section').map((section) => textIn(section).trim().split('\n').slice(0, 2));
    expect(told).toEqual([[expect.any(String), '69 articles'], [expect.any(String), '2 articles'], ['All <of> them', '70 articles']]);
    expect(page).toContain('<code>https://feeds.example/x/feeds/all.atom</code>');
  });

  test('says what stands in its way', async () => {
    const config = await configured(folder, 'blocked', []);
    await mkdir(join(folder, 'blocked', 'index.html'), { recursive: true });
    const { code, stderr } = await feedrelay(['poll', '--config', config, '--out', join(folder, 'blocked')]);
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringMatching(/^feedrelay: \S+blocked cannot be written \(\w+\): [^\n]+\n$/) as string });
  });
});

test.concurrent('poll says where it began a store, for that is another one in every folder it is run from', async () => {
  const config = await configured(folder, 'wandering', [], { store: 'sqlite:./kept.db' });
  const [here, there] = [join(folder, 'here'), join(folder, 'there')];
  await Promise.all([mkdir(here), mkdir(there)]);
  const said = async (cwd: string) => (await feedrelay(['poll', '--config', config], { cwd })).stderr;
  expect([await said(here), await said(here), await said(there)]).toEqual([
    `feedrelay: Store ${join(here, 'kept.db')} is new: nothing was there before.\n`, '', `feedrelay: Store ${join(there, 'kept.db')} is new: nothing was there before.\n`,
  ]);
});

test.concurrent('FEEDRELAY_STORE overrides where it is all kept', async () => {
  const config = await configured(folder, 'elsewhere', []);
  await feedrelay(['poll', '--config', config], { env: { FEEDRELAY_STORE: `sqlite:${join(folder, 'moved.db')}` } });
  const made = await readdir(folder);
  expect([made.includes('moved.db'), made.includes('elsewhere.db')]).toEqual([true, false]);
});
