import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ask, type Reply } from '../serve/client.js';
import { feedSite, type FeedSite } from '../support/feed-site.js';
import { startUpstream, type Upstream } from '../support/upstream.js';
import { running } from './running.js';

let site: Upstream;
let feed: FeedSite;
beforeAll(async () => {
  feed = feedSite();
  site = await startUpstream({ '/feed.xml': feed.route });
  feed.publish({ title: 'One', link: 'https://site.example/1', guid: '1', crawled: Date.UTC(2026, 0, 2), body: '<p>One.</p>' });
});
afterAll(() => site.close());

const token = 'correct-horse';

/** A daemon whose first polls are over. */
async function settled(server = `  token: ${token}\n`): Promise<string> {
  const { url } = await running(`sources:
  - { id: news, url: "${site.origin}/feed.xml", schedule: every 1h }
  - { id: lost, url: "${site.origin}/nowhere.xml", schedule: every 1h }
`, { server });
  await vi.waitFor(async () => expect((await ask(`${url}/metrics`)).text.match(/^feedrelay_polls_total\{/gm)).toHaveLength(2), 10_000);
  return url;
}

const post = (url: string, given: string, body = ''): Promise<Reply> =>
  ask(url, { method: 'POST', headers: { authorization: `Bearer ${given}`, 'content-type': 'application/x-www-form-urlencoded' }, body });

const sourcesOf = ({ text }: Reply): unknown => (JSON.parse(text) as { sources: unknown }).sources;

describe('the log', () => {
  it('tells of wrong tokens, of many from one address once', async () => {
    const heard: string[] = [];
    const { url } = await running(`sources:\n  - { id: news, url: "${site.origin}/feed.xml", schedule: every 1h }\n`, { server: `  token: ${token}\n`, heard });
    await post(`${url}/poll/news`, token);
    expect(heard.filter((line) => line.includes('token'))).toEqual([]);
    for (let guess = 0; guess < 8; guess += 1) await post(`${url}${guess % 2 === 0 ? '/poll' : '/inspect'}`, `guess-${guess}`);
    const lines = heard.filter((line) => line.includes('token'));
    expect(lines).toEqual([expect.stringContaining('a wrong token came from 127.0.0.1')]);
    expect(lines[0]).not.toContain('guess-');
  });
});

describe('the operator', () => {
  it('polls one source now, and hears what came of it', async () => {
    const url = await settled();
    feed.publish({ title: 'Two', link: 'https://site.example/2', guid: '2', crawled: Date.UTC(2026, 0, 3), body: '<p>Two.</p>' });
    const reply = await post(`${url}/poll/news`, token);
    expect(reply).toMatchObject({ status: 200, headers: { 'content-type': 'application/json', 'cache-control': 'no-store' } });
    expect(sourcesOf(reply)).toMatchObject([{ id: 'news', status: 'changed', http: 200, new: 1, revised: 0, error: null }]);
    expect((await ask(`${url}/feeds/news.atom`)).text).toContain('Two');
  });

  it('polls all sources now', async () => {
    const url = await settled();
    const before = site.requests.length;
    expect(sourcesOf(await post(`${url}/poll`, token))).toMatchObject([{ id: 'news', status: 'unchanged', http: 304 }, { id: 'lost', status: 'failed', http: 404 }]);
    expect(site.requests.length - before).toBe(2);
  });

  it('is brought back to the page from its form', async () => {
    const url = await settled();
    const page = await ask(url);
    expect(page.text).toContain('action="/poll"');
    expect(page.text).toContain('formaction="/poll/news"');
    const all = await ask(`${url}/poll`, { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: `token=${token}&answer=page` });
    expect(all).toMatchObject({ status: 303, headers: { location: './' } });
    expect(await post(`${url}/poll/news`, token, 'answer=page')).toMatchObject({ status: 303, headers: { location: '../#source-news' } });
  });

  it('sees on the page at once what came of it, though the page was looked at a moment ago', async () => {
    const url = await settled();
    feed.publish({ title: 'Three', link: 'https://site.example/3', guid: '3', crawled: Date.UTC(2026, 0, 4), body: '<p>Three.</p>' });
    expect((await ask(url)).text).not.toContain('https://site.example/3');
    await post(`${url}/poll/news`, token, 'answer=page');
    expect((await ask(url)).text).toContain('https://site.example/3');
  });

  it('is told where there is no such source', async () => {
    const reply = await post(`${await settled()}/poll/another`, token);
    expect(reply.status).toBe(404);
    expect(reply.text).toContain('There is no source \\"another\\"');
  });
});

describe('whoever has not the token', () => {
  it('polls nothing, and is not told which sources there are', async () => {
    const url = await settled();
    const before = site.requests.length;
    expect((await ask(`${url}/poll`, { method: 'POST' })).status).toBe(401);
    expect((await post(`${url}/poll/news`, 'wrong')).status).toBe(403);
    expect((await post(`${url}/poll/another`, 'wrong')).status).toBe(403);
    expect((await ask(`${url}/poll`)).status).toBe(405);
    expect(site.requests.length).toBe(before);
  });

  it('has five tries at everything together', async () => {
    const url = await settled();
    const tries = [];
    for (const path of ['/poll', '/poll/news', '/poll', '/poll/news', '/poll', '/poll/news']) tries.push((await post(url + path, 'wrong')).status);
    expect(tries).toEqual([403, 403, 403, 403, 403, 429]);
  });

  it('sees no form, and gets nowhere, where no token is configured', async () => {
    const url = await settled('');
    expect((await ask(url)).text).not.toContain('<form');
    expect((await post(`${url}/poll`, token)).status).toBe(403);
  });
});
