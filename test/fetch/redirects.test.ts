import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { hostOf, type Fetcher } from '../../src/fetch/index.js';
import { hostile } from '../support/hostile.js';
import { answer, inTurn, redirect, startUpstream, type Upstream } from '../support/upstream.js';
import { asking, quietFetcher } from './asking.js';

const feed = answer({ body: '<rss/>' });

let fetcher: Fetcher;
beforeAll(() => void (fetcher = quietFetcher()));
afterAll(() => fetcher.close());

let here: Upstream;
let there: Upstream;
beforeEach(async () => {
  here = await startUpstream({ '/end': feed });
  there = await startUpstream({ '/end': feed });
});
afterEach(() => Promise.all([here.close(), there.close()]));

describe('a redirect', () => {
  it.each([301, 302, 303, 307, 308])('of %d is followed', async (status) => {
    here.route('/start', redirect('/end', status));
    expect(await fetcher.fetch(asking(`${here.origin}/start`))).toMatchObject({ kind: 'fresh', url: `${here.origin}/end` });
  });

  it.each<[string, number[], string | undefined]>([
    ['one permanent one', [301], '/1'],
    ['permanent ones all the way', [301, 308], '/2'],
    ['none where the first is temporary', [302, 301], undefined],
    ['as far as they were permanent', [308, 302], '/1'],
    ['none without a redirect', [], undefined],
  ])('is reported as the new address: %s', async (_what, statuses, path) => {
    statuses.forEach((status, hop) => here.route(`/${hop}`, redirect(`/${hop + 1}`, status)));
    here.route(`/${statuses.length}`, feed);
    const outcome = await fetcher.fetch(asking(`${here.origin}/0`));
    expect(outcome.kind === 'fresh' && outcome.permanentUrl).toBe(path && here.origin + path);
  });

  it('goes along with a 304', async () => {
    here.route('/start', redirect('/never', 308));
    here.route('/never', hostile.neverModified());
    expect(await fetcher.fetch(asking(`${here.origin}/start`, { validators: { etag: '"1"' } }))).toEqual({
      kind: 'notModified',
      validators: { etag: '"1"' },
      permanentUrl: `${here.origin}/never`,
    });
  });

  it.each([
    ['relative', 'end'],
    ['with a fragment', '/end#top'],
    ['without a scheme', () => `//${here.host}/end`],
  ])('may be %s', async (_what, location) => {
    here.route('/start', redirect(typeof location === 'string' ? location : location()));
    expect(await fetcher.fetch(asking(`${here.origin}/start`))).toHaveProperty('kind', 'fresh');
  });

  it.each(['/文', '/%E6%96%87'])('may lead to a path in any script, written %s', async (path) => {
    here.route('/start', ({ socket }) => void socket.end(`HTTP/1.1 302 Found\r\nlocation: ${path}\r\ncontent-length: 0\r\n\r\n`));
    here.route('/%E6%96%87', feed);
    expect(await fetcher.fetch(asking(`${here.origin}/start`))).toHaveProperty('kind', 'fresh');
  });

  it('is taken by its first address where it names several', async () => {
    here.route('/start', (_request, response) => {
      response.setHeader('location', ['/end', '/other']).writeHead(302).end();
    });
    expect(await fetcher.fetch(asking(`${here.origin}/start`))).toMatchObject({ kind: 'fresh', url: `${here.origin}/end` });
  });

  it.each<[string, Record<string, string>]>([
    ['without an address', {}],
    ['to an empty one', { location: '' }],
    ['to none', { location: 'http://[nowhere' }],
  ])('%s is refused in words', async (_what, headers) => {
    here.route('/start', answer({ status: 302, headers }));
    expect(await fetcher.fetch(asking(`${here.origin}/start`))).toMatchObject({ failure: { code: 'bad-redirect' } });
  });

  it.each(['ftp://files.example/feed', 'file:///etc/passwd', 'javascript:alert(1)', 'data:text/xml,<rss/>'])('to %s is refused', async (to) => {
    here.route('/start', redirect(to));
    expect(await fetcher.fetch(asking(`${here.origin}/start`))).toMatchObject({ failure: { code: 'bad-address' } });
  });

  it('is one of five at most', async () => {
    here.route('*', hostile.redirectChain());
    here.route('/5', feed);
    expect(await fetcher.fetch(asking(`${here.origin}/0`))).toHaveProperty('kind', 'fresh');
    here.route('/5', redirect('/6'));
    here.route('/6', feed);
    expect(await fetcher.fetch(asking(`${here.origin}/0`))).toMatchObject({ failure: { code: 'too-many-redirects' } });
    expect(here.count('/6')).toBe(0);
  });

  it('in a circle is told as one', async () => {
    here.route('/a', redirect('/b'));
    here.route('/b', redirect('/a'));
    expect(await fetcher.fetch(asking(`${here.origin}/a`))).toMatchObject({ failure: { code: 'redirect-loop' } });
    expect(here.requests.length).toBe(2);
  });

  it('shares the time with all that follow it', async () => {
    here.route('*', (request, response) => void setTimeout(() => hostile.redirectChain()(request, response), 90));
    const started = performance.now();
    const outcome = await fetcher.fetch(asking(`${here.origin}/0`, { limits: { redirects: 50, timeout: 400 } }));
    expect(outcome).toMatchObject({ failure: { code: 'no-answer' } });
    expect(performance.now() - started).toBeLessThan(3000);
  });

  it('may have an endless body: nobody reads it', async () => {
    here.route('/start', (request, response) => {
      response.writeHead(302, { location: '/end' });
      hostile.endless()(request, response);
    });
    expect(await fetcher.fetch(asking(`${here.origin}/start`))).toHaveProperty('kind', 'fresh');
  });

  it('to what is gone is no end of the source, unless it has moved there for good', async () => {
    here.route('/gone', hostile.gone());
    here.route('/start', inTurn(redirect('/gone', 302), redirect('/gone', 301)));
    expect(await fetcher.fetch(asking(`${here.origin}/start`))).toMatchObject({ kind: 'failed', failure: { http: 410 } });
    expect(await fetcher.fetch(asking(`${here.origin}/start`))).toEqual({ kind: 'gone' });
  });
});

