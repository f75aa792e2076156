import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pictureTypeOf } from '../../src/relay/picture-type.js';
import { answer, startUpstream, type Upstream } from '../support/upstream.js';
import { ask } from '../serve/client.js';
import { picture } from './pictures.js';
import { startRelaying } from './relaying.js';

let site: Upstream;
beforeAll(async () => {
  site = await startUpstream();
});
afterAll(() => site.close());

let made = 0;
/** A picture at an address of its own. */
function hang(body: Buffer, headers: Record<string, string> = {}): string {
  const path = `/${made++}.jpg`;
  site.route(path, answer({ headers: { 'content-type': 'application/octet-stream', ...headers }, body }));
  return site.origin + path;
}

describe('a relayed picture', () => {
  it.each(['png', 'jpeg', 'gif', 'webp', 'avif'] as const)('comes as it is, under the type of its bytes: %s', async (kind) => {
    const { see } = await startRelaying([site.host]);
    const bytes = picture(kind);
    const reply = await see(hang(bytes));
    expect(reply).toMatchObject({ status: 200, headers: { 'content-type': `image/${kind}`, 'content-length': String(bytes.length) } });
    expect(reply.body).toEqual(bytes);
  });

  it('may be kept for long, and does nothing should it be opened as a page', async () => {
    const { see } = await startRelaying([site.host]);
    const { headers } = await see(hang(picture()));
    expect(headers['cache-control']).toBe('public, max-age=2592000');
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'cross-origin-resource-policy': 'cross-origin', 'accept-ranges': 'bytes' });
    expect(headers['content-security-policy']).toContain('sandbox');
    expect(headers.etag).toMatch(/^"[\w-]{43}"$/);
  });

  it('is asked of its host once, and then comes out of the cache', async () => {
    const { see, outcomes } = await startRelaying([site.host]);
    const bytes = picture();
    const address = hang(bytes);
    for (let time = 0; time < 3; time++) expect((await see(address)).body).toEqual(bytes);
    expect(site.count(new URL(address).pathname)).toBe(1);
    expect(outcomes).toEqual(['fetched', 'kept', 'kept']);
  });

  it('is asked of its host once, however many ask for it at once, for whatever article', async () => {
    const { see } = await startRelaying([site.host]);
    const bytes = picture('jpeg', 300_000);
    const address = hang(bytes);
    const replies = await Promise.all(Array.from({ length: 40 }, (_, at) => see(address, { article: `https://news.example/${at}` })));
    expect(replies.every(({ status, body }) => status === 200 && body.equals(bytes))).toBe(true);
    expect(site.count(new URL(address).pathname)).toBe(1);
  });

  it('is sent to HEAD without its bytes', async () => {
    const { see } = await startRelaying([site.host]);
    const reply = await see(hang(picture('gif', 500)), { method: 'HEAD' });
    expect(reply).toMatchObject({ status: 200, headers: { 'content-length': '500', 'content-type': 'image/gif' }, text: '' });
  });

  it.each([['small', 5_000], ['larger than what is held in memory', 1_500_000]])('comes in parts where a part is asked for: %s', async (_, size) => {
    const { see } = await startRelaying([site.host]);
    const bytes = picture('png', size);
    const address = hang(bytes);
    const part = await see(address, { headers: { range: 'bytes=1000-1999' } });
    expect(part).toMatchObject({ status: 206, headers: { 'content-range': `bytes 1000-1999/${size}`, 'content-length': '1000' } });
    expect(part.body).toEqual(bytes.subarray(1000, 2000));
    expect((await see(address, { headers: { range: `bytes=${size}-` } }))).toMatchObject({ status: 416, headers: { 'content-range': `bytes */${size}` } });
    const rest = await see(address, { headers: { range: 'bytes=-10', 'if-range': part.headers.etag ?? '' } });
    expect(rest.body).toEqual(bytes.subarray(-10));
    expect((await see(address, { headers: { range: 'bytes=-10', 'if-range': '"another"' } })).body.equals(bytes)).toBe(true);
  });

  it('is not sent again to who has it', async () => {
    const { see } = await startRelaying([site.host]);
    const address = hang(picture(), { 'last-modified': 'Fri, 06 Mar 2026 10:00:00 GMT' });
    const { headers } = await see(address);
    expect(headers['last-modified']).toBe('Fri, 06 Mar 2026 10:00:00 GMT');
    const again = await see(address, { headers: { 'if-none-match': headers.etag ?? '' } });
    expect(again).toMatchObject({ status: 304, text: '', headers: { etag: headers.etag } });
    expect((await see(address, { headers: { 'if-modified-since': 'Sat, 07 Mar 2026 10:00:00 GMT' } })).status).toBe(304);
    expect((await see(address, { headers: { 'if-none-match': '"another"', range: 'bytes=0-0' } })).status).toBe(206);
  });
});

