import { spawnSync } from 'node:child_process';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { answer, startUpstream } from '../support/upstream.js';
import { elementsOf } from '../support/page-elements.js';
import { configured, feedrelay, workFolder } from './program.js';

const folder = await workFolder();
const upstream = await startUpstream();
afterAll(() => upstream.close());

const rss = (items: string, head = ''): string =>
  `<?xml version="1.0"?><rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Harbour &amp; sea</title><link>https://harbour.example/</link><description>d</description>${head}${items}</channel></rss>`;

const hostile = '<p onclick="evil()">Ebb<script>evil()</script> and flow</p>';
const harbour = rss(
  `<item><guid isPermaLink="false">tide-2</guid><title>High &lt;water&gt;</title><link>https://harbour.example/2</link><pubDate>Fri, 06 Nov 2026 10:00:00 GMT</pubDate><dc:creator>Ann Keel</dc:creator><category>tides</category><description><![CDATA[${hostile}]]></description><enclosure url="https://harbour.example/2.mp3" type="audio/mpeg" length="1200"/></item>` +
    `<item><guid isPermaLink="false">tide-3</guid><title>Low water</title><link>https://harbour.example/3</link><pubDate>Sat, 07 Nov 2026 10:00:00 GMT</pubDate><description>short</description><content:encoded><![CDATA[<p>long</p>]]></content:encoded></item>` +
    `<item><title>No guid</title><link>https://harbour.example/1</link></item>`,
  '<language>en-gb</language><atom:link rel="self" href="https://harbour.example/feed.xml"/>',
);
const file = join(folder, 'harbour.xml');
await writeFile(file, harbour);

interface Line {
  readonly input: string;
  readonly ok: boolean;
  readonly error?: string;
  readonly feed?: { readonly title: string; readonly items: readonly Readonly<Record<string, unknown>>[] } & Readonly<Record<string, unknown>>;
}

const linesOf = (stdout: string): readonly Line[] => stdout.trimEnd().split('\n').map((line) => JSON.parse(line) as Line);

describe.concurrent('preview --as ndjson', () => {
  test('--profile none is the parse alone: ids as in the source, titles plain, content as it arrived, the document\'s order', async () => {
    const { code, stdout, stderr } = await feedrelay(['preview', file, '--as', 'ndjson', '--profile', 'none'], { cwd: folder });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const [line] = linesOf(stdout);
    expect(line).toEqual({
      input: file,
      ok: true,
      feed: {
        version: 'https://jsonfeed.org/version/1.1',
        title: 'Harbour & sea',
        home_page_url: 'https://harbour.example/',
        feed_url: 'https://harbour.example/feed.xml',
        description: 'd',
        language: 'en-GB',
        items: [
          {
            id: 'tide-2',
            url: 'https://harbour.example/2',
            title: 'High <water>',
            content_html: hostile,
            date_published: '2026-11-06T10:00:00.000Z',
            authors: [{ name: 'Ann Keel' }],
            tags: ['tides'],
            attachments: [{ url: 'https://harbour.example/2.mp3', mime_type: 'audio/mpeg', size_in_bytes: 1200 }],
          },
          { id: 'tide-3', url: 'https://harbour.example/3', title: 'Low water', content_html: '<p>long</p>', summary: 'short', date_published: '2026-11-07T10:00:00.000Z' },
          { id: 'https://harbour.example/1', url: 'https://harbour.example/1', title: 'No guid', content_html: '' },
        ],
        _feedrelay: { format: 'rss' },
      },
    });
  });

  test('is a line an input, as typed and in the order given, whatever fails between', async () => {
    upstream.route('/slow.xml', (_request, response) => setTimeout(() => response.end(harbour), 300));
    upstream.route('/page', answer({ headers: { 'content-type': 'text/html' }, body: '<!doctype html><title>x</title><p>hello' }));
    const inputs = [`${upstream.origin}/slow.xml`, './harbour.xml', 'gone.xml', `${upstream.origin}/page`, `${upstream.origin}/404`, pathToFileURL(file).href, 'http://[bad', 'file:harbour.xml'];
    const { code, stdout, stderr } = await feedrelay(['preview', ...inputs, '--as', 'ndjson'], { cwd: folder });
    expect({ code, stderr }).toEqual({ code: 2, stderr: '' });
    expect(linesOf(stdout).map(({ input, ok, error, feed }) => [input, ok, error ?? feed?.title])).toEqual([
      [inputs[0], true, 'Harbour & sea'],
      [inputs[1], true, 'Harbour & sea'],
      [inputs[2], false, expect.stringContaining('There is no file or folder')],
      [inputs[3], false, expect.stringContaining('is a web page, not a feed')],
      [inputs[4], false, expect.stringContaining('answers 404')],
      [inputs[5], true, 'Harbour & sea'],
      [inputs[6], false, expect.stringContaining('cannot be read as an address')],
      [inputs[7], true, 'Harbour & sea'],
    ]);
  });

  test('with a profile is what would be published: clean, ids of our own, newest first', async () => {
    const { stdout } = await feedrelay(['preview', file, '--as', 'ndjson'], { cwd: folder });
    const items = linesOf(stdout)[0]?.feed?.items ?? [];
    expect(items.map(({ title }) => title)).toEqual(['No guid', 'Low water', 'High <water>']);
    expect(items.every(({ id }) => /^urn:uuid:[0-9a-f-]{36}$/.test(String(id)))).toBe(true);
    expect(items[2]?.['content_html']).toBe('<p>Ebb and flow</p>');
  });

  test('takes hundreds of inputs in one call', async () => {
    const inputs = Array.from({ length: 400 }, () => 'harbour.xml');
    const { code, stdout } = await feedrelay(['preview', ...inputs, '--as', 'ndjson', '--profile', 'none'], { cwd: folder });
    expect({ code, lines: linesOf(stdout).length }).toEqual({ code: 0, lines: 400 });
  });
});