describe("the operator's headers", () => {
  const secret = { Cookie: 'geheim', 'X-Key': 'geheim' };
  const both = (): string[] => [here, there].map(({ origin }) => hostOf(origin));

  it('go along within an origin', async () => {
    here.route('/start', redirect('/end'));
    await fetcher.fetch(asking(`${here.origin}/start`, { headers: secret }));
    expect(here.requests.at(-1)).toMatchObject({ path: '/end', headers: { cookie: 'geheim', 'x-key': 'geheim' } });
  });

  it('never go to another, nor back again', async () => {
    here.route('/start', redirect(`${there.origin}/back`));
    there.route('/back', redirect(`${here.origin}/end`));
    const url = `http://me:geheim@${here.host}/start`;
    expect(await fetcher.fetch(asking(url, { headers: secret, trustedHosts: both() }))).toHaveProperty('kind', 'fresh');
    expect(here.requests[0]?.headers).toHaveProperty('authorization');
    for (const request of [there.requests[0], here.requests[1]]) expect(JSON.stringify(request)).not.toContain('geheim');
  });
});

describe('a redirect from a host that the operator wrote', () => {
  it.each<[string, () => string]>([
    ['another port of the same machine', () => `${there.origin}/end`],
    ['the same machine by its name', () => `http://localhost:${new URL(here.origin).port}/end`],
    ['the same machine in disguise', () => `http://[::ffff:127.0.0.1]:${new URL(here.origin).port}/end`],
    ['a metadata service', () => 'http://169.254.169.254/latest/meta-data/'],
    ['the local network', () => 'http://192.168.1.1/'],
  ])('to %s is refused', async (_what, to) => {
    here.route('/start', redirect(to()));
    expect(await fetcher.fetch(asking(`${here.origin}/start`))).toMatchObject({
      kind: 'failed',
      network: false,
      failure: { code: 'forbidden-address', message: expect.stringContaining(hostOf(to())) as string },
    });
    expect(there.requests).toEqual([]);
  });

  it('to a host of endless name is told in a short sentence', async () => {
    here.route('/start', redirect(`http://${'a'.repeat(5000)}.internal/`));
    const outcome = await fetcher.fetch(asking(`${here.origin}/start`));
    expect(outcome).toMatchObject({ failure: { code: 'forbidden-address' } });
    expect(JSON.stringify(outcome).length).toBeLessThan(500);
  });

  it('to another such host is followed', async () => {
    here.route('/start', redirect(`${there.origin}/end`));
    const outcome = await fetcher.fetch(asking(`${here.origin}/start`, { trustedHosts: [hostOf(here.origin), hostOf(there.origin)] }));
    expect(outcome).toMatchObject({ kind: 'fresh', url: `${there.origin}/end` });
  });
});
