import { finished } from 'node:stream/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FetchError, type Fetcher, type StreamedResponse } from '../../src/fetch/index.js';
import { hostile } from '../support/hostile.js';
import { answer, redirect, startUpstream, type Route, type Upstream } from '../support/upstream.js';
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

const PICTURE = Buffer.from('89504e470d0a1a0a', 'hex');
const request = (limits = {}): ReturnType<typeof asking> => asking(`${upstream.origin}/picture`, { limits });

async function opened(route: Route, limits = {}): Promise<StreamedResponse> {
  upstream.route('/picture', route);
  const result = await fetcher.fetchStream(request(limits));
  if (!result.ok) throw new FetchError(result.failure);
  return result.value;
}

async function bytesOf({ body }: StreamedResponse): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of body) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

describe('a streamed answer', () => {
  it('brings status, headers and the body as it was', async () => {
    const response = await opened(answer({ headers: { 'content-type': 'image/png' }, body: PICTURE }));
    expect(response).toMatchObject({ status: 200, url: `${upstream.origin}/picture`, headers: { 'content-type': 'image/png' } });
    expect(await bytesOf(response)).toEqual(PICTURE);
  });

  it('is decompressed and follows redirects like any other', async () => {
    upstream.route('/real', hostile.encoded('<svg/>', 'br'));
    const response = await opened(redirect('/real'));
    expect(response.url).toBe(`${upstream.origin}/real`);
    expect((await bytesOf(response)).toString()).toBe('<svg/>');
  });

  it('asks for anything, or for what the caller says', async () => {
    await bytesOf(await opened(answer()));
    expect(upstream.requests.at(-1)?.headers.accept).toBe('*/*');
    const result = await fetcher.fetchStream({ ...request(), headers: { accept: 'image/*', referer: 'https://site.example/' } });
    if (result.ok) await bytesOf(result.value);
    expect(upstream.requests.at(-1)?.headers).toMatchObject({ accept: 'image/*', referer: 'https://site.example/' });
  });

  it.each([403, 404, 206, 304, 500])('of %d is a failure that keeps the status', async (status) => {
    upstream.route('/picture', answer({ status }));
    expect(await fetcher.fetchStream(request())).toMatchObject({ ok: false, failure: { code: 'http-status', http: status } });
  });

  it.each<[string, Route]>([
    ['too-large', hostile.endless()],
    ['too-large', hostile.gzipBomb()],
    ['truncated', hostile.resetMidway()],
    ['truncated', hostile.lengthTooLong()],
    ['too-slow', hostile.trickle()],
  ])('that goes wrong midway ends as %s', async (code, route) => {
    const response = await opened(route, { body: 10_000, timeout: code === 'too-slow' ? 400 : 10_000 });
    await expect(bytesOf(response)).rejects.toMatchObject({ name: 'FetchError', failure: { code } });
  });

  it('gives its turn back when it is dropped unread', async () => {
    for (let picture = 0; picture < 6; picture++) {
      const { body } = await opened(hostile.endless());
      body.destroy();
    }
    expect(await bytesOf(await opened(answer({ body: PICTURE })))).toEqual(PICTURE);
  });

  it('is closed by the clock where nobody reads on', async () => {
    const { body } = await opened(hostile.trickle(), { timeout: 200 });
    await expect(finished(body)).rejects.toMatchObject({ failure: { code: 'too-slow' } });
  });

  it('ends when the fetcher is closed', async () => {
    const closing = quietFetcher();
    upstream.route('/picture', hostile.trickle());
    const result = await closing.fetchStream(request());
    await closing.close();
    expect(result.ok).toBe(true);
    if (result.ok) await expect(bytesOf({ ...result.value })).rejects.toMatchObject({ failure: { code: 'aborted' } });
  });
});
