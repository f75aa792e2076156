import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { ask, raw } from './client.js';
import { atomText, representation, serving, shelfOf } from './shop.js';

const modified = 'Fri, 29 Nov 2024 17:28:27 GMT';

describe('a feed', () => {
  test('comes with all that a reader needs to keep and revalidate it', async () => {
    const { url } = await serving();
    const { status, headers, text } = await ask(`${url}/feeds/voa.atom`);
    expect({ status, text }).toEqual({ status: 200, text: atomText });
    expect(headers).toMatchObject({
      'content-type': 'application/atom+xml; charset=utf-8',
      'content-length': String(Buffer.byteLength(atomText)),
      etag: '"v1"',
      'last-modified': modified,
      'cache-control': 'public, max-age=900',
      vary: 'Accept-Encoding',
      'x-content-type-options': 'nosniff',
      'access-control-allow-origin': '*',
      'access-control-expose-headers': 'ETag',
    });
    expect(headers).not.toHaveProperty('content-encoding');
    expect(headers['content-security-policy']).toContain("default-src 'none'");
  });

  test.each([
    ['br', 'br', brotliDecompressSync],
    ['gzip', 'gzip', gunzipSync],
  ])('is the same text in %s, under an ETag of its own', async (accepted, encoding, unpack) => {
    const { url } = await serving();
    const { headers, body } = await ask(`${url}/feeds/voa.atom`, { headers: { 'accept-encoding': accepted } });
    expect(headers).toMatchObject({ 'content-encoding': encoding, etag: `"v1-${encoding}"`, 'content-length': String(body.length) });
    expect(unpack(body).toString()).toBe(atomText);
    expect(body.length).toBeLessThan(Buffer.byteLength(atomText) / 10);
  });

  test.each(['identity', 'br', 'gzip'])('answers HEAD with the very headers of GET (%s)', async (accepted) => {
    const { url } = await serving();
    const asking = { headers: { 'accept-encoding': accepted } };
    const [got, head] = [await ask(`${url}/feeds/voa.atom`, asking), await ask(`${url}/feeds/voa.atom`, { ...asking, method: 'HEAD' })];
    const undated = (headers: typeof got.headers): object => ({ ...headers, date: undefined });
    expect(undated(head.headers)).toEqual(undated(got.headers));
    expect({ status: head.status, size: head.body.length }).toEqual({ status: 200, size: 0 });
  });

  test('too small to gain by it is sent as it is, whatever is accepted', async () => {
    const { url } = await serving({ shelf: shelfOf({ '/a.json': representation({ body: Buffer.from('{}'), contentType: 'application/feed+json' }) }) });
    const { headers, text } = await ask(`${url}/a.json`, { headers: { 'accept-encoding': 'br' } });
    expect(text).toBe('{}');
    expect(headers).toMatchObject({ etag: '"v1"', vary: 'Accept-Encoding' });
    expect(headers).not.toHaveProperty('content-encoding');
  });

  test('that is a picture is not compressed again', async () => {
    const { url } = await serving({ shelf: shelfOf({ '/a.png': representation({ contentType: 'image/png' }) }) });
    const { headers } = await ask(`${url}/a.png`, { headers: { 'accept-encoding': 'br' } });
    expect(headers).not.toHaveProperty('content-encoding');
  });

  test('is found through a query string, an escaped letter, or the full address of a proxy', async () => {
    const { url } = await serving();
    expect((await ask(`${url}/feeds/voa.atom?utm_source=x`)).status).toBe(200);
    expect((await ask(`${url}/feeds/%76oa.atom`)).status).toBe(200);
    expect(await raw(url, 'GET http://elsewhere.example/feeds/voa.atom HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n')).toMatch(/^HTTP\/1\.1 200 /);
  });

  test('may be late: a shelf that answers in time of its own is waited for', async () => {
    const { url } = await serving({ shelf: { find: () => Promise.resolve({ kind: 'found', representation: representation() } as const) } });
    expect((await ask(`${url}/feeds/voa.atom`)).text).toBe(atomText);
  });
});

