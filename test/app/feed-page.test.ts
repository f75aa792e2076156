import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ask, type Reply } from '../serve/client.js';
import { feedSite, type FeedSite } from '../support/feed-site.js';
import { startUpstream, type Upstream } from '../support/upstream.js';
import { running } from './running.js';

const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) => existsSync(path));
let site: Upstream;
let feed: FeedSite;
beforeAll(async () => {
  feed = feedSite();
  site = await startUpstream({ '/feed.xml': feed.route });
  feed.publish({ title: 'A lighthouse', link: 'https://site.example/1', guid: '1', crawled: Date.UTC(2026, 0, 2), body: '<p>It shines.</p>' });
});
afterAll(() => site.close());

async function published(): Promise<string> {
  const { url } = await running(`sources:\n  - { id: news, url: "${site.origin}/feed.xml", schedule: every 1h }\n`, { server: '  token: t\n' });
  await vi.waitFor(async () => expect((await ask(`${url}/feeds/news.atom`)).text).toContain('A lighthouse'), 10_000);
  return url;
}

const inBrowser = { 'sec-fetch-dest': 'document', accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };
const kindOf = ({ headers }: Reply): string => (headers['content-type'] ?? '').replace(/;.*/, '');

describe('the page of a feed', () => {
  it('shows its articles, under a policy of its own, in the reader’s language', async () => {
    const url = await published();
    const page = await ask(`${url}/feeds/news`, { headers: { 'accept-language': 'zh-CN' } });
    expect(page).toMatchObject({ status: 200, headers: { 'content-type': 'text/html; charset=utf-8', 'content-language': 'zh', vary: 'Accept-Encoding, Accept-Language' } });
    expect(page.headers['content-security-policy']).toContain("img-src 'self' https: http: data:");
    expect(page.text).toContain('A lighthouse');
    expect(page.text).toContain('<html lang="zh-Hans">');
    const style = /href="([^"]*feed\.css[^"]*)"/.exec(page.text)?.[1] ?? '';
    expect(await ask(url + style)).toMatchObject({ status: 200, headers: { 'content-type': 'text/css; charset=utf-8' } });
  });

  it('is the same until something comes, and then another', async () => {
    const url = await published();
    const before = await ask(`${url}/feeds/news`);
    expect((await ask(`${url}/feeds/news`, { headers: { 'if-none-match': before.headers.etag ?? '' } })).status).toBe(304);
    feed.publish({ title: 'A harbour', link: 'https://site.example/2', guid: '2', crawled: Date.UTC(2026, 0, 3), body: '<p>It sleeps.</p>' });
    await ask(`${url}/poll/news`, { method: 'POST', headers: { authorization: 'Bearer t' } });
    const after = await ask(`${url}/feeds/news`, { headers: { 'if-none-match': before.headers.etag ?? '' } });
    expect(after.status).toBe(200);
    expect(after.text).toContain('A harbour');
  });

  it.each(['/feeds/another', '/feeds/news/archive/9', '/feeds/news/', '/feeds/news.html'])('is not at %s', async (path) => {
    expect((await ask((await published()) + path)).status).toBe(404);
  });
});

describe('the address of a feed', () => {
  it.each(['atom', 'rss', 'archive/1.atom'])('is its page to a person in a browser, and the feed to all others: %s', async (format) => {
    const url = await published();
    const address = `${url}/feeds/news${format.startsWith('archive') ? '/' : '.'}${format}`;
    const page = await ask(address, { headers: inBrowser });
    expect(kindOf(page)).toBe('text/html');
    expect(page.text).toContain('A lighthouse');
    for (const headers of [{}, { accept: '*/*' }, { accept: inBrowser.accept }, { 'sec-fetch-dest': 'empty', accept: 'text/html' }]) {
      const feed = await ask(address, { headers });
      expect(kindOf(feed)).toBe(format === 'rss' ? 'application/rss+xml' : 'application/atom+xml');
      expect(feed.headers.vary).toBe('Accept-Encoding, Sec-Fetch-Dest');
      expect(feed.headers.etag).not.toBe(page.headers.etag);
    }
  });

  it('never puts the page into a cache that feed readers ask', async () => {
    const url = await published();
    const { headers } = await ask(`${url}/feeds/news.atom`, { headers: inBrowser });
    expect(headers['cache-control']).toBe('private, no-cache');
    expect(headers.vary).toBe('Accept-Encoding, Accept-Language, Sec-Fetch-Dest');
    expect((await ask(`${url}/feeds/news.atom`)).headers['cache-control']).toMatch(/^public, max-age=\d+$/);
  });

  it('is JSON for everybody where it is JSON, which browsers show readably', async () => {
    expect(kindOf(await ask(`${await published()}/feeds/news.json`, { headers: inBrowser }))).toBe('application/feed+json');
  });

  it.skipIf(executablePath === undefined)('shows itself readably in Chromium (skipped where there is none)', async () => {
    const url = await published();
    const browser = await chromium.launch({ executablePath: executablePath ?? '', args: ['--no-sandbox'] });
    const page = await browser.newPage();
    await page.goto(`${url}/feeds/news.atom`);
    await page.getByRole('heading', { name: 'A lighthouse' }).waitFor();
    expect(page.url()).toBe(`${url}/feeds/news.atom`);
    await browser.close();
  });
});
