import { chmod, lstat, mkdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { answer, redirect, startUpstream } from '../support/upstream.js';
import { feedrelay, workFolder } from './program.js';

const folder = await workFolder();
const upstream = await startUpstream();
afterAll(() => upstream.close());

const feed = (title: string) => answer({ headers: { 'content-type': 'application/rss+xml' }, body: `<rss version="2.0"><channel><title>${title}</title><link>https://x.example/</link><description/></channel></rss>` });
const page = (links: string) => answer({ headers: { 'content-type': 'text/html' }, body: `<!doctype html><html><head><title>p</title>${links}</head><body>hello</body></html>` });
upstream.route('/quay.xml', feed('The Quay Post'));
upstream.route('/one', page('<link rel="alternate" type="application/rss+xml" title="Quay" href="/quay.xml">'));
upstream.route('/several', page('<link rel="alternate" type="application/rss+xml" title="Posts" href="/quay.xml"><link rel="alternate" type="application/atom+xml" href="/comments.xml">'));
upstream.route('/bare', page(''));
upstream.route('/anchored', page('<a href="/about">About</a><a href="/quay.xml">RSS</a>'));
upstream.route('/anchors', page('<a href="/quay.xml">RSS</a><a href="/other">Atom</a>'));
upstream.route('/false', page('<a href="/bare">RSS</a>'));
upstream.route('/503', answer({ status: 503 }));
upstream.route('/moved', redirect('/quay.xml', 301));
upstream.route('/lent', redirect('/quay.xml', 302));

const text = `# ours
server: { listen: 127.0.0.1:0, baseUrl: https://feeds.example }   # behind a proxy

sources:
  # the first
  - id: pier
    url: https://pier.example/feed   # slow

# nothing below
`;

async function written(name: string): Promise<string> {
  await mkdir(join(folder, name), { recursive: true });
  const file = join(folder, name, 'feedrelay.yaml');
  await writeFile(file, text);
  return file;
}

describe.concurrent('add', () => {
  test.each([
    ['a feed', '/quay.xml', '/quay.xml'],
    ['a page that links one feed', '/one', '/quay.xml'],
    ['a page that offers its feed to people alone', '/anchored', '/quay.xml'],
    ['an address that moved for good', '/moved', '/quay.xml'],
    ['an address that is lent for now', '/lent', '/lent'],
  ])('takes %s, keeps every byte of the file, and says where it is published', async (_what, path, found) => {
    const config = await written(`takes${path.replace('/', '-')}`);
    const { code, stdout, stderr } = await feedrelay(['add', upstream.origin + path, '--config', config]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toBe(`added the-quay-post (The Quay Post): ${upstream.origin}${found}\nhttps://feeds.example/feeds/the-quay-post.atom\n`);
    expect(await readFile(config, 'utf8')).toBe(text.replace('# slow\n', `# slow\n  - id: the-quay-post\n    url: ${upstream.origin}${found}\n`));
  });

  test('says what had to be left out of a feed to read it', async () => {
    upstream.route('/cut', answer({ body: '<rss version="2.0"><channel><title>The Cut Post</title><item><title>whole</title></item><item><title>ha' }));
    const config = await written('cut');
    const { code, stderr } = await feedrelay(['add', `${upstream.origin}/cut`, '--config', config]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringMatching(/^the-cut-post: The document is cut off inside an item, which was left out\.$/m) as string });
  });

  test.each([
    ['', ''], ['feed://', '#top'],
  ])('takes an address typed without its scheme, as %j…%j: https first, then http', async (before, after) => {
    const config = await written(`bare${before.length}${after.length}`);
    const host = new URL(upstream.origin).host;
    const { code, stdout, stderr } = await feedrelay(['add', `${before}${host}/one${after}`, '--config', config]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain(`: http://${host}/quay.xml\n`);
    const direct = await written(`direct${before.length}${after.length}`);
    await feedrelay(['add', `${before}${host}/quay.xml${after}`, '--config', direct]);
    expect(await readFile(direct, 'utf8')).toContain(`url: http://${host}/quay.xml\n`);
  });

  test.each([
    ['HOST/404', /^feedrelay: HOST answers 404[^\n]*\n$/],
    ['HOST/bare', /^feedrelay: http:\/\/HOST\/bare is a web page[^\n]*\n$/],
    ['127.0.0.1:1/x', /^feedrelay: 127\.0\.0\.1:1 [^\n]*\n$/],
    ['no address', /^feedrelay: no address is no address: write one/],
    ['feedrelay.yaml', /^feedrelay: feedrelay\.yaml is no address: write one/],
  ])('without a scheme refuses %s in one sentence', async (typed, why) => {
    const host = new URL(upstream.origin).host;
    const config = await written('schemeless');
    const { code, stderr } = await feedrelay(['add', typed.replace('HOST', host), '--config', config], { cwd: join(folder, 'schemeless') });
    expect({ code, stderr: stderr.replaceAll(host, 'HOST') }).toEqual({ code: 1, stderr: expect.stringMatching(why) as string });
  });

  test('begins the file, and the folder it lies in, where there is none; a page without a feed begins nothing', async () => {
    const config = join(folder, 'fresh', 'config', 'feedrelay.yaml');
    expect((await feedrelay(['add', `${upstream.origin}/bare`, '--config', config])).code).toBe(1);
    await expect(stat(config)).rejects.toThrow('ENOENT');
    expect(await feedrelay(['add', `${upstream.origin}/one`, '--config', config])).toMatchObject({ code: 0, stderr: '' });
    expect(await feedrelay(['check', '--config', config])).toMatchObject({ code: 0, stderr: '' });
    expect(await readFile(config, 'utf8')).toBe(`# Every key that may stand here is explained in docs/configuration.md.\n\nsources:\n  - id: the-quay-post\n    url: ${upstream.origin}/quay.xml\n`);
  });

  test('--id names it; a taken id, and an address that is there already, are refused', async () => {
    const config = await written('ids');
    expect((await feedrelay(['add', `${upstream.origin}/quay.xml`, '--id', 'quay', '--config', config])).code).toBe(0);
    const after = await readFile(config, 'utf8');
    const refused = await Promise.all([
      feedrelay(['add', `${upstream.origin}/quay.xml#top`, '--config', config]),
      feedrelay(['add', `${upstream.origin}/one`, '--config', config]),
      feedrelay(['add', 'http://pier.example/feed?utm_source=x', '--config', config]),
      feedrelay(['add', `${upstream.origin}/lent`, '--id', 'pier', '--config', config]),
    ]);
    expect(refused.map(({ code, stderr }) => [code, stderr])).toEqual([
      [1, `feedrelay: ${upstream.origin}/quay.xml is in ${config} already, as the source quay.\n`],
      [1, `feedrelay: ${upstream.origin}/quay.xml is in ${config} already, as the source quay.\n`],
      [1, `feedrelay: http://pier.example/feed?utm_source=x is in ${config} already, as the source pier.\n`],
      [1, `feedrelay: ${config} is left as it was: the id pier is taken: choose another with --id.\n`],
    ]);
    expect(await readFile(config, 'utf8')).toBe(after);
  });

  test('a page with several feeds adds none; it lists the commands that would, to copy, with the titles', async () => {
    const config = await written('several');
    const { code, stdout, stderr } = await feedrelay(['add', `${upstream.origin}/several`, '--config', config]);
    expect({ code, stdout, stderr }).toEqual({
      code: 1,
      stdout: '',
      stderr: `feedrelay: ${upstream.origin}/several links several feeds; run one of these:\n  feedrelay add ${upstream.origin}/quay.xml --config ${config}  # Posts\n  feedrelay add ${upstream.origin}/comments.xml --config ${config}\n`,
    });
    expect(await readFile(config, 'utf8')).toBe(text);
  });

  test('a page that offers several to people alone lists them likewise', async () => {
    const { code, stderr } = await feedrelay(['add', `${upstream.origin}/anchors`, '--config', await written('anchors')]);
    expect({ code, listed: stderr.match(/ add http\S+/g) }).toEqual({ code: 1, listed: [` add ${upstream.origin}/quay.xml`, ` add ${upstream.origin}/other`] });
  });

  test.each([
    ['a page without feeds', '/bare', /is a web page, not a feed, and links none/],
    ['nothing', '/404', /answers 404/],
    ['a page whose RSS is none', '/false', /false is a web page, not a feed/],
    ['a server with a fault, which nothing tries again', '/503', /answers 503: it has a fault of its own; do it again later\.\n$/],
  ])('refuses %s with the reason', async (_what, path, why) => {
    const config = await written(`refuses${path.replace('/', '-')}`);
    const { code, stderr } = await feedrelay(['add', upstream.origin + path, '--config', config]);
    expect(code).toBe(1);
    expect(stderr).toMatch(why);
    expect(await readFile(config, 'utf8')).toBe(text);
  });

  test('a page may not lead us to a private address that nobody typed', async () => {
    const hidden = await startUpstream({ '/hidden.xml': feed('Hidden') });
    upstream.route('/trap', page(`<link rel="alternate" type="application/rss+xml" href="${hidden.origin}/hidden.xml">`));
    const { code, stderr } = await feedrelay(['add', `${upstream.origin}/trap`, '--config', await written('trap')]);
    const asked = hidden.requests.length;
    await hidden.close();
    expect({ code, asked }).toEqual({ code: 1, asked: 0 });
    expect(stderr).toContain('is not a public address');
  });

  test('keeps a link to the file a link, and its mode', async () => {
    const config = await written('linked');
    await chmod(config, 0o640);
    const link = join(folder, 'linked.yaml');
    await symlink(config, link);
    expect((await feedrelay(['add', `${upstream.origin}/quay.xml`, '--config', link])).code).toBe(0);
    expect((await lstat(link)).isSymbolicLink()).toBe(true);
    expect((await stat(config)).mode & 0o777).toBe(0o640);
    expect(await readFile(config, 'utf8')).toContain('the-quay-post');
  });
});

describe.concurrent('opml import', () => {
  const list = (outlines: string) => `<?xml version="1.0"?><opml version="2.0"><head><title>t</title></head><body>${outlines}</body></opml>`;

  test('adds what is new, keeps every byte, names folders in comments, and reports added, known and refused', async () => {
    const config = await written('opml');
    const file = join(folder, 'list.opml');
    await writeFile(file, list('<outline text="Sea &#10; life"><outline type="rss" text="Shoals" xmlUrl="https://shoals.example/rss"/><outline type="rss" text="Pier" xmlUrl="http://pier.example/feed"/><outline type="rss" text="Kelp ${HOME}" xmlUrl="https://kelp.example/rss"/></outline><outline type="rss" text="Odd" xmlUrl="gopher://odd.example/"/><outline type="rss" text="Again" xmlUrl="https://shoals.example/rss"/>'));
    const { code, stdout, stderr } = await feedrelay(['opml', 'import', file, '--config', config]);
    expect({ code, stderr }).toEqual({ code: 2, stderr: '' });
    expect(stdout).toBe(
      [
        'added    shoals  https://shoals.example/rss',
        'known    pier  http://pier.example/feed',
        'added    kelp-home  https://kelp.example/rss',
        'refused  gopher://odd.example/: it is no http or https address',
        'known    shoals  https://shoals.example/rss',
        '2 feeds added, 2 known, 1 refused',
        '',
      ].join('\n'),
    );
    expect(await readFile(config, 'utf8')).toBe(
      text.replace('# slow\n', () => '# slow\n  # Sea life\n  - id: shoals\n    url: https://shoals.example/rss\n    title: Shoals\n  - id: kelp-home\n    url: https://kelp.example/rss\n    title: Kelp $${HOME}\n'),
    );
    expect((await feedrelay(['check', '--config', config])).code).toBe(0);
  });

  test('tells what it leaves out, each with its place, and where a folder ends', async () => {
    const config = await written('opml-left');
    await writeFile(join(folder, 'left.opml'), list(`
<outline text="Sea"><outline text="Shoals" xmlUrl="https://shoals.example/rss"/></outline>
<outline text="Top" xmlUrl="https://top.example/rss"/>
<outline text="Next" xmlUrl="https://next.example/rss"/>
<outline text="Old" isComment="true"><outline text="Gone" xmlUrl="https://gone.example/rss"/></outline>
<outline type="include" text="More" url="https://lists.example/more.opml"/>
<outline type="link" text="Page" url="https://page.example/"/>
<outline type="rss" text="Lost" htmlUrl="https://lost.example/"/>
<outline text="a note"/>`));
    const { code, stdout } = await feedrelay(['opml', 'import', 'left.opml', '--config', config], { cwd: folder });
    expect({ code, stdout }).toEqual({
      code: 2,
      stdout: [
        'added    shoals  https://shoals.example/rss',
        'added    top  https://top.example/rss',
        'added    next  https://next.example/rss',
        'passed   left.opml:5 (Old): it is commented out',
        'refused  left.opml:6 (More): it includes another list, which is not read: import https://lists.example/more.opml by itself',
        'refused  left.opml:7 (Page): it is a link and no feed: "feedrelay add https://page.example/" looks for one there',
        'refused  left.opml:8 (Lost): it has no xmlUrl: "feedrelay add https://lost.example/" looks for its feed',
        'passed   left.opml:9 (a note): it holds no feed',
        '3 feeds added, 0 known, 3 refused, 2 passed over',
        '',
      ].join('\n'),
    });
    const saved = await readFile(config, 'utf8');
    expect(saved.match(/# (?:Sea|\(in no folder\))\n {2}- id: \w+/g)).toEqual(['# Sea\n  - id: shoals', '# (in no folder)\n  - id: top']);
  });

  test('a second time finds nothing new and leaves the file alone', async () => {
    const config = await written('twice');
    const file = join(folder, 'twice.opml');
    await writeFile(file, list(Array.from({ length: 300 }, (_, n) => `<outline type="rss" text="Feed ${n}" xmlUrl="https://f${n}.example/rss"/>`).join('')));
    expect((await feedrelay(['opml', 'import', file, '--config', config])).stdout).toMatch(/\n300 feeds added, 0 known, 0 refused\n$/);
    const { ino } = await stat(config);
    expect((await feedrelay(['opml', 'import', file, '--config', config])).stdout).toMatch(/\n0 feeds added, 300 known, 0 refused\n$/);
    expect((await stat(config)).ino).toBe(ino);
  });

  test('knows a feed again whatever fragment stands behind its address, and passes over our own feeds, which add refuses too', async () => {
    const config = await written('own');
    const file = join(folder, 'own.opml');
    const own = 'https://feeds.example/feeds/pier.atom';
    await writeFile(file, list(`<outline text="Two" xmlUrl="https://two.example/rss#x"/><outline text="Pier" xmlUrl="${own}"/>`));
    const call = ['opml', 'import', file, '--config', config];
    const passed = `passed   ${own}: feedrelay publishes it itself (server.baseUrl)\n`;
    expect(await feedrelay(call)).toMatchObject({ code: 0, stdout: `added    two  https://two.example/rss#x\n${passed}1 feed added, 0 known, 0 refused, 1 passed over\n` });
    expect(await feedrelay(call)).toMatchObject({ code: 0, stdout: `known    two  https://two.example/rss#x\n${passed}0 feeds added, 1 known, 0 refused, 1 passed over\n` });
    expect(await feedrelay(['add', own, '--config', config])).toMatchObject({ code: 1, stderr: `feedrelay: ${own} is a feed that feedrelay publishes itself (server.baseUrl): add the feed that it is made of.\n` });
  });

  test('what is no list is refused', async () => {
    const file = join(folder, 'no.opml');
    await writeFile(file, '<html><body>no</body></html>');
    expect(await feedrelay(['opml', 'import', file, '--config', await written('no')])).toMatchObject({ code: 1, stdout: '', stderr: expect.stringMatching(/^feedrelay: \S+no\.opml: This is no OPML subscription list[^\n]*\n$/) as string });
  });
});
