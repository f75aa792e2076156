import { createServer, request as ask, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFetcher } from '../../src/fetch/index.js';
import { answer, startUpstream, type Upstream } from '../support/upstream.js';
import { asking, quietFetcher } from './asking.js';

/** A forward proxy that takes every host for the upstream, and writes down what it was asked for. */
let proxy: Server;
let seen: string[];
let origin: string;
let upstream: Upstream;

beforeEach(async () => {
  upstream = await startUpstream({ '*': answer({ body: '<rss/>' }) });
  const { port } = new URL(upstream.origin);
  seen = [];
  proxy = createServer((incoming, response) => {
    seen.push(`${incoming.method ?? ''} ${incoming.url ?? ''} ${incoming.headers['proxy-authorization'] ?? ''}`.trim());
    const { pathname } = new URL(incoming.url ?? '');
    incoming.pipe(ask({ port, path: pathname }, (answered) => void answered.pipe(response.writeHead(answered.statusCode ?? 502))));
  });
  proxy.on('connect', ({ url = '' }, socket) => {
    seen.push(`CONNECT ${url}`);
    if (url.startsWith('closed.')) return void socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
    const onward = connect(Number(port), '127.0.0.1', () => socket.write('HTTP/1.1 200 OK\r\n\r\n'));
    onward.on('error', () => socket.destroy()).pipe(socket).on('error', () => onward.destroy()).pipe(onward);
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
});
afterEach(async () => {
  proxy.closeAllConnections();
  proxy.close();
  await upstream.close();
});

const REQUEST = { trustedHosts: [] };

describe('a proxy named in the environment', () => {
  it.each(['http_proxy', 'HTTP_PROXY', 'all_proxy'])('as %s is used, with its login, for names that only it can resolve', async (name) => {
    const fetcher = quietFetcher({ environment: { [name]: origin.replace('//', '//me:secret@') } });
    expect(await fetcher.fetch(asking('http://feeds.example/rss', REQUEST))).toHaveProperty('kind', 'fresh');
    expect(seen).toEqual([`GET http://feeds.example/rss Basic ${Buffer.from('me:secret').toString('base64')}`]);
    await fetcher.close();
  });

  it('without a scheme is an http proxy', async () => {
    const fetcher = quietFetcher({ environment: { http_proxy: new URL(origin).host } });
    expect(await fetcher.fetch(asking('http://feeds.example/rss', REQUEST))).toHaveProperty('kind', 'fresh');
    await fetcher.close();
  });

  it.each(['127.0.0.1', 'other.example, 127.0.0.1', '*'])('is passed by for no_proxy=%s', async (no_proxy) => {
    const fetcher = quietFetcher({ environment: { http_proxy: origin, no_proxy } });
    expect(await fetcher.fetch(asking(`${upstream.origin}/feed`))).toHaveProperty('kind', 'fresh');
    expect(seen).toEqual([]);
    await fetcher.close();
  });

  it('is asked for a tunnel to an https host, and its refusal is told', async () => {
    const fetcher = quietFetcher({ environment: { https_proxy: origin } });
    expect(await fetcher.fetch(asking('https://closed.example/rss', REQUEST))).toMatchObject({ failure: { code: 'proxy' } });
    expect(await fetcher.fetch(asking('https://feeds.example/rss', REQUEST))).toMatchObject({ failure: { code: 'tls' } });
    expect(seen).toContain('CONNECT feeds.example:443');
    await fetcher.close();
  });

  it.each(['http://localhost/', 'http://router.local/', 'http://metadata.google.internal/', 'http://10.0.0.1/', 'http://[::ffff:10.0.0.1]/', 'https://169.254.169.254/'])(
    'is never asked to reach %s for a stranger', async (url) => {
      const fetcher = quietFetcher({ environment: { http_proxy: origin, https_proxy: origin } });
      expect(await fetcher.fetch(asking(url, REQUEST))).toMatchObject({ failure: { code: 'forbidden-address' } });
      expect(seen).toEqual([]);
      await fetcher.close();
    },
  );

  it('that is down is named as a suspect', async () => {
    const fetcher = quietFetcher({ environment: { http_proxy: origin.replace(/\d+$/, '1') } });
    expect(await fetcher.fetch(asking('http://feeds.example/rss', REQUEST))).toMatchObject({
      network: true,
      failure: { code: 'refused', message: expect.stringMatching(/proxy .* feeds\.example/) as string },
    });
    await fetcher.close();
  });

  it('that never answers a request for a tunnel does not outlast the time limit', async () => {
    proxy.removeAllListeners('connect').on('connect', () => undefined);
    const fetcher = quietFetcher({ environment: { https_proxy: origin } });
    const outcome = await fetcher.fetch(asking('https://feeds.example/', { ...REQUEST, limits: { timeout: 300 } }));
    expect(outcome).toMatchObject({ network: true, failure: { code: 'no-answer' } });
    await fetcher.close();
  });

  it('that is no address is a mistake told at the start, without the login in it', () => {
    expect(() => createFetcher({ userAgent: 'x', environment: { https_proxy: 'http://me:secret@[' } })).toThrow(/https_proxy is not an address/);
    expect(() => createFetcher({ userAgent: 'x', environment: { https_proxy: 'http://me:secret@[' } })).not.toThrow(/secret/);
  });
});
