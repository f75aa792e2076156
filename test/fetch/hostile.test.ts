import { createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Fetcher } from '../../src/fetch/index.js';
import { hostile } from '../support/hostile.js';
import { answer, startUpstream, type Route, type Upstream } from '../support/upstream.js';
import { asking, quietFetcher } from './asking.js';

let upstream: Upstream;
let fetcher: Fetcher;
beforeAll(async () => {
  upstream = await startUpstream();
  fetcher = quietFetcher();
});
afterAll(async () => {
  await fetcher.close();
  await upstream.close();
});

const SHORT = { body: 100_000, timeout: 400 };
const LONG = { body: 100_000, timeout: 10_000 };

describe('a hostile server fails alone, soon, and in one sentence', () => {
  it.each<[string, Route, string, RegExp]>([
    ['says nothing', hostile.silent(), 'no-answer', /no answer within 0\.4 s/],
    ['never ends its head', hostile.slowHeaders(), 'no-answer', /no answer within/],
    ['trickles', hostile.trickle(), 'too-slow', /not done after 0\.4 s/],
    ['never ends', hostile.endless(), 'too-large', /larger than 0\.1 MB/],
    ['sends a bomb', hostile.gzipBomb(), 'too-large', /larger than/],
    ['promises too much', hostile.lengthTooLong(), 'truncated', /broke off before its end/],
    ['resets at once', hostile.reset(), 'reset', /broke off the connection/],
    ['resets midway', hostile.resetMidway(), 'truncated', /broke off before its end/],
    ['leaves out the last chunk', hostile.cutOff(), 'truncated', /broke off before its end/],
    ['speaks no HTTP', hostile.garbage(), 'bad-response', /not HTTP/],
    ['has huge headers', hostile.hugeHeaders(), 'bad-response', /header lines/],
    ['redirects to itself', hostile.redirectLoop('/bad'), 'redirect-loop', /circle/],
  ])('that %s', async (_what, route, code, sentence) => {
    upstream.route('/bad', route);
    const limits = code === 'no-answer' || code === 'too-slow' ? SHORT : LONG;
    const started = performance.now();
    const outcome = await fetcher.fetch(asking(`${upstream.origin}/bad?key=geheim`, { limits }));
    expect(outcome).toMatchObject({ kind: 'failed', failure: { code } });
    const message = outcome.kind === 'failed' ? outcome.failure.message : '';
    expect(message).toMatch(sentence);
    expect(message).toContain(upstream.host);
    expect(message).not.toContain('geheim');
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  it('takes no more of a body than was promised', async () => {
    upstream.route('/short', hostile.lengthTooShort('<rss/>', 3));
    const outcome = await fetcher.fetch(asking(`${upstream.origin}/short`));
    expect(outcome.kind === 'fresh' ? Buffer.from(outcome.bytes).toString() : outcome).toBe('<rs');
  });

  it('refuses a bomb with bounded memory', async () => {
    upstream.route('/bomb', hostile.gzipBomb(2_000_000_000));
    const before = process.memoryUsage().rss;
    const outcome = await fetcher.fetch(asking(`${upstream.origin}/bomb`, { limits: { body: 20_000_000, timeout: 10_000 } }));
    expect(outcome).toMatchObject({ failure: { code: 'too-large' } });
    expect(process.memoryUsage().rss - before).toBeLessThan(120_000_000);
  });

  it('allows a body of exactly the limit', async () => {
    upstream.route('/full', answer({ body: 'a'.repeat(1000) }));
    expect(await fetcher.fetch(asking(`${upstream.origin}/full`, { limits: { body: 1000 } }))).toHaveProperty('kind', 'fresh');
    expect(await fetcher.fetch(asking(`${upstream.origin}/full`, { limits: { body: 999 } }))).toMatchObject({ failure: { code: 'too-large' } });
  });

  it('gives its turns back, however it failed', async () => {
    for (const route of [hostile.silent(), hostile.endless(), hostile.reset(), hostile.trickle()]) {
      upstream.route('/bad', route);
      await Promise.all([1, 2, 3].map(() => fetcher.fetch(asking(`${upstream.origin}/bad`, { limits: SHORT }))));
    }
    upstream.route('/good', answer({ body: 'good' }));
    expect(await fetcher.fetch(asking(`${upstream.origin}/good`, { limits: LONG }))).toHaveProperty('kind', 'fresh');
  });
});

describe('a network that fails', () => {
  const withCode = (code: string): Fetcher =>
    quietFetcher({ lookup: (_host, _options, done) => done(Object.assign(new Error(code), { code }), []) });

  it.each([
    ['ENOTFOUND', /name feeds\.example leads nowhere/],
    ['EAI_AGAIN', /no name server answers/],
  ])('in the look-up with %s is a matter of names, perhaps of our own network', async (code, sentence) => {
    const lost = withCode(code);
    const outcome = await lost.fetch(asking('http://feeds.example/rss'));
    expect(outcome).toMatchObject({ kind: 'failed', network: true, failure: { code: 'dns' } });
    expect(outcome.kind === 'failed' ? outcome.failure.message : '').toMatch(sentence);
    await lost.close();
  });

  it('refuses connections', async () => {
    const closed = await startUpstream();
    await closed.close();
    expect(await fetcher.fetch(asking(closed.origin))).toMatchObject({
      network: true,
      failure: { code: 'refused', message: expect.stringContaining(closed.host) as string },
    });
  });

  it('takes a connection and never completes it', async () => {
    const deaf = createServer(() => undefined);
    await new Promise<void>((resolve) => deaf.listen(0, '127.0.0.1', resolve));
    const address = deaf.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const hasty = quietFetcher({ connectTimeout: 300 });
    expect(await hasty.fetch(asking(`https://127.0.0.1:${port}/`))).toMatchObject({ network: true, failure: { code: 'connect-timeout' } });
    await hasty.close();
    deaf.close();
  });
});

describe('what cannot be asked for', () => {
  it.each([
    ['ftp://host.example/feed', 'bad-address'],
    ['javascript:alert(1)', 'bad-address'],
    ['no address', 'bad-address'],
    ['', 'bad-address'],
  ])('%s is refused', async (url, code) => {
    expect(await fetcher.fetch(asking(url))).toMatchObject({ kind: 'failed', network: false, failure: { code } });
  });

  // undici 7.30 never uses a connection again whose request it refused: two such headers would close a host to us.
  it.each<Record<string, string>>([
    { 'bad name': 'x' },
    { Cookie: 'geheim\r\nlines: y' },
    { Cookie: 'geheim=中文' },
    { 'Transfer-Encoding': 'chunked' },
    { Connection: 'upgrade' },
  ])('a header that cannot be sent, %o, is refused and harms nobody else', async (headers) => {
    const outcome = await fetcher.fetch(asking(upstream.origin, { headers }));
    expect(outcome).toMatchObject({ kind: 'failed', network: false, failure: { code: 'bad-header' } });
    expect(JSON.stringify(outcome)).not.toContain('geheim');
    upstream.route('/good', answer({ body: 'good' }));
    expect(await fetcher.fetch(asking(`${upstream.origin}/good`))).toHaveProperty('kind', 'fresh');
  });
});

describe('giving up', () => {
  it.each(['/silent', '/trickle'])('%s is left at once when the caller does not want it any more', async (path) => {
    upstream.route('/silent', hostile.silent());
    upstream.route('/trickle', hostile.trickle());
    const caller = new AbortController();
    const asked = fetcher.fetch(asking(upstream.origin + path, { signal: caller.signal, limits: { timeout: 10_000 } }));
    await expect.poll(() => upstream.requests.at(-1)?.path).toBe(path);
    caller.abort();
    expect(await asked).toMatchObject({ kind: 'failed', network: false, failure: { code: 'aborted' } });
  });

  it('nothing is asked under a signal that has gone off', async () => {
    const asked = upstream.requests.length;
    expect(await fetcher.fetch(asking(upstream.origin, { signal: AbortSignal.abort() }))).toMatchObject({ failure: { code: 'aborted' } });
    expect(upstream.requests.length).toBe(asked);
  });

  it('closing ends what is under way or in line, and refuses what comes', async () => {
    upstream.route('/silent', hostile.silent());
    const closing = quietFetcher();
    const asked = [1, 2, 3, 4].map(() => closing.fetch(asking(`${upstream.origin}/silent`)));
    await closing.close();
    for (const outcome of await Promise.all(asked)) expect(outcome).toMatchObject({ failure: { code: 'aborted' } });
    expect(await closing.fetch(asking(upstream.origin))).toMatchObject({ failure: { code: 'aborted' } });
  });
});