describe('an address', () => {
  const refused = async (change: (address: string) => string): Promise<void> => {
    const { address, outcomes } = await startRelaying([site.host]);
    const shown = hang(picture());
    const reply = await ask(change(address(shown, 'https://news.example/1')));
    expect(reply.status).toBe(404);
    expect(site.count(new URL(shown).pathname)).toBe(0);
    expect(outcomes).toEqual([]);
  };

  it('that was not signed opens nothing', () => refused((address) => address.replace(/img\/./, 'img/')));
  it('whose picture was exchanged opens nothing', () =>
    refused((address) => address.replace(/[\w-]+\.[\w-]+$/, `${Buffer.from(`${site.origin}/secret.png`).toString('base64url')}.YQ`)));
  it('whose article was exchanged opens nothing', () => refused((address) => address.replace(/\.[\w-]+$/, '.aHR0cDovL2Euc2l0ZQ')));
  it('whose article was taken away opens nothing', () => refused((address) => address.replace(/\.[\w-]+$/, '')));
  it('signed with another key opens nothing', async () => {
    const other = await startRelaying([site.host], { key: () => 'another key' });
    expect((await other.see(hang(picture()))).status).toBe(404);
  });
  it('without a signature opens nothing', () => refused((address) => address.replace(/img\/[\w-]+\//, 'img/')));

  it('that was signed once opens its picture as often as it is asked for, whatever hangs behind it', async () => {
    const { address } = await startRelaying([site.host]);
    const bytes = picture();
    const signed = address(hang(bytes));
    expect((await ask(signed)).body).toEqual(bytes);
    expect((await ask(`${signed}?width=200`)).body).toEqual(bytes);
  });
});

describe('many slow readers', () => {
  it('hold no more than a little of what they do not read', async () => {
    const { see, address, origin } = await startRelaying([site.host]);
    const bytes = picture('jpeg', 8_000_000);
    const shown = hang(bytes);
    await see(shown);
    const { pathname } = new URL(address(shown));
    const { hostname, port } = new URL(origin);
    const before = process.memoryUsage();
    const sockets = await Promise.all(Array.from({ length: 500 }, () => new Promise<ReturnType<typeof connect>>((resolve) => {
      const socket = connect(Number(port), hostname, () => socket.write(`GET ${pathname} HTTP/1.1\r\nHost: relay\r\n\r\n`));
      socket.once('readable', () => resolve(socket));
    })));
    const after = process.memoryUsage();
    for (const socket of sockets) socket.destroy();
    // 500 readers of 8 MB each, were it not for backpressure, would hold 4,000 MB.
    expect(after.arrayBuffers - before.arrayBuffers).toBeLessThan(100_000_000);
    expect((await see(shown)).body.equals(bytes)).toBe(true);
  });
});

describe('the placeholder', () => {
  it('is a picture, and says that it is none to be kept', async () => {
    const { see } = await startRelaying([site.host]);
    const reply = await see(`${site.origin}/nowhere.png`);
    expect(reply).toMatchObject({ status: 502, headers: { 'content-type': 'image/png', 'cache-control': 'public, max-age=60' } });
    expect(pictureTypeOf(reply.body)).toBe('image/png');
  });
});
