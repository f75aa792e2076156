import { cp, readFile, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, describe, expect, test } from 'vitest';
import { feedSite } from '../support/feed-site.js';
import { startUpstream } from '../support/upstream.js';
import { configured, daemon, eventually, feedrelay, workFolder } from './program.js';

const folder = await workFolder();
const upstream = await startUpstream();
afterAll(() => upstream.close());

/** What is served there, once it has an entry. */
const entriesAt = (url: string): Promise<string> =>
  eventually(async () => {
    const answer = await fetch(url);
    const text = await answer.text();
    return answer.status === 200 && /<entry>|<item>|"date_published"/.test(text) ? text : undefined;
  });

describe('run', () => {
  test.each([['serve', 'nobody polls for this one'], ['poll', 'nobody serves what this one polls']])('in the role %s on an embedded store says once that %s', async (role, undone) => {
    const config = await configured(folder, `half-${role}`, []);
    const { url, stop } = await daemon(['--config', config, '--role', role]);
    if (role === 'serve') expect(await (await fetch(`${url}/`)).text()).toContain(undone);
    expect((await stop()).stderr.split(undone)).toHaveLength(2);
  });

  test('with the configuration that ships shows a feed without a network, and ends at SIGTERM with 0', async () => {
    await cp('config', join(folder, 'config'), { recursive: true });
    const { url, stop } = await daemon([], { cwd: folder, env: { FEEDRELAY_LISTEN: '127.0.0.1:0', FEEDRELAY_STORE: 'sqlite:cache/feedrelay.db' } });
    const feeds = await Promise.all(['atom', 'rss', 'json'].map((format) => entriesAt(`${url}/feeds/samples.${format}`)));
    expect(feeds.every((text) => text.includes('feedrelay.example/samples/'))).toBe(true);
    const statuses = await Promise.all(['/', '/feeds.opml', '/healthz', '/readyz', '/feeds/voa.atom', '/nothing'].map(async (path) => (await fetch(url + path)).status));
    expect(statuses).toEqual([200, 200, 200, 200, 200, 404]);

    const asked = performance.now();
    const { code, stdout } = await stop();
    expect({ code, stdout }).toEqual({ code: 0, stdout: `listening on ${url}\n` });
    expect(performance.now() - asked).toBeLessThan(10_000);
  });

  test('with port 0 names the port it got, and that stands in every address of ours; a base address of the operator stays', async () => {
    const site = feedSite();
    upstream.route('/port.xml', site.route);
    site.publish({ title: 'Buoy', link: 'https://harbour.example/1', body: '<p>b</p>' });
    const sources = [{ id: 'buoys', url: `${upstream.origin}/port.xml` }];
    const own = await daemon(['--config', await configured(folder, 'own', sources)]);
    expect(own.url).toMatch(/^http:\/\/127\.0\.0\.1:[1-9]\d+$/);
    expect(await entriesAt(`${own.url}/feeds/buoys.atom`)).toContain(`<link rel="self" href="${own.url}/feeds/buoys.atom"/>`);
    const set = await daemon(['--config', await configured(folder, 'set', sources, { server: { listen: '127.0.0.1:0', baseUrl: 'https://feeds.example/x' } })]);
    expect(await entriesAt(`${set.url}/x/feeds/buoys.atom`)).toContain('<link rel="self" href="https://feeds.example/x/feeds/buoys.atom"/>');
    expect((await Promise.all([own.stop('SIGINT'), set.stop()])).map(({ code }) => code)).toEqual([0, 0]);
  });

  test.runIf(process.platform === 'linux')('sleeps while there is nothing to do', async () => {
    const { pid, stop } = await daemon(['--config', await configured(folder, 'idle', [])]);
    /** How often its serving thread has gone to sleep, to be woken again. */
    const slept = async (): Promise<number> => Number(/^voluntary_ctxt_switches:\s+(\d+)/m.exec(await readFile(`/proc/${pid}/status`, 'utf8'))?.[1]);
    await pause(3_000);
    const before = await slept();
    await pause(3_000);
    expect((await slept()) - before).toBeLessThan(60);
    await stop();
  });

  test('holds its store: every command that would open it refuses with a sentence, and what needs none goes on', async () => {
    const config = await configured(folder, 'held', [{ id: 'here', url: 'file:.', title: 'Here' }]);
    const { stop } = await daemon(['--config', config], { cwd: folder });
    const store = `sqlite:${join(folder, 'held.db')}`;
    const calls = [
      ['run'], ['poll'], ['import', '.', '--source', 'here'], ['export', '--source', 'here', 'out'],
      ['store', 'check'], ['store', 'repair'], ['migrate', '--from', store, '--to', 'sqlite:other.db'], ['migrate', '--from', 'sqlite:empty.db', '--to', store],
    ];
    await configured(folder, 'empty', []);
    await feedrelay(['poll', '--config', join(folder, 'empty.yaml')]);
    const refused = await Promise.all(calls.map((call) => feedrelay([...call, '--config', config], { cwd: folder })));
    for (const { code, stdout, stderr } of refused) {
      expect({ code, stdout, stderr }).toEqual({ code: 1, stdout: '', stderr: expect.stringMatching(/^feedrelay: Store \S+held\.db is in use by another feedrelay[^\n]*: stop that one first; to poll now, use its page\.\n$/) as string });
    }
    const free = await Promise.all([['check'], ['opml', 'export']].map((call) => feedrelay([...call, '--config', config], { cwd: folder })));
    expect(free.map(({ code, stderr }) => [code, stderr])).toEqual([[0, ''], [0, '']]);
    expect(free[1]?.stdout).toContain('title="Here"');
    expect((await stop()).code).toBe(0);
    expect((await feedrelay(['store', 'check', '--config', config])).code).toBe(0);
  });

  test('a stop waits for no source that keeps us waiting', async () => {
    upstream.route('/silent.xml', () => undefined);
    const { stop } = await daemon(['--config', await configured(folder, 'silent', [{ id: 'silent', url: `${upstream.origin}/silent.xml` }])]);
    await eventually(() => Promise.resolve(upstream.count('/silent.xml') > 0 ? true : undefined));
    const asked = performance.now();
    expect((await stop()).code).toBe(0);
    expect(performance.now() - asked).toBeLessThan(10_500);
  });

  test('a port that is taken is told in a sentence', async () => {
    const squatter = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => squatter.once('listening', resolve));
    const { port } = squatter.address() as AddressInfo;
    const config = await configured(folder, 'taken', [{ id: 'here', url: 'file:.' }], { server: { listen: `127.0.0.1:${port}` } });
    const { code, stdout, stderr } = await feedrelay(['run', '--config', config]);
    squatter.close();
    expect({ code, stdout, stderr }).toEqual({ code: 1, stdout: '', stderr: expect.stringMatching(/^feedrelay: Cannot listen on 127\.0\.0\.1:\d+: another program does already[^\n]*\n$/) as string });
  });

  test('takes up a saved edit, and goes on with the last good configuration where the edit has a mistake', async () => {
    const site = feedSite();
    upstream.route('/edit.xml', site.route);
    site.publish({ title: 'Edited in', link: 'https://harbour.example/e', body: '<p>e</p>' });
    const config = await configured(folder, 'edited', []);
    const text = await readFile(config, 'utf8');
    const { url, stop } = await daemon(['--config', config]);
    await feedrelay(['add', `${upstream.origin}/edit.xml`, '--id', 'late', '--config', config]);
    expect(await entriesAt(`${url}/feeds/late.atom`)).toContain('Edited in');
    await writeFile(config, text.replace('"sources"', '"sauces"'));
    const page = await eventually(async () => {
      const shown = await (await fetch(`${url}/`)).text();
      return shown.includes('sauces') ? shown : undefined;
    });
    expect(page).toMatch(/edited\.yaml:\d+:\d+/);
    expect((await fetch(`${url}/feeds/late.atom`)).status).toBe(200);
    await stop();
  });

  test('polls each source once at each turn of a cron line, in a place of its own', async () => {
    const asked = new Map<string, number[]>();
    const ids = ['a', 'b', 'c', 'd'];
    for (const id of ids) {
      const site = feedSite();
      upstream.route(`/turn-${id}.xml`, (request, response) => {
        asked.set(id, [...(asked.get(id) ?? []), Date.now()]);
        site.route(request, response);
      });
    }
    const every = 4_000;
    const config = await configured(folder, 'turns', ids.map((id) => ({ id, url: `${upstream.origin}/turn-${id}.xml`, schedule: '*/4 * * * * *' })));
    const { stop } = await daemon(['--config', config]);
    // The first poll is that of the start, wherever in a turn that is.
    await eventually(() => Promise.resolve([...asked.values()].every((times) => times.length >= 4) && asked.size === ids.length ? true : undefined));
    await stop();
    for (const [id, times] of asked) {
      const turns = times.slice(1).map((at) => Math.floor(at / every));
      expect(turns, id).toEqual([...new Set(turns)]);
    }
    const places = [...asked.values()].map(([, second = 0]) => second % every);
    expect(Math.max(...places) - Math.min(...places)).toBeGreaterThan(100);
  });

  test('goes on naming itself by where it listens, where an edit moves that at the next start', async () => {
    const config = await configured(folder, 'moved-listen', [{ id: 'here', url: 'file:.' }]);
    const { url, stop } = await daemon(['--config', config], { cwd: folder });
    await writeFile(config, (await readFile(config, 'utf8')).replace('127.0.0.1:0', '127.0.0.2:4321').replace('"here"', '"there"'));
    const list = await eventually(async () => {
      const shown = await (await fetch(`${url}/feeds.opml`)).text();
      return shown.includes('/feeds/there.atom') ? shown : undefined;
    });
    expect(list).toContain(`"${url}/feeds/there.atom"`);
    expect((await stop()).stderr).toContain('what it says of server.listen holds from the next start');
  });

  test('reads the configuration again at SIGHUP and goes on', async () => {
    const config = await configured(folder, 'hung', [{ id: 'here', url: 'file:.' }]);
    const { url, pid, stop } = await daemon(['--config', config], { cwd: folder });
    await writeFile(config, (await readFile(config, 'utf8')).replace('"here"', '"there"'));
    process.kill(pid, 'SIGHUP');
    await eventually(async () => ((await fetch(`${url}/`)).ok && (await (await fetch(`${url}/feeds.opml`)).text()).includes('/feeds/there.atom') ? true : undefined));
    const { code, stderr } = await stop();
    expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringMatching(/SIGHUP: reading the configuration again[^]+is taken up/) as string });
  });

  test('moves to another path with its links, where an edit says that readers see it there', async () => {
    const config = await configured(folder, 'moving', [{ id: 'moved', url: `${upstream.origin}/edit.xml` }], { server: { listen: '127.0.0.1:0', baseUrl: 'http://127.0.0.1:0/old' } });
    const text = await readFile(config, 'utf8');
    const { url, stop } = await daemon(['--config', config]);
    expect((await fetch(`${url}/old/feeds/moved.atom`)).status).toBe(200);
    await writeFile(config, text.replace('/old', '/new'));
    const feed = await eventually(async () => {
      const answer = await fetch(`${url}/new/feeds/moved.atom`);
      return answer.ok ? await answer.text() : undefined;
    });
    const [, self = ''] = /<link rel="self" href="([^"]*)"/.exec(feed) ?? [];
    expect(self).toBe(`${url}/new/feeds/moved.atom`);
    expect((await fetch(self)).status).toBe(200);
    await stop();
  });
});
