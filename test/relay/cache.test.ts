import { readdir, readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { answer, startUpstream, type Upstream } from '../support/upstream.js';
import { picture } from './pictures.js';
import { folder, startRelaying, type Relaying } from './relaying.js';

const DAY = 24 * 60 * 60 * 1000;
let site: Upstream;
beforeAll(async () => {
  site = await startUpstream();
});
afterAll(() => site.close());

let made = 0;
/** So many pictures, each at an address of its own. */
function hang(count: number, size = 10_000): readonly { readonly address: string; readonly path: string; readonly bytes: Buffer }[] {
  return Array.from({ length: count }, () => {
    const path = `/${made++}.png`;
    const bytes = picture('png', size);
    site.route(path, answer({ body: bytes }));
    return { address: site.origin + path, path, bytes };
  });
}

/** Files of the cache; there are no others, whatever happened. */
async function files({ cacheDir }: Pick<Relaying, 'cacheDir'>): Promise<readonly string[]> {
  return readdir(cacheDir);
}

describe('the cache', () => {
  it('outlives a restart', async () => {
    const [shown] = hang(1);
    if (shown === undefined) throw new Error('no picture');
    const before = await startRelaying([site.host]);
    const tag = (await before.see(shown.address)).headers.etag;
    await before.close();
    const after = await startRelaying([site.host], { cacheDir: before.cacheDir });
    const reply = await after.see(shown.address);
    expect(reply.body).toEqual(shown.bytes);
    expect(reply.headers.etag).toBe(tag);
    expect(site.count(shown.path)).toBe(1);
  });

  it('lets go what was used longest ago, over a restart too', async () => {
    const [first, second, third, fourth] = hang(4);
    if (first === undefined || second === undefined || third === undefined || fourth === undefined) throw new Error('no picture');
    const limits = { pictureCache: 35_000 };
    const before = await startRelaying([site.host], { limits });
    for (const { address } of [first, second, third, first]) {
      await before.see(address);
      before.wait(1000);
    }
    await before.close();
    const after = await startRelaying([site.host], { limits, cacheDir: before.cacheDir });
    after.wait(60_000);
    await after.see(fourth.address);
    await after.see(first.address);
    await after.see(third.address);
    expect([first, third, fourth].map(({ path }) => site.count(path))).toEqual([1, 1, 1]);
    await after.see(second.address);
    expect(site.count(second.path)).toBe(2);
  });

  it('never grows beyond its bound', async () => {
    const limits = { pictureCache: 60_000 };
    const relaying = await startRelaying([site.host], { limits });
    for (const { address, bytes } of hang(20)) expect((await relaying.see(address)).body).toEqual(bytes);
    expect(relaying.relay.size()).toBeLessThanOrEqual(60_000);
    await relaying.close();
    const sizes = await Promise.all((await files(relaying)).map(async (name) => (await readFile(join(relaying.cacheDir, name))).length));
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(relaying.relay.size());
    const smaller = await startRelaying([site.host], { limits: { pictureCache: 20_000 }, cacheDir: relaying.cacheDir });
    await smaller.close();
    expect(smaller.relay.size()).toBeLessThanOrEqual(20_000);
    expect(await files(smaller)).toHaveLength(1);
  });

  it.each<[string, (path: string) => Promise<unknown>]>([
    ['cut', (path) => truncate(path, 4_000)],
    ['emptied', (path) => truncate(path, 0)],
    ['scribbled on', async (path) => writeFile(path, (await readFile(path)).fill(0, 100, 110))],
    ['given another end', async (path) => writeFile(path, `${await readFile(path, 'latin1')}\n{"type":"text/html"}`, 'latin1')],
  ])('notices a file that was %s, and fetches its picture anew', async (_, spoil) => {
    const [shown] = hang(1);
    if (shown === undefined) throw new Error('no picture');
    const before = await startRelaying([site.host]);
    await before.see(shown.address);
    await before.close();
    const [file = ''] = await files(before);
    await spoil(join(before.cacheDir, file));
    const after = await startRelaying([site.host], { cacheDir: before.cacheDir });
    expect((await after.see(shown.address)).body).toEqual(shown.bytes);
    expect(site.count(shown.path)).toBe(2);
  });

  it('leaves nothing behind of a picture that broke off', async () => {
    site.route('/half.png', ({ socket }) => void socket.end(Buffer.concat([Buffer.from('HTTP/1.1 200 OK\r\ncontent-length: 9000\r\n\r\n'), picture()])));
    const relaying = await startRelaying([site.host]);
    expect((await relaying.see(`${site.origin}/half.png`)).status).toBe(502);
    expect(await files(relaying)).toEqual([]);
  });

  it('that cannot be written costs a placeholder and not the server', async () => {
    const [shown] = hang(1);
    const blocked = join(await folder(), 'a file');
    await writeFile(blocked, 'no folder');
    const { see } = await startRelaying([site.host], { cacheDir: join(blocked, 'pictures') });
    expect((await see(shown?.address ?? '')).status).toBe(502);
    expect((await see(shown?.address ?? '')).status).toBe(502);
  });
});

describe('a picture kept for long', () => {
  const validators = { etag: '"v1"', 'last-modified': 'Fri, 06 Mar 2026 10:00:00 GMT', 'cache-control': 'max-age=172800' };

  /** A picture of which this much has been asked and answered. */
  async function aged(change: () => void, ms = 3 * DAY): Promise<{ relaying: Relaying; address: string; path: string; bytes: Buffer }> {
    const bytes = picture();
    const path = `/${made++}.png`;
    site.route(path, (request, response) => {
      answer(request.headers['if-none-match'] === '"v1"' ? { status: 304 } : { headers: validators, body: bytes })(request, response);
    });
    const relaying = await startRelaying([site.host]);
    await relaying.see(site.origin + path);
    relaying.wait(ms);
    change();
    return { relaying, address: site.origin + path, path, bytes };
  }

  it('is asked for again with what its host gave to ask with, and shown meanwhile', async () => {
    const { relaying, address, path, bytes } = await aged(() => undefined);
    expect((await relaying.see(address)).body).toEqual(bytes);
    await vi.waitFor(() => expect(site.count(path)).toBe(2));
    expect(site.requests.at(-1)?.headers).toMatchObject({ 'if-none-match': '"v1"', 'if-modified-since': validators['last-modified'] });
    await relaying.close();
    const after = await startRelaying([site.host], { cacheDir: relaying.cacheDir });
    after.wait(4 * DAY);
    expect((await after.see(address)).body).toEqual(bytes);
    expect(site.count(path), 'the 304 counts over a restart').toBe(2);
  });

  it('is not asked for again before its time', async () => {
    const { relaying, address, path } = await aged(() => undefined, DAY);
    await relaying.see(address);
    expect(relaying.outcomes).toEqual(['fetched', 'kept']);
    expect(site.count(path)).toBe(1);
  });

  it('gives way to the one that its host shows now', async () => {
    const changed = picture('gif');
    const { relaying, address, path } = await aged(() => undefined);
    site.route(path, answer({ headers: { etag: '"v2"' }, body: changed }));
    const { headers } = await relaying.see(address);
    await vi.waitFor(async () => expect((await relaying.see(address)).body).toEqual(changed));
    expect((await relaying.see(address, { headers: { 'if-none-match': headers.etag ?? '' } })).headers['content-type']).toBe('image/gif');
  });

  it('goes on being shown when its host has lost it', async () => {
    const { relaying, address, path, bytes } = await aged(() => undefined);
    site.route(path, answer({ status: 404 }));
    expect((await relaying.see(address)).body).toEqual(bytes);
    await vi.waitFor(() => expect(site.count(path)).toBeGreaterThan(1));
    expect((await relaying.see(address)).body).toEqual(bytes);
  });
});