describe.concurrent('preview in the other forms', () => {
  test.each([
    ['atom', /^<\?xml [^>]*>\s*<feed xmlns="http:\/\/www.w3.org\/2005\/Atom"/],
    ['rss', /^<\?xml [^>]*>\s*<rss version="2.0"/],
    ['json', /^\{\s*"version": "https:\/\/jsonfeed.org\/version\/1.1"/],
    ['html', /^<!doctype html>/],
  ])('--as %s is the feed as it would be published', async (form, opening) => {
    const { code, stdout, stderr } = await feedrelay(['preview', file, '--as', form], { cwd: folder });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(opening);
    expect(stdout).toContain('Ebb and flow');
    // A page shows as text what arrived.
    expect(stdout).not.toContain(form === 'html' ? '<script' : 'evil()');
  });

  test('a page is one file by itself, and sanitised with --profile none too', async () => {
    const { stdout } = await feedrelay(['preview', file, '--profile', 'none'], { cwd: folder });
    expect(stdout).toContain('<style>');
    const elements = elementsOf(stdout);
    expect(elements.filter(({ tagName, attrs }) => ['script', 'link'].includes(tagName) || attrs.some(({ name, value }) => /^on/.test(name) || (/^(src|href)$/.test(name) && !/^(https:|#)/.test(value))))).toEqual([]);
    const titles = [...stdout.matchAll(/<h3[^>]*><a[^>]*>([^<]*)/g)].map(([, title]) => title);
    expect(titles).toEqual(['High &lt;water&gt;', 'Low water', 'No guid']);
  });

  test('--profile none with --as atom and json keeps the source\'s ids', async () => {
    const [atom, json] = await Promise.all(['atom', 'json'].map((form) => feedrelay(['preview', file, '--profile', 'none', '--as', form], { cwd: folder })));
    expect(atom?.stdout).toContain('<id>https://harbour.example/1</id>');
    expect((JSON.parse(json?.stdout ?? '') as { items: { id: string }[] }).items.map(({ id }) => id)).toEqual(['tide-2', 'tide-3', 'https://harbour.example/1']);
  });

  test('several inputs come one after another, and what fails is told on stderr', async () => {
    const { code, stdout, stderr } = await feedrelay(['preview', 'harbour.xml', 'gone.xml', 'harbour.xml', '--as', 'rss'], { cwd: folder });
    expect({ code, documents: stdout.match(/<rss /g)?.length }).toEqual({ code: 2, documents: 2 });
    expect(stderr).toMatch(/^feedrelay: gone\.xml: There is no file or folder \/[^\n]*\n$/);
  });

  test('an address may be typed without its scheme, unless a file has that name', async () => {
    const host = new URL(upstream.origin).host;
    upstream.route('/schemeless.xml', answer({ body: harbour }));
    upstream.route('/503', answer({ status: 503 }));
    const { stdout, stderr } = await feedrelay(['preview', `${host}/schemeless.xml`, 'harbour.xml', `${host}/503`, '127.0.0.1:1/x', '--as', 'ndjson'], { cwd: folder });
    expect(stderr).toBe('');
    expect(linesOf(stdout).map(({ ok, error }) => (ok ? 'shown' : error))).toEqual([
      'shown',
      'shown',
      expect.stringMatching(/answers 503: it has a fault of its own; do it again later\.$/),
      expect.stringMatching(/^There is no file or folder 127\.0\.0\.1:1\/x, and as an address it fails: /),
    ]);
  });

  test('a configuration that is named and not there is missed', async () => {
    expect(await feedrelay(['preview', file, '--config', 'typo.yaml'], { cwd: folder })).toMatchObject({ code: 1, stdout: '', stderr: expect.stringMatching(/^typo\.yaml: there is no such file[^\n]*\n$/) as string });
  });

  test('a page for a person whose terminal speaks Chinese is Chinese', async () => {
    expect((await feedrelay(['preview', file], { cwd: folder, env: { LANG: 'zh_CN.UTF-8' } })).stdout).toContain('<html lang="zh');
  });

  test('a reader that has seen enough ends it quietly', () => {
    const many = Array.from({ length: 300 }, () => 'harbour.xml').join(' ');
    const shell = spawnSync('bash', ['-c', `${process.execPath} ${resolve('dist/main.js')} preview ${many} --as ndjson --profile none | head -n 1; echo "\${PIPESTATUS[0]}" >&2`], { cwd: folder, encoding: 'utf8' });
    expect({ lines: linesOf(shell.stdout).length, stderr: shell.stderr }).toEqual({ lines: 1, stderr: '0\n' });
  });
});

describe.concurrent('preview of archived documents', () => {
  const archive = join(folder, 'archive');

  test('a folder is one feed, with --profile none in the order of its files', async () => {
    await mkdir(archive, { recursive: true });
    const body = '<div><i>Fri, 06 Nov 2026 09:00:00 GMT</i></div><p>Nets</p>';
    await writeFile(join(archive, '1794000000000-a.md'), `<!--1794000000000-->\n[Nets [1]](https://quay.example/a)\n------\n\n${body}\n`);
    await writeFile(join(archive, 'NaN-b.md'), '<!--NaN-->\n[Undated](https://quay.example/b)\n------\n\n<p>Buoys</p>\n');
    const raw = linesOf((await feedrelay(['preview', 'archive', '--as', 'ndjson', '--profile', 'none'], { cwd: folder })).stdout)[0];
    expect(raw?.feed?.items).toEqual([
      { id: 'https://quay.example/a', url: 'https://quay.example/a', title: 'Nets [1]', content_html: body, date_published: '2026-11-06T21:20:00.000Z' },
      { id: 'https://quay.example/b', url: 'https://quay.example/b', title: 'Undated', content_html: '<p>Buoys</p>' },
    ]);
    const published = linesOf((await feedrelay(['preview', 'archive', '--as', 'ndjson'], { cwd: folder })).stdout)[0];
    expect(published?.feed?.items.map(({ title, content_html }) => [title, content_html])).toEqual([['Undated', '<p>Buoys</p>'], ['Nets [1]', '<p>Nets</p>']]);
  });

  test('a folder without documents says so', async () => {
    await mkdir(join(folder, 'empty'), { recursive: true });
    const { code, stdout } = await feedrelay(['preview', 'empty', '--as', 'ndjson', '--profile', 'none'], { cwd: folder });
    expect({ code, line: linesOf(stdout)[0] }).toEqual({ code: 2, line: { input: 'empty', ok: false, error: expect.stringContaining('holds no archived document') as string } });
    expect(await feedrelay(['preview', 'empty'], { cwd: folder })).toEqual({ code: 2, stdout: '', stderr: expect.stringMatching(/^feedrelay: empty: \S+ holds no archived document [^\n]*\n$/) as string });
  });
});

describe.concurrent('preview --source', () => {
  test('is byte for byte what a first poll publishes, filters and limit included, and stores nothing', async () => {
    await mkdir(join(folder, 'same'), { recursive: true });
    const config = await configured(join(folder, 'same'), 'same', [{ id: 'harbour', url: pathToFileURL(file).href, title: 'Ours', exclude: { title: '^No' }, limit: 1 }]);
    const before = await readdir(join(folder, 'same'));
    const previewed = await feedrelay(['preview', file, '--source', 'harbour', '--as', 'atom', '--config', config]);
    expect(await readdir(join(folder, 'same'))).toEqual(before);
    await feedrelay(['poll', '--config', config, '--out', join(folder, 'same', 'out')]);
    expect(previewed.stdout).toBe(await readFile(join(folder, 'same', 'out', 'feeds', 'harbour.atom'), 'utf8'));
  });

  test('sends the source\'s headers to its own site and to no other', async () => {
    upstream.route('/own.xml', answer({ body: harbour }));
    const other = await startUpstream({ '/other.xml': answer({ body: harbour }) });
    const config = await configured(folder, 'headers', [{ id: 'mine', url: `${upstream.origin}/feed.xml`, headers: { 'X-Key': '${KEY}' } }]);
    const call = ['preview', `${upstream.origin}/own.xml`, `${other.origin}/other.xml`, '--source', 'mine', '--as', 'ndjson', '--config', config];
    const { code } = await feedrelay([...call, '--profile', 'none'], { env: { KEY: 'sesame' } });
    const again = await feedrelay(call, { env: { KEY: 'sesame' } });
    await other.close();
    expect([code, again.code]).toEqual([0, 0]);
    expect(upstream.requests.filter(({ path }) => path === '/own.xml').map(({ headers }) => headers['x-key'])).toEqual(['sesame', 'sesame']);
    expect(other.requests.map(({ headers }) => headers['x-key'])).toEqual([undefined, undefined]);
  });

  test('that is not there is an error which names those that are', async () => {
    const config = await configured(folder, 'named', [{ id: 'quay', url: 'file:.' }, { id: 'pier', url: 'file:./x' }]);
    expect(await feedrelay(['preview', file, '--source', 'mole', '--config', config])).toEqual({ code: 1, stdout: '', stderr: `feedrelay: ${config} has no source "mole"; it has quay, pier.\n` });
  });

  test('--images rewrites pictures as the configuration\'s short form does', async () => {
    const pictured = join(folder, 'pictured.xml');
    await writeFile(pictured, rss('<item><title>t</title><link>https://harbour.example/p</link><description>&lt;p&gt;x&lt;/p&gt;&lt;img src="https://harbour.example/p.jpg"&gt;</description></item>'));
    const sources = await Promise.all(
      ['direct', 'keep', 'https://p.example/?u={url}', 'relay'].map(async (images) => {
        const { stdout } = await feedrelay(['preview', pictured, '--as', 'ndjson', '--images', images], { cwd: folder });
        return /src="([^"]*)"/.exec(String(linesOf(stdout)[0]?.feed?.items[0]?.['content_html']))?.[1];
      }),
    );
    const { stderr } = await feedrelay(['preview', pictured, '--images', 'relay'], { cwd: folder });
    expect(stderr).toMatch(/^note: relayed pictures are shown at their own addresses[^\n]*\n$/);
    // Relayed pictures are signed with a key that is kept in the store, and preview leaves that closed.
    expect(sources).toEqual(['https://harbour.example/p.jpg', 'https://harbour.example/p.jpg', 'https://p.example/?u=https%3A%2F%2Fharbour.example%2Fp.jpg', 'https://harbour.example/p.jpg']);
  });
});

test('without --source a wrong configuration is mentioned, and the defaults serve', async () => {
  await writeFile(join(folder, 'broken.yaml'), 'sources: 7\n');
  const { code, stderr } = await feedrelay(['preview', file, '--config', 'broken.yaml'], { cwd: folder });
  expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringMatching(/^feedrelay: the limits are the defaults, for the configuration is wrong: broken\.yaml:1:10: [^\n]*\n$/) as string });
});