describe('a conditional request', () => {
  test.each<[string, number, Record<string, string>]>([
    ['our tag', 304, { 'if-none-match': '"v1"' }],
    ['our tag, weakened by a proxy', 304, { 'if-none-match': 'W/"v1"' }],
    ['our tag in a list', 304, { 'if-none-match': '"v0", W/"a,b" ,"v1"' }],
    ['any tag', 304, { 'if-none-match': '*' }],
    ['another tag', 200, { 'if-none-match': '"v0"' }],
    ['our tag without quotes', 200, { 'if-none-match': 'v1' }],
    ['a tag that ours begins', 200, { 'if-none-match': '"v1-br"' }],
    ['nothing readable', 200, { 'if-none-match': '' }],
    ['our date', 304, { 'if-modified-since': modified }],
    ['a later date', 304, { 'if-modified-since': 'Fri, 29 Nov 2024 18:00:00 GMT' }],
    ['an earlier date', 200, { 'if-modified-since': 'Fri, 29 Nov 2024 17:28:26 GMT' }],
    ['our date as RFC 850 wrote it', 304, { 'if-modified-since': 'Friday, 29-Nov-24 17:28:27 GMT' }],
    ['our date as asctime writes it', 304, { 'if-modified-since': 'Fri Nov 29 17:28:27 2024' }],
    ['a date that is none', 200, { 'if-modified-since': '2030' }],
    ['a date still to come', 200, { 'if-modified-since': 'Fri, 29 Nov 2999 17:28:27 GMT' }],
    ['another tag with our date: the tag decides', 200, { 'if-none-match': '"v0"', 'if-modified-since': modified }],
    ['our tag with an older date: the tag decides', 304, { 'if-none-match': '"v1"', 'if-modified-since': 'Fri, 29 Nov 2019 17:28:27 GMT' }],
    ['the tag of what it accepts', 304, { 'if-none-match': '"v1-br"', 'accept-encoding': 'br' }],
    ['the tag of another coding', 200, { 'if-none-match': '"v1-gzip"', 'accept-encoding': 'br' }],
  ])('with %s gets %i', async (_, status, headers) => {
    const { url } = await serving();
    for (const method of ['GET', 'HEAD']) expect((await ask(`${url}/feeds/voa.atom`, { method, headers })).status).toBe(status);
  });

  test('gets with its 304 what a cache needs, and neither body nor description', async () => {
    const { url } = await serving();
    const { headers, body } = await ask(`${url}/feeds/voa.atom`, { headers: { 'if-none-match': '"v1-gzip"', 'accept-encoding': 'gzip' } });
    expect(body).toHaveLength(0);
    expect(headers).toMatchObject({
      etag: '"v1-gzip"', 'cache-control': 'public, max-age=900', vary: 'Accept-Encoding', 'access-control-allow-origin': '*',
    });
    expect(headers).not.toHaveProperty('content-type');
  });
});

