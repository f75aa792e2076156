import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Fetcher } from '../../src/fetch/index.js';
import { feedSite } from '../support/feed-site.js';
import { hostile } from '../support/hostile.js';
import { answer, inTurn, startUpstream, type Upstream } from '../support/upstream.js';
import { asking, quietFetcher } from './asking.js';

const FEED = '<?xml version="1.0"?><rss version="2.0"><channel><title>山</title></channel></rss>';

let upstream: Upstream;
let fetcher: Fetcher;
beforeAll(async () => {
  upstream = await startUpstream();
  fetcher = quietFetcher({ clock: () => Date.UTC(2024, 10, 29, 12) });
});
afterAll(async () => {
  await fetcher.close();
  await upstream.close();
});

async function text(path: string, route: Parameters<Upstream['route']>[1]): Promise<string> {
  upstream.route(path, route);
  const outcome = await fetcher.fetch(asking(upstream.origin + path));
  return outcome.kind === 'fresh' ? Buffer.from(outcome.bytes).toString() : JSON.stringify(outcome);
}

describe('a conditional request', () => {
  it('brings a feed once, and then only what has changed', async () => {
    const site = feedSite();
    site.publish({ title: 'One', link: 'https://site.example/1', body: '<p>1' });
    upstream.route('/feed', site.route);
    const first = await fetcher.fetch(asking(`${upstream.origin}/feed`));
    if (first.kind !== 'fresh') throw new Error(first.kind);
    const { validators } = first;
    expect(first).toMatchObject({ status: 200, contentType: 'application/rss+xml; charset=utf-8', url: `${upstream.origin}/feed` });
    expect(await fetcher.fetch(asking(`${upstream.origin}/feed`, { validators }))).toEqual({ kind: 'notModified', validators });
    site.publish({ title: 'Two', link: 'https://site.example/2', body: '<p>2' });
    expect(await fetcher.fetch(asking(`${upstream.origin}/feed`, { validators }))).toHaveProperty('kind', 'fresh');
    expect(site.answers).toEqual([200, 304, 200]);
  });

  it.each(['W/"weak"', '"with, comma"', 'unquoted', '"é"'])('sends the tag %s back byte for byte', async (etag) => {
    upstream.route('/tag', answer({ headers: { etag }, body: FEED }));
    const first = await fetcher.fetch(asking(`${upstream.origin}/tag`));
    const validators = first.kind === 'fresh' ? first.validators : {};
    await fetcher.fetch(asking(`${upstream.origin}/tag`, { validators }));
    // Header values are bytes, read one character each: what is not ASCII looks odd and is the same.
    const bytes = Buffer.from(etag).toString('latin1');
    expect(validators).toEqual({ etag: bytes });
    expect(upstream.requests.at(-1)?.headers['if-none-match']).toBe(bytes);
  });

  it('keeps a validator that a 304 does not repeat, and takes a new one', async () => {
    upstream.route('/304', (_request, response) => void response.writeHead(304, { etag: '"2"' }).end());
    const validators = { etag: '"1"', lastModified: 'Fri, 29 Nov 2024 12:00:00 GMT' };
    expect(await fetcher.fetch(asking(`${upstream.origin}/304`, { validators }))).toEqual({
      kind: 'notModified',
      validators: { ...validators, etag: '"2"' },
    });
  });

  it('does not take a 304 for an answer where it asked without a condition', async () => {
    upstream.route('/never', hostile.neverModified());
    expect(await fetcher.fetch(asking(`${upstream.origin}/never`))).toMatchObject({
      kind: 'failed',
      failure: { code: 'http-status', http: 304 },
    });
  });

  it('says who we are, and lets the operator say otherwise', async () => {
    await text('/who', answer({ body: FEED }));
    expect(upstream.requests.at(-1)?.headers).toMatchObject({
      'user-agent': 'feedrelay/test (feed republisher)',
      'accept-encoding': 'gzip, br, deflate',
      accept: expect.stringContaining('application/rss+xml') as string,
    });
    await fetcher.fetch(asking(`${upstream.origin}/who`, { headers: { 'User-Agent': 'mine', Cookie: 'a=b' } }));
    expect(upstream.requests.at(-1)?.headers).toMatchObject({ 'user-agent': 'mine', cookie: 'a=b' });
  });

  it('sends credentials written into the address as a login', async () => {
    upstream.route('/login', answer({ body: FEED }));
    await fetcher.fetch(asking(`http://me:p%40ss@${upstream.host}/login`));
    expect(upstream.requests.at(-1)?.headers.authorization).toBe(`Basic ${Buffer.from('me:p@ss').toString('base64')}`);
  });
});

