import { expect, it, vi } from 'vitest';
import { ask } from '../serve/client.js';
import { startUpstream } from '../support/upstream.js';
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