describe('what is not there', () => {
  test.each<[string, number, string]>([
    ['an unknown address', 404, '/feeds/none.atom'],
    ['an inherited property', 404, '/constructor'],
    ['an address outside', 404, '/../../etc/passwd'],
    ['the same, escaped', 404, '/feeds/..%2f..%2fetc%2fpasswd'],
    ['another host', 404, '//evil.example/'],
    ['what was dropped', 410, '/feeds/voa/archive/1.atom'],
    ['half an escape', 400, '/feeds/%e4%b8'],
    ['a broken escape', 400, '/feeds/%zz'],
    ['an escaped NUL', 400, '/feeds/%00'],
    ['an escaped line break', 400, '/feeds/a%0d%0aSet-Cookie:x'],
    ['an endless address', 414, `/${'a'.repeat(9_000)}`],
  ])('%s: %i', async (_, status, path) => {
    const { url } = await serving({ shelf: shelfOf({}, ['/feeds/voa/archive/1.atom']) });
    const reply = await raw(url, `GET ${path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`);
    expect(reply).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
    expect(reply).not.toContain('etc/passwd');
    expect(reply).toMatch(/Cache-Control: no-store/);
  });

  test('is told to a browser in a page, in its language, that can do nothing', async () => {
    const { url } = await serving({ basePath: '/y' });
    const { headers, text } = await ask(`${url}/%3Cscript%3Ealert(1)%3C/script%3E`, { headers: { accept: 'text/html,*/*', 'accept-language': 'zh-CN,zh;q=0.9' } });
    expect(text).toContain('此地址没有内容');
    expect(text).not.toContain('<script');
    expect(text).toMatch(/href="\/y\/assets\/status\.css\?[^]*<a href="\/y\/">回到首页/);
    expect(headers).toMatchObject({ 'content-type': 'text/html; charset=utf-8', 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' });
    expect(headers['content-security-policy']).toContain("default-src 'none'");
  });

  test('is told to a program in one line of text', async () => {
    const { url } = await serving();
    const { headers, text } = await ask(`${url}/none`);
    expect(headers['content-type']).toBe('text/plain; charset=utf-8');
    expect(text).toBe('404 Not Found\nThere is nothing at this address; the list of feeds is on the first page.\n');
  });

  test('headers without end are cut at 16 KB', async () => {
    const { url } = await serving();
    expect(await raw(url, `GET / HTTP/1.1\r\nHost: a\r\nX: ${'a'.repeat(20_000)}\r\n\r\n`)).toMatch(/^HTTP\/1\.1 431 /);
  });

  test('what is no HTTP gets 400', async () => {
    const { url } = await serving();
    expect(await raw(url, 'SSH-2.0-OpenSSH_9.2\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 /);
  });
});

describe('methods', () => {
  test.each(['POST', 'PUT', 'DELETE', 'PATCH', 'TRACE', 'PROPFIND'])('%s is refused, and told what works', async (method) => {
    const { url } = await serving();
    const { status, headers } = await ask(`${url}/feeds/voa.atom`, { method });
    expect({ status, allow: headers.allow }).toEqual({ status: 405, allow: 'GET, HEAD, OPTIONS' });
  });

  test('an upload nobody asked for is not read to its end', async () => {
    const { url } = await serving();
    const reply = await raw(url, 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1000000000\r\n\r\nabc');
    expect(reply).toMatch(/^HTTP\/1\.1 405 [\s\S]*Connection: close/);
    expect(await raw(url, 'GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n')).toMatch(/Connection: close/);
  });

  test('OPTIONS opens feeds to scripts of any site', async () => {
    const { url } = await serving();
    const { status, headers } = await ask(`${url}/feeds/voa.atom`, {
      method: 'OPTIONS', headers: { origin: 'https://reader.example', 'access-control-request-method': 'GET', 'access-control-request-headers': 'if-none-match' },
    });
    expect(status).toBe(204);
    expect(headers).toMatchObject({ allow: 'GET, HEAD, OPTIONS', 'access-control-allow-origin': '*', 'access-control-allow-methods': 'GET, HEAD, OPTIONS' });
    expect(headers['access-control-allow-headers']).toMatch(/If-None-Match/);
  });

  test('OPTIONS * asks the server as a whole', async () => {
    const { url } = await serving();
    expect(await raw(url, 'OPTIONS * HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n')).toMatch(/^HTTP\/1\.1 204 /);
    expect(await raw(url, 'GET * HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 /);
  });
});

describe('a page', () => {
  const page = representation({ body: Buffer.from('<!doctype html>'), contentType: 'text/html; charset=utf-8', language: 'zh' });

  test('is closed to other sites and varies with the language it was chosen by', async () => {
    const { url } = await serving({ shelf: shelfOf({ '/': page }) });
    const { headers } = await ask(`${url}/`);
    expect(headers).toMatchObject({ vary: 'Accept-Encoding, Accept-Language', 'content-language': 'zh', 'referrer-policy': 'no-referrer' });
    expect(headers['content-security-policy']).toMatch(/^default-src 'none'; script-src 'self'; .*frame-ancestors 'none'$/);
    expect(headers).not.toHaveProperty('access-control-allow-origin');
  });

  test('may bring a policy of its own', async () => {
    const { url } = await serving({ shelf: shelfOf({ '/': { ...page, policy: "default-src 'self'" } }) });
    expect((await ask(`${url}/`)).headers['content-security-policy']).toBe("default-src 'self'");
  });

  test('is asked of the shelf in the language that the browser likes best', async () => {
    const asked: string[] = [];
    const { url } = await serving({ shelf: { find: (_, language) => (asked.push(language), { kind: 'missing' }) } });
    for (const header of ['zh-CN,en;q=0.8', 'en-GB,zh;q=0.8', 'de']) await ask(url, { headers: { 'accept-language': header } });
    await ask(url);
    expect(asked).toEqual(['zh', 'en', 'en', 'en']);
  });
});

describe('a base path', () => {
  test.each([
    ['/y', '/y/feeds/voa.atom', 200],
    ['/y', '/feeds/voa.atom', 200],
    ['/y/', '/y/feeds/voa.atom', 200],
    ['/y', '/yfeeds/voa.atom', 404],
    ['/y', '/y/healthz', 200],
    ['/y', '/y/y/feeds/voa.atom', 404],
    ['/feeds', '/feeds/voa.atom', 200],
    ['/feeds', '/feeds/feeds/voa.atom', 200],
    ['/y', '/y', 404],
  ])('of %s: %s gives %i', async (basePath, path, status) => {
    const { url } = await serving({ basePath });
    expect((await ask(url + path)).status).toBe(status);
  });

  test('asked for without its slash is the first page', async () => {
    const { url } = await serving({ basePath: '/y', shelf: shelfOf({ '/': representation() }) });
    expect((await ask(`${url}/y`)).status).toBe(200);
    expect((await ask(`${url}/y/`)).status).toBe(200);
  });
});

describe('for monitors', () => {
  test('/healthz is 200 while the process lives, /readyz once store and server are open', async () => {
    let ready = false;
    const { url } = await serving({ ready: () => ready });
    expect(await ask(`${url}/healthz`)).toMatchObject({ status: 200, text: 'ok\n', headers: { 'cache-control': 'no-store' } });
    expect((await ask(`${url}/readyz`)).status).toBe(503);
    ready = true;
    expect((await ask(`${url}/readyz`, { method: 'HEAD' })).status).toBe(200);
  });

  test('/metrics is Prometheus text where there are metrics, else nothing', async () => {
    const { url } = await serving({ metrics: () => Promise.resolve('up 1\n') });
    expect(await ask(`${url}/metrics`)).toMatchObject({ status: 200, text: 'up 1\n', headers: { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' } });
    const bare = await serving();
    expect((await ask(`${bare.url}/metrics`)).status).toBe(404);
  });
});
