import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hostile } from '../support/hostile.js';
import { answer, inTurn, redirect, startUpstream, type Route, type Upstream } from '../support/upstream.js';
import { picture } from './pictures.js';
import { startRelaying } from './relaying.js';

let site: Upstream;
beforeAll(async () => {
  site = await startUpstream();
});
afterAll(() => site.close());

let made = 0;
function hang(route: Route): { readonly address: string; readonly path: string } {
  const path = `/${made++}.png`;
  site.route(path, route);
  return { address: site.origin + path, path };
}

/** Shows its picture to whoever comes from a place that it likes. */
function guarded(bytes: Buffer, likes: (referer: string | undefined) => boolean, refusal = answer({ status: 403 })): Route {
  return (request, response) => (likes(request.headers.referer) ? answer({ body: bytes }) : refusal)(request, response);
}

const article = 'https://news.example/politics/1?from=feed';
const page = answer({ headers: { 'content-type': 'text/html' }, body: '<!doctype html><p>Do not link to our pictures.' });
const drawing = answer({ headers: { 'content-type': 'image/svg+xml' }, body: '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>' });

describe('a host', () => {
  it.each<[string, (referer: string | undefined) => boolean, Route]>([
    ['that refuses a foreign Referer', (referer) => referer === undefined, answer({ status: 403 })],
    ['that demands its own', (referer) => referer === `${site.origin}/`, answer({ status: 403 })],
    ['that demands its own, and shows a page to others', (referer) => referer === `${site.origin}/`, page],
    ["that demands the article's", (referer) => referer === 'https://news.example/', answer({ status: 404 })],
  ])('%s shows its picture', async (_, likes, refusal) => {
    const { see } = await startRelaying([site.host]);
    const bytes = picture();
    const { address } = hang(guarded(bytes, likes, refusal));
    expect((await see(address, { article })).body).toEqual(bytes);
  });

  it('is asked rightly at once for its next picture', async () => {
    const { see } = await startRelaying([site.host]);
    const likes = (referer: string | undefined): boolean => referer === 'https://news.example/';
    const [first, second] = [hang(guarded(picture(), likes)), hang(guarded(picture(), likes))];
    await see(first.address, { article });
    await see(second.address, { article });
    expect([site.count(first.path), site.count(second.path)]).toEqual([3, 1]);
  });

  it.each<[string, Route]>([
    ['sends a drawing with a script in it', drawing],
    ['sends a page under the name of a picture', answer({ headers: { 'content-type': 'image/png' }, body: '<!doctype html><script>alert(1)</script>' })],
    ['sends nothing', answer()],
    ['sends without an end', (request, response) => {
      response.write(picture());
      hostile.endless()(request, response);
    }],
    ['promises 100 MB', ({ socket }) => void socket.write(Buffer.concat([Buffer.from('HTTP/1.1 200 OK\r\ncontent-length: 100000000\r\n\r\n'), picture()]))],
    ['trickles', hostile.trickle(20, '\x89')],
    ['breaks off', ({ socket }) => void socket.end(Buffer.concat([Buffer.from('HTTP/1.1 200 OK\r\ncontent-length: 9000\r\n\r\n'), picture()]))],
    ['is silent', hostile.silent()],
    ['redirects in a circle', redirect('/circle')],
    ['compresses a bomb', hostile.gzipBomb(50_000_000)],
    ['speaks no HTTP', hostile.garbage()],
  ])('that %s costs its readers a placeholder', async (_, route) => {
    site.route('/circle', redirect('/circle'));
    const { see, relay } = await startRelaying([site.host], { limits: { timeout: 400, picture: 1_000_000 } });
    const reply = await see(hang(route).address, { article });
    expect(reply).toMatchObject({ status: 502, headers: { 'content-type': 'image/png' } });
    expect(relay.size()).toBe(0);
  });

  it.each([
    ['of this machine', () => `${site.origin}/inside.png`],
    ['of a cloud', () => 'http://169.254.169.254/latest/meta-data/'],
    ['by a private name', () => 'http://printer.local/status.png'],
  ])('that is not public is not asked: %s', async (_, address) => {
    site.route('/inside.png', answer({ body: picture() }));
    const { see } = await startRelaying([]);
    expect((await see(address())).status).toBe(502);
    expect(site.count('/inside.png')).toBe(0);
  });

  it('cannot send us on to one that is not public', async () => {
    const inside = await startUpstream({ '/secret.png': answer({ body: picture() }) });
    const { see } = await startRelaying([site.host]);
    expect((await see(hang(redirect(`${inside.origin}/secret.png`)).address)).status).toBe(502);
    // The other pictures of its host have nothing to do with it.
    expect((await see(hang(answer({ body: picture() })).address)).status).toBe(200);
    expect(inside.requests).toEqual([]);
    await inside.close();
  });

  it('that fails is left alone for a while, and then asked again', async () => {
    const { see, wait, outcomes } = await startRelaying([site.host]);
    const bytes = picture();
    const { address, path } = hang(inTurn(answer({ status: 500 }), answer({ body: bytes })));
    for (let time = 0; time < 5; time++) expect((await see(address)).status).toBe(502);
    expect(site.count(path)).toBe(1);
    wait(2 * 60_000);
    expect((await see(address)).body).toEqual(bytes);
    expect(outcomes).toEqual([...Array<string>(5).fill('placeholder'), 'fetched']);
  });

  it('that does not answer is not waited for again by its other pictures', async () => {
    const silent = await startUpstream({ '*': hostile.silent() });
    const { see } = await startRelaying([silent.host], { limits: { timeout: 200 } });
    expect((await see(`${silent.origin}/1.png`)).status).toBe(502);
    expect((await see(`${silent.origin}/2.png`)).status).toBe(502);
    expect(silent.requests).toHaveLength(1);
    await silent.close();
  });
});
