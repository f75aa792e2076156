import { expect, it, vi } from 'vitest';
import { ask } from '../serve/client.js';
import { answer, startUpstream } from '../support/upstream.js';
import { running } from './running.js';

it('tells in the reader’s language why a source fails that this process polled, and that one is gone for good', async () => {
  const upstream = await startUpstream({ '/gone.xml': (_request, response) => response.writeHead(410).end() });
  const { url } = await running(`sources:
  - { id: lost, url: "${upstream.origin}/lost.xml", schedule: every 1h }
  - { id: gone, url: "${upstream.origin}/gone.xml", schedule: every 1h }
`);
  const page = async (language: string): Promise<string> => (await ask(`${url}/`, { headers: { 'accept-language': language } })).text;
  await vi.waitFor(async () => expect(await page('zh')).toMatch(/服务器返回 404，该地址没有内容[^]*起永久消失（410）/), 10_000);
  expect(await page('en')).toMatch(/answers 404: there is nothing at this address[^]*\(410\): no longer polled/);
  await upstream.close();
});

it('shows the newest article without a title under the words that its feed gives it', async () => {
  const items = { a: '<description>&lt;p&gt;Rain in the morning.&lt;/p&gt;</description>', b: '' };
  const feed = (item: string): string => `<rss version="2.0"><channel><title>T</title><item><link>https://site.example/1</link><title> </title>${item}</item></channel></rss>`;
  const upstream = await startUpstream(Object.fromEntries(Object.entries(items).map(([id, item]) => [`/${id}.xml`, answer({ body: feed(item) })])));
  const { url } = await running(`sources:
  - { id: a, url: "${upstream.origin}/a.xml", schedule: every 1h }
  - { id: b, url: "${upstream.origin}/b.xml", schedule: every 1h }
`);
  await vi.waitFor(async () => {
    const page = (await ask(`${url}/`)).text;
    expect(page).toMatch(/<a href="https:\/\/site\.example\/1"[^>]*>Rain in the morning\.<\/a>/);
    expect(page).toMatch(/<a href="https:\/\/site\.example\/1"[^>]*>https:\/\/site\.example\/1<\/a>/);
  }, 10_000);
  await upstream.close();
});
