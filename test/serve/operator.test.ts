import { describe, expect, test } from 'vitest';
import { countTries, operatorRoute, type Route } from '../../src/serve/index.js';
import { ask, dial, raw } from './client.js';
import { serving } from './shop.js';

const form = 'application/x-www-form-urlencoded';

/** A server with one action, and what it was asked to do. */
async function acting(token = 'correct-horse'): Promise<{ url: string; done: string[] }> {
  const done: string[] = [];
  const route = operatorRoute('/poll', () => token, (asked, response) => {
    done.push(asked.form.toString());
    response.writeHead(303, { location: '/' }).end();
  });
  const { url } = await serving({ routes: [route] });
  return { url: `${url}/poll`, done };
}

describe('an operator’s action', () => {
  test.each<[string, number, Record<string, string>, string]>([
    ['the token as a Bearer', 303, { authorization: 'Bearer correct-horse' }, ''],
    ['the token in the form', 303, { 'content-type': form }, 'token=correct-horse&source=voa'],
    ['no token', 401, {}, ''],
    ['an empty token', 401, { 'content-type': form }, 'token='],
    ['the token in another scheme', 401, { authorization: 'Basic correct-horse' }, ''],
    ['a wrong token', 403, { authorization: 'Bearer wrong' }, ''],
    ['the beginning of the token', 403, { authorization: 'Bearer correct' }, ''],
    ['a body that is no form', 415, { 'content-type': 'application/json' }, '{"token":"correct-horse"}'],
    ['a form that is too large', 413, { 'content-type': form }, `token=correct-horse&x=${'x'.repeat(10_000)}`],
  ])('asked for with %s gets %i', async (_, status, headers, body) => {
    const { url, done } = await acting();
    expect((await ask(url, { method: 'POST', headers, body })).status).toBe(status);
    expect(done).toHaveLength(status === 303 ? 1 : 0);
  });

  test('never sees the token itself among the fields', async () => {
    const { url, done } = await acting();
    await ask(url, { method: 'POST', headers: { 'content-type': form }, body: 'token=correct-horse&source=voa' });
    expect(done).toEqual(['source=voa']);
  });

  test('gives a browser with a wrong token the form again, with all else that it sent, as text', async () => {
    const { url } = await acting();
    const { status, text } = await ask(url, { method: 'POST', headers: { 'content-type': form, accept: 'text/html' }, body: 'token=hunter2&what=%22%3E%3Cb%3E&answer=page' });
    expect(status).toBe(403);
    expect(text).toContain('<form class="operator" method="post"');
    expect(text).toContain('<input type="hidden" name="what" value="&quot;&gt;&lt;b&gt;">');
    expect(text).toContain('<input type="hidden" name="answer" value="page">');
    expect(text).not.toContain('hunter2');
  });

  test('of unknown length is read only as far as a form may reach', async () => {
    const { url, done } = await acting();
    const { origin } = new URL(url);
    const chunk = `4000\r\n${'x'.repeat(0x4000)}\r\n`;
    expect(await raw(origin, `POST /poll HTTP/1.1\r\nHost: a\r\nContent-Type: ${form}\r\nTransfer-Encoding: chunked\r\n\r\n${chunk}`)).toMatch(/^HTTP\/1\.1 413 /);
    expect(done).toEqual([]);
  });

  test('that breaks off in the middle is no bug to report', async () => {
    const inner = operatorRoute('/poll', () => 'right', () => expect.unreachable());
    const [reported, settled]: [unknown[], (() => void)[]] = [[], []];
    const over = new Promise<void>((resolve) => settled.push(resolve));
    const begun = new Promise<void>((resolve) => settled.push(resolve));
    const [end, begin] = settled;
    const route: Route = { ...inner, handle: async (...asked) => { begin?.(); try { return await inner.handle(...asked); } finally { end?.(); } } };
    const { url } = await serving({ routes: [route], report: (error) => reported.push(error) });
    const socket = await dial(url);
    socket.write(`POST /poll HTTP/1.1\r\nHost: a\r\nContent-Type: ${form}\r\nContent-Length: 100\r\n\r\ntoken=`);
    await begun;
    socket.destroy();
    await over;
    expect((await ask(`${url}/healthz`)).status).toBe(200);
    expect(reported).toEqual([]);
  });

  test('is nobody’s where no token is set', async () => {
    const route = operatorRoute('/poll', () => undefined, () => expect.unreachable());
    const { url } = await serving({ routes: [route] });
    for (const token of ['undefined', 'x']) {
      expect((await ask(`${url}/poll`, { method: 'POST', headers: { authorization: `Bearer ${token}` } })).status).toBe(403);
    }
  });

  test('is refused to whoever guesses, from the sixth wrong token on with 429; the right one is heard all the same', async () => {
    const { url, done } = await acting('right');
    const statuses: number[] = [];
    for (const token of ['a', 'b', 'c', 'd', 'e', 'f', 'right', 'g', 'h', 'right', 'i']) {
      const { status, headers } = await ask(url, { method: 'POST', headers: { authorization: `Bearer ${token}` } });
      statuses.push(status);
      if (status === 429) expect(Number(headers['retry-after'])).toBeGreaterThan(0);
    }
    expect(statuses).toEqual([403, 403, 403, 403, 403, 429, 303, 429, 429, 303, 429]);
    expect(done).toHaveLength(2);
  });

  test('may be done as often as one likes with the right token', async () => {
    const { url, done } = await acting('right');
    for (let time = 0; time < 12; time++) await ask(url, { method: 'POST', headers: { authorization: 'Bearer right' } });
    expect(done).toHaveLength(12);
  });
});

describe('wrong tries', () => {
  const spendAll = (address: string, times = 5): ReturnType<typeof countTries> => {
    const tries = countTries();
    for (let time = 0; time < times; time++) tries.spend(address, 0);
    return tries;
  };

  test.each([
    ['the same address', '203.0.113.7', '203.0.113.7', true],
    ['another address', '203.0.113.7', '203.0.113.8', false],
    ['the same, mapped into IPv6', '203.0.113.7', '::ffff:203.0.113.7', true],
    ['another of the same /64', '2001:db8:1:2::1', '2001:db8:1:2:ffff::9', true],
    ['another /64', '2001:db8:1:2::1', '2001:db8:1:3::1', false],
  ])('count for %s', (_, spent, asked, waits) => {
    expect(spendAll(spent).wait(asked, 0) > 0).toBe(waits);
  });

  test('are forgiven one by one, and never more than five at once', () => {
    const tries = spendAll('a');
    expect(tries.wait('a', 0)).toBe(12_000);
    expect(tries.wait('a', 11_999)).toBe(1);
    expect(tries.wait('a', 12_000)).toBe(0);
    for (let time = 0; time < 5; time++) tries.spend('a', 1_000_000_000);
    expect(tries.wait('a', 1_000_000_000)).toBe(12_000);
  });

  test('are neither forgiven nor kept for ever by a clock that jumps back', () => {
    const tries = spendAll('a');
    expect(tries.wait('a', -1_000_000_000)).toBe(12_000);
  });
});
