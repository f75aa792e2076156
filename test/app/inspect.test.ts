import { existsSync } from 'node:fs';
import axe from 'axe-core';
import { elementsOf } from '../support/page-elements.js';
import { chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ask, type Reply } from '../serve/client.js';
import { feedSite, type FeedSite } from '../support/feed-site.js';
import { startUpstream, type Upstream } from '../support/upstream.js';
import { running } from './running.js';

const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) => existsSync(path));
const token = 'correct-horse';
const hostileBody = '<p>It shines.</p><script>document.title = "owned"</script><img src=x onerror="document.title = \'owned\'"></code></pre><div class="ad">Buy</div>';
let site: Upstream;
let feed: FeedSite;
beforeAll(async () => {
  feed = feedSite();
  site = await startUpstream({ '/feed.xml': feed.route });
  feed.publish({ title: 'A lighthouse', link: 'https://site.example/1', guid: 'g-1', crawled: Date.UTC(2026, 0, 2), body: hostileBody });
});
afterAll(() => site.close());

/** A daemon that has polled its source once. */
async function polled(server = `  token: ${token}\n`): Promise<string> {
  const { url } = await running(`sources:
  - { id: news, url: "${site.origin}/feed.xml", schedule: every 1h, profile: generic, remove: [".ad"], headers: { Cookie: swordfish } }
  - { id: notes, url: "file:.", schedule: every 1h }
`, { server });
  await vi.waitFor(async () => expect((await ask(`${url}/feeds/news.json`)).text).toContain('shines'), 10_000);
  return url;
}