describe('a compressed body', () => {
  it.each(['gzip', 'br', 'deflate', 'raw deflate'] as const)('is read in %s', async (coding) => {
    expect(await text(`/${coding.replace(' ', '-')}`, hostile.encoded(FEED, coding))).toBe(FEED);
  });

  it.each(['gzip', 'br', 'deflate', 'utf-8', 'identity', 'GZIP'])('is read as it is where %s is claimed falsely', async (coding) => {
    expect(await text('/plain', hostile.falselyEncoded(FEED, coding))).toBe(FEED);
    expect(await text('/plain', hostile.falselyEncoded(`\ufeff${FEED}`, coding))).toBe(`\ufeff${FEED}`);
    expect(await text('/plain', hostile.falselyEncoded('', coding))).toBe('');
  });

  it('is read through three layers, and refused beyond', async () => {
    expect(await text('/layers', hostile.gzipLayers(FEED, 3))).toBe(FEED);
    expect(await text('/layers', hostile.gzipLayers(FEED, 4))).toContain('bad-encoding');
  });

  it.each([
    ['truncated', hostile.gzipCutOff(FEED.repeat(50))],
    ['bad-encoding', hostile.falselyEncoded(Buffer.from('1f8b0800000000000003ffffffffffffffff', 'hex'), 'gzip')],
    ['bad-encoding', hostile.falselyEncoded(Buffer.from('28b52ffd0000', 'hex'), 'zstd')],
  ])('that is broken fails as %s', async (code, route) => {
    expect(await text('/broken', route)).toContain(`"${code}"`);
  });
});

describe('an answer', () => {
  it('tells how long it is fresh and when to come again', async () => {
    upstream.route('/fresh', answer({ headers: { 'cache-control': 'public, max-age=600', age: '60' }, body: FEED }));
    expect(await fetcher.fetch(asking(`${upstream.origin}/fresh`))).toMatchObject({ kind: 'fresh', maxAge: 540_000 });
    upstream.route('/busy', hostile.tooManyRequests('Fri, 29 Nov 2024 12:05:00 GMT'));
    expect(await fetcher.fetch(asking(`${upstream.origin}/busy`))).toMatchObject({
      kind: 'failed',
      network: false,
      retryAfter: 300_000,
      failure: { code: 'http-status', http: 429 },
    });
  });

  it('of 410 is the end of a source', async () => {
    upstream.route('/gone', hostile.gone());
    expect(await fetcher.fetch(asking(`${upstream.origin}/gone`))).toEqual({ kind: 'gone' });
  });

  it.each([400, 401, 403, 404, 206, 429, 500, 503])('of %d fails with a sentence that names the host and no secret', async (status) => {
    upstream.route('/status', answer({ status, body: 'a page' }));
    const outcome = await fetcher.fetch(asking(`${upstream.origin}/status?key=geheim`, { headers: { Cookie: 'geheim' } }));
    expect(outcome).toMatchObject({ kind: 'failed', network: false, failure: { http: status } });
    expect(JSON.stringify(outcome)).toContain(upstream.host);
    expect(JSON.stringify(outcome)).not.toMatch(/geheim|\?/);
  });

  it.each([
    ['a page for people', hostile.html(), /<!doctype/],
    ['nothing', hostile.empty(), /^$/],
  ])('of %s is passed on for the parser to judge', async (_what, route, expected) => {
    expect(await text('/odd', route)).toMatch(expected);
  });
});

describe('connections', () => {
  it('are used again', async () => {
    const quiet = await startUpstream({ '*': answer({ body: FEED }) });
    for (let poll = 0; poll < 10; poll++) await fetcher.fetch(asking(`${quiet.origin}/${poll}`));
    expect(quiet.connections()).toBeLessThanOrEqual(2);
    await quiet.close();
  });

  it('are opened anew where the server closed one just as it was used again', async () => {
    const hasty = await startUpstream({
      '/feed': inTurn(answer({ body: FEED }), answer({ body: FEED }), ({ socket }) => void socket.end(), answer({ body: FEED })),
    });
    for (let poll = 0; poll < 3; poll++) expect(await fetcher.fetch(asking(`${hasty.origin}/feed`))).toHaveProperty('kind', 'fresh');
    expect(hasty.count('/feed')).toBe(4);
    await hasty.close();
  });

  it('are two to a host at most, and standing in line does not count as slowness', async () => {
    const slow = await startUpstream({
      '*': (_request, response) => void setTimeout(() => response.end(FEED), 250),
    });
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, (_, source) => fetcher.fetch(asking(`${slow.origin}/${source}`, { limits: { timeout: 1000 } }))),
    );
    expect(new Set(outcomes.map(({ kind }) => kind))).toEqual(new Set(['fresh']));
    expect(slow.busiest()).toBe(2);
    await slow.close();
  });
});
