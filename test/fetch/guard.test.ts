import type { LookupAddress } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answer, startUpstream, type Upstream } from '../support/upstream.js';
import { asking, quietFetcher } from './asking.js';

/** A name server of the test's own: gives these answers in turn, the last one for good. */
function names(...answers: readonly [string[], ...string[][]]): { lookup: LookupFunction; asked: string[] } {
  const asked: string[] = [];
  const lookup: LookupFunction = (hostname, options, callback) => {
    const found = answers[Math.min(asked.length, answers.length - 1)] ?? [];
    asked.push(hostname);
    const addresses: LookupAddress[] = found.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
    if (options.all === true) callback(null, addresses);
    else callback(null, addresses[0]?.address ?? '', addresses[0]?.family ?? 4);
  };
  return { lookup, asked };
}

let upstream: Upstream;
beforeAll(async () => void (upstream = await startUpstream({ '*': answer({ body: '<rss/>' }) })));
afterAll(() => upstream.close());

const port = (): string => new URL(upstream.origin).port;

describe('a name that resolves to a private address', () => {
  it.each(['127.0.0.1', '::1', '::ffff:127.0.0.1', '10.0.0.7', '169.254.169.254', 'fd00::1', '0.0.0.0'])('such as %s is refused where the socket is opened', async (address) => {
    const { lookup, asked } = names([address]);
    const fetcher = quietFetcher({ lookup });
    const outcome = await fetcher.fetch(asking(`http://evil.example:${port()}/`, { trustedHosts: [] }));
    expect(outcome).toMatchObject({ network: false, failure: { code: 'forbidden-address' } });
    expect(asked).toEqual(['evil.example']);
    await fetcher.close();
  });

  it('is reached where the operator wrote it', async () => {
    const fetcher = quietFetcher({ lookup: names(['127.0.0.1']).lookup });
    expect(await fetcher.fetch(asking(`http://nas.example:${port()}/`))).toHaveProperty('kind', 'fresh');
    await fetcher.close();
  });

  it('is refused to a stranger over a connection that the operator opened', async () => {
    const fetcher = quietFetcher({ lookup: names(['127.0.0.1']).lookup });
    const url = `http://nas.example:${port()}/`;
    expect(await fetcher.fetch(asking(url))).toHaveProperty('kind', 'fresh');
    expect(await fetcher.fetch(asking(url, { trustedHosts: [] }))).toMatchObject({ failure: { code: 'forbidden-address' } });
    await fetcher.close();
  });

  it('gains nothing by resolving to a public one first (DNS rebinding)', async () => {
    const { lookup, asked } = names(['203.0.113.9'], ['127.0.0.1']);
    const fetcher = quietFetcher({ lookup, connectTimeout: 200 });
    const url = `http://rebind.example:${port()}/`;
    for (let attempt = 0; attempt < 3; attempt++) {
      expect(await fetcher.fetch(asking(url, { trustedHosts: [] }))).toMatchObject({ failure: { code: 'forbidden-address' } });
    }
    expect(asked).toHaveLength(3);
    await fetcher.close();
  });
});

describe('a literal address, which no look-up sees', () => {
  it.each([
    ['http', () => `http://127.0.0.1:${port()}/`],
    ['decimal', () => `http://2130706433:${port()}/`],
    ['octal', () => `http://0177.0.0.1:${port()}/`],
    ['mapped', () => `http://[::ffff:127.0.0.1]:${port()}/`],
    ['a name for it', () => `http://localhost:${port()}/`],
  ])('written as %s is refused unless the operator wrote it', async (_how, url) => {
    const fetcher = quietFetcher();
    const seen = upstream.requests.length;
    expect(await fetcher.fetch(asking(url(), { trustedHosts: [] }))).toMatchObject({ failure: { code: 'forbidden-address' } });
    expect(await fetcher.fetchStream(asking(url(), { trustedHosts: [] }))).toMatchObject({ ok: false, failure: { code: 'forbidden-address' } });
    expect(upstream.requests.length).toBe(seen);
    await fetcher.close();
  });
});
