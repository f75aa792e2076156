import { once } from 'node:events';
import { Agent, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, describe, expect, test } from 'vitest';
import { startServer, type Found, type Route } from '../../src/serve/index.js';
import { ask, dial, raw, readAll } from './client.js';
import { representation, serving, shelfOf } from './shop.js';

const options = { basePath: '', shelf: shelfOf({}), ready: () => true };

/** A promise with its key. */
function latch<T>(): { readonly promise: Promise<T>; readonly open: (value: T) => void } {
  let open: (value: T) => void = () => undefined;
  const promise = new Promise<T>((resolve) => (open = resolve));
  return { promise, open };
}

describe('where it cannot listen', () => {
  const taken = createServer();
  afterAll(() => taken.close());

  test('because another program does, it says so and what to do', async () => {
    taken.listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as AddressInfo;
    expect(await startServer({ ...options, listen: { host: '127.0.0.1', port } })).toEqual({
      ok: false,
      failure: {
        code: 'address-in-use',
        message: `Cannot listen on 127.0.0.1:${port}: another program does already; stop it, or choose another port in server.listen.`,
      },
    });
  });

  test.each(['192.0.2.1', '2001:db8::1'])('because %s is not this machine’s address, it says so', async (host) => {
    const started = await startServer({ ...options, listen: { host, port: 0 } });
    expect(started).toMatchObject({ ok: false, failure: { code: 'address-unknown' } });
  });
});

describe('bugs', () => {
  test.each<[string, () => Found | Promise<Found>]>([
    ['thrown', () => { throw new Error('secret words'); }],
    ['rejected', () => Promise.reject(new Error('secret words'))],
  ])('%s by the shelf are reported, cost one 500 and tell nothing to strangers', async (_, find) => {
    const reported: unknown[] = [];
    const { url } = await serving({ shelf: { find }, report: (error) => reported.push(error) });
    const { status, text } = await ask(url);
    expect({ status, text }).toEqual({ status: 500, text: '500 Internal Server Error\nSomething went wrong here; the log says what.\n' });
    expect(reported).toEqual([new Error('secret words')]);
    expect((await ask(`${url}/healthz`)).status).toBe(200);
  });

  test('in the middle of a route’s answer cut it off, so that nobody takes it for whole', async () => {
    const route: Route = {
      method: 'GET', prefix: '/img/',
      handle: (_, response) => { response.writeHead(200, { 'content-length': 9 }).write('half'); return Promise.reject(new Error('broke')); },
    };
    const { url } = await serving({ routes: [route], report: () => undefined });
    await expect(ask(`${url}/img/a`)).rejects.toThrow(/aborted|hang up/);
  });
});

describe('routes', () => {
  const says = (method: 'GET' | 'POST', prefix: string, word: string | false): Route => ({
    method, prefix,
    handle: (_, response, path, search) => { if (word !== false) response.end(`${word} ${path}${search}`); return word !== false; },
  });

  test.each<[string, string, string, number, string]>([
    ['all below a prefix', 'GET', '/img/sig/https%3A%2F%2Fa.example?x=1', 200, 'first /img/sig/https%3A%2F%2Fa.example?x=1'],
    ['HEAD as GET', 'HEAD', '/img/sig', 200, ''],
    ['only the one path', 'POST', '/poll', 200, 'polled /poll'],
    ['below the base path', 'POST', '/y/poll', 200, 'polled /poll'],
    ['not its neighbours', 'POST', '/polls', 405, 'GET, HEAD, OPTIONS'],
    ['not what only acts, to reading', 'GET', '/poll', 405, 'POST, OPTIONS'],
    ['not what only shows, to acting', 'POST', '/img/sig', 405, 'GET, HEAD, OPTIONS'],
    ['then the shelf, where all decline', 'GET', '/feeds/voa.atom', 200, '<?xml'],
  ])('answer %s: %s %s', async (_, method, path, status, expected) => {
    const routes = [says('GET', '/img/', false), says('GET', '/img/', 'first'), says('GET', '/img/', 'second'), says('POST', '/poll', 'polled'), says('GET', '/feeds/', false)];
    const { url } = await serving({ routes, basePath: '/y' });
    const reply = await ask(url + path, { method });
    expect(reply.status).toBe(status);
    expect(status === 405 ? reply.headers.allow : reply.text.slice(0, Math.max(5, expected.length))).toBe(expected);
  });
});

describe('slow and silent clients', () => {
  test('that never finish their headers are cut off', async () => {
    const { url } = await serving({ patience: { headers: 100, request: 100 } });
    expect(await raw(url, 'GET / HTTP/1.1\r\nHost: a\r\nX-Slow: ')).toMatch(/^HTTP\/1\.1 408 /);
  });

  test('that connect and say nothing are cut off', async () => {
    const { url } = await serving({ patience: { headers: 100, request: 100 } });
    expect(await raw(url, '')).toMatch(/^(HTTP\/1\.1 408 |$)/);
  });

  test('that never take their answer are cut off, and others are served meanwhile', async () => {
    const cut = latch<true>();
    const route: Route = {
      method: 'GET', prefix: '/big',
      handle: (_, response) => {
        response.once('close', () => cut.open(true)).end(Buffer.alloc(50_000_000));
        return true;
      },
    };
    const { url } = await serving({ routes: [route], patience: { stalled: 200 } });
    const stuck = await dial(url);
    stuck.pause().write('GET /big HTTP/1.1\r\nHost: a\r\n\r\n');
    expect((await ask(`${url}/feeds/voa.atom`)).status).toBe(200);
    await cut.promise;
    expect((await readAll(stuck.resume())).length).toBeLessThan(50_000_000);
  });
});

describe('closing', () => {
  test('closes idle and silent connections at once, and takes no more', async () => {
    const server = await serving();
    const agent = new Agent({ keepAlive: true });
    await ask(`${server.url}/healthz`, { agent });
    const silent = await dial(server.url);
    await server.close(60_000);
    expect(await readAll(silent)).toBe('');
    await expect(ask(`${server.url}/healthz`)).rejects.toThrow('ECONNREFUSED');
    agent.destroy();
  });

  test('lets an answer under way finish', async () => {
    const [asked, found] = [latch<true>(), latch<Found>()];
    const server = await serving({ shelf: { find: () => (asked.open(true), found.promise) } });
    const agent = new Agent({ keepAlive: true });
    const reply = ask(server.url, { agent });
    await asked.promise;
    const closed = server.close(60_000);
    found.open({ kind: 'found', representation: representation() });
    expect((await reply).status).toBe(200);
    await closed;
    agent.destroy();
  });

  test('cuts off what is not finished in time', async () => {
    const asked = latch<true>();
    const server = await serving({ shelf: { find: () => (asked.open(true), new Promise<Found>(() => undefined)) } });
    const reply = ask(server.url).catch((error: unknown) => String(error));
    await asked.promise;
    await server.close(50);
    expect(await reply).toMatch(/hang up|ECONNRESET/);
  });
});