function inspected(url: string, fields: Record<string, string>, accept = '*/*'): Promise<Reply> {
  return ask(`${url}/inspect`, { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded', accept }, body: new URLSearchParams({ token, ...fields }).toString() });
}

describe('the inspector', () => {
  it.each(['https://site.example/1', 'http://SITE.example/1?utm_source=x', 'g-1'])('shows a kept entry for %s: before, after, and what each step changed', async (what) => {
    const { status, text } = await inspected(await polled(), { what });
    expect(status).toBe(200);
    expect(text).toContain('&lt;div class=&quot;ad&quot;&gt;Buy');
    expect(text).toMatch(/<summary>remove: \d+ characters became \d+/);
    expect(text).toMatch(/<summary>sanitise: /);
    expect(text).toContain('link:');
    expect(text).toContain('guid:g-1');
  });

  it('finds a kept entry by the id it is published under', async () => {
    const url = await polled();
    const [id = ''] = /urn:uuid:[\w-]+/.exec((await ask(`${url}/feeds/news.atom`)).text.replace(/^[^]*?<entry>/, '')) ?? [];
    expect((await inspected(url, { what: id })).text).toContain('A lighthouse');
    expect((await inspected(url, { what: 'urn:uuid:00000000-0000-0000-0000-000000000000' })).text).toContain('No kept entry');
  });

  it('tells of a source what a poll would do now and why, and keeps nothing of it', async () => {
    const url = await polled();
    feed.publish({ title: 'A harbour', link: 'https://site.example/2', guid: 'g-2', crawled: Date.UTC(2026, 0, 3), body: '<p>It sleeps.</p>' });
    const { text } = await inspected(url, { source: 'news' });
    expect(text).toContain('would add it as a new article. <span class="faint">Why: neither its guid nor its link was seen before.');
    expect(text).toContain('would change nothing: it is here already. <span class="faint">Why: its guid and its link are those of this article.');
    expect((await inspected(url, { source: 'news' })).text).toContain('would add it as a new article');
    expect((await ask(`${url}/feeds/news.json`)).text).not.toContain('harbour');
  });

  it('reads the feed at an address without the headers of the source it is read like', async () => {
    const url = await polled();
    const before = site.requests.length;
    expect((await inspected(url, { source: 'news', what: `${site.origin}/feed.xml?another` })).text).toMatch(/<summary>remove: /);
    expect(site.requests.slice(before).map(({ headers }) => headers.cookie)).toEqual([undefined]);
    expect((await inspected(url, { what: 'http://169.254.169.254/feed.xml' })).text).toContain('is not a public address');
  });

  it.each([
    [{}, 'Name a source'],
    [{}, '<option value="news">A site</option>'],
    [{ what: 'nothing of the kind' }, 'No kept entry'],
    [{ what: 'http://127.0.0.1:1/missed' }, 'No kept entry has this link, guid or id. As the address of a feed it fails:'],
    [{ source: 'notes' }, 'is a file or folder of this machine'],
    [{ source: 'notes', language: 'zh' }, '该源是本机的文件或文件夹'],
  ])('says what is wrong with %j', async (fields, words) => {
    expect((await inspected(await polled(), fields)).text).toContain(words);
  });

  it('finds nothing where nothing was asked, and tells times as the other pages do', async () => {
    const url = await polled();
    expect((await inspected(url, {})).text).not.toContain('Found');
    expect((await inspected(url, { what: 'g-1' })).text).toMatch(/Published<\/dt><dd[^>]*><time datetime="2026-01-02T00:00:00.000Z" data-as="whole">2 Jan 2026, /);
  });

  it('asks for the token again where it was wrong, and remembers the question', async () => {
    const { text } = await inspected(await polled(), { token: 'wrong', what: 'g-1' }, 'text/html');
    expect(text).toContain('<input type="hidden" name="what" value="g-1">');
    expect(text).not.toContain('shines');
  });

  it('shows what strangers wrote as text, under the strictest policy', async () => {
    const reply = await inspected(await polled(), { what: 'g-1' });
    expect(reply.headers).toMatchObject({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' });
    expect(reply.headers['content-security-policy']).toContain("script-src 'self'");
    expect(elementsOf(reply.text).filter(({ tagName, attrs }) => (tagName === 'script' && !attrs.some(({ name, value }) => name === 'src' && value.startsWith('/assets/'))) || [ 'img', 'iframe', 'style'].includes(tagName) || attrs.some(({ name }) => name.startsWith('on')))).toEqual([]);
    expect(reply.text).not.toMatch(/swordfish|correct-horse/);
  });

  it('needs the token', async () => {
    const url = await polled();
    expect((await ask(`${url}/inspect`, { headers: { 'accept-language': 'zh' } })).text).toContain('管理员令牌');
    expect((await inspected(url, { token: 'wrong', what: 'g-1' })).status).toBe(403);
    expect((await ask(`${url}/inspect?what=g-1`)).text).not.toContain('shines');
    const open = await polled('');
    expect((await ask(`${open}/inspect`)).status).toBe(404);
    expect((await inspected(open, { what: 'g-1' })).status).toBe(403);
  });

  it.skipIf(executablePath === undefined).each([['light', 1280], ['dark', 390]] as const)(
    'works from the status page without a script, and axe finds nothing: %s, %i pixels (skipped where there is no Chromium)',
    async (colorScheme, width) => {
      const url = await polled();
      const browser = await chromium.launch({ executablePath: executablePath ?? '', args: ['--no-sandbox'] });
      const page = await (await browser.newContext({ colorScheme, viewport: { width, height: 900 } })).newPage();
      await page.goto(url);
      await page.getByRole('link', { name: 'Inspect an article' }).click();
      await page.getByLabel('Link, guid, id or address').fill('g-1');
      await page.getByLabel('Operator’s token').fill(token);
      await page.getByRole('button', { name: 'Inspect' }).click();
      await page.getByText('remove: ').first().click();
      await page.evaluate(axe.source);
      const { violations } = await page.evaluate<{ violations: { id: string; nodes: { html: string }[] }[] }>('axe.run()');
      expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
      expect(await page.title()).toBe('Inspector · feedrelay');
      await browser.close();
    },
  );
});
