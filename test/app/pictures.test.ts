import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { picture } from '../relay/pictures.js';
import { ask } from '../serve/client.js';
import { feedSite } from '../support/feed-site.js';
import { answer, startUpstream, type Upstream } from '../support/upstream.js';
import { running } from './running.js';

let site: Upstream;
const bytes = picture('jpeg', 20_000);
beforeAll(async () => {
  const feed = feedSite();
  site = await startUpstream({ '/feed.xml': feed.route, '/bell.jpg': answer({ body: bytes }) });
  feed.publish({
    title: 'A bell', link: `${site.origin}/bell.html`, guid: 'bell', crawled: Date.UTC(2026, 0, 2),
    body: `<p>It rings.</p><img src="https://images.weserv.nl/?url=${encodeURIComponent(`${site.origin}/bell.jpg`)}">`,
  });
});
afterAll(() => site.close());

/** The relayed picture's address in the feed, once the article is in it. */
async function published(url: string): Promise<string> {
  return vi.waitFor(async () => {
    const [address] = (await ask(`${url}/feeds/bells.atom`)).text.match(/http[^"&<]*\/img\/[\w.-]+\/[\w.-]+/) ?? [];
    if (address === undefined) throw new Error('not published yet');
    return address;
  }, 10_000);
}

it('with images: relay a reader sees the picture through us, after a restart too', async () => {
  const yaml = `sources:\n  - { id: bells, url: "${site.origin}/feed.xml", images: relay }\n`;
  const before = await running(yaml);
  const address = await published(before.url);
  expect(address.startsWith(`${before.url}/img/`)).toBe(true);
  const reply = await ask(address);
  expect(reply).toMatchObject({ status: 200, headers: { 'content-type': 'image/jpeg' } });
  expect(reply.body.equals(bytes)).toBe(true);
  expect(await readdir(join(before.folder, 'pictures'))).toHaveLength(1);
  await before.stop();

  const { url } = await running(yaml.replace('relay', 'direct'), { place: before.folder });
  const again = await ask(url + new URL(address).pathname);
  expect(again.body.equals(bytes), 'an address once published goes on to work').toBe(true);
  expect(site.count('/bell.jpg')).toBe(1);
  expect((await ask(`${url}/img/AAAAAAAAAAAAAAAAAAAAAA/aHR0cDovL2Euc2l0ZS9iLnBuZw`)).status).toBe(404);
});
