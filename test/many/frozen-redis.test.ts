import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { configured, daemon, eventually, workFolder } from '../program/program.js';
import { freePort, hasRedis, startRedis } from '../support/redis-server.js';
import { startWorld, wrongs } from './world.js';

const folder = await workFolder();

interface Asked {
  readonly status: number;
  readonly body: string;
  readonly ms: number;
}

async function ask(url: string, init: RequestInit = {}): Promise<Asked> {
  const began = performance.now();
  const response = await fetch(url, { ...init, signal: AbortSignal.timeout(20_000) });
  return { status: response.status, body: await response.text(), ms: performance.now() - began };
}

describe.skipIf(!hasRedis)('a Redis that is there and answers nothing', () => {
  it('is told from one that lives after seconds: readers, monitors and the operator have their answers as while it is away', async () => {
    await mkdir(join(folder, 'redis'));
    const redis = await startRedis(await freePort(), join(folder, 'redis'));
    const world = await startWorld(3, 0);
    const config = await configured(folder, 'frozen', world.sources('every 2s'), {
      store: `redis://127.0.0.1:${redis.port}/0`, server: { listen: '127.0.0.1:0', token: 'open' }, feeds: [{ id: 'all', title: 'All', sources: world.ids }],
    });
    const [all, serve] = [await daemon(['--config', config], { cwd: folder }), await daemon(['--config', config, '--role', 'serve'], { cwd: folder })];
    const fronts = [all.url, serve.url];
    const paths = ['/feeds/all.atom', '/feeds/all.json', '/feeds/all', '/feeds.opml', `/feeds/${world.ids[0] ?? ''}.rss`];
    for (const url of fronts) {
      await eventually(async () => ((await wrongs(url, world)).lost === 0 || undefined));
      for (const path of paths) expect((await ask(url + path)).status).toBe(200);
      expect((await ask(`${url}/`)).body).not.toContain('cannot be reached');
    }
    // Each is to be made anew while nothing can be made.
    world.publish();
    await eventually(async () => ((await ask(`${all.url}/metrics`)).body.includes('status="changed"') || undefined));
    redis.process.kill('SIGSTOP');
    const began = performance.now();
    const late = daemon(['--config', config], { cwd: folder });

    for (const url of fronts) {
      const first = await Promise.all([...paths, '/', '/metrics'].map((path) => ask(url + path)));
      expect(first.map(({ status }) => status)).toEqual(first.map(() => 200));
      expect(Math.max(...first.map(({ ms }) => ms))).toBeLessThan(6_000);
      const [page] = await Promise.all(['/', '/metrics', ...paths].map((path) => ask(url + path)));
      expect(page?.body).toMatch(/cannot be reached \([a-z ]+\)[^]*what stands below was known at/);
      expect(page?.body).not.toContain('not known while the store is away');
      const now = await ask(`${url}/poll/site-0`, { method: 'POST', headers: { authorization: 'Bearer open', 'content-type': 'application/x-www-form-urlencoded' }, body: '' });
      expect(now).toMatchObject({ status: 503, body: expect.stringContaining('cannot be reached') as string });
      expect(now.ms).toBeLessThan(6_000);
    }
    const started = await late;
    expect(performance.now() - began).toBeLessThan(40_000);
    const [page, metrics] = [await ask(`${started.url}/`), await ask(`${started.url}/metrics`)];
    expect([page.status, metrics.status]).toEqual([200, 200]);
    expect(page.body).toMatch(/cannot be reached[^]*not known while the store is away/);
    expect(metrics.body).toContain('feedrelay_store_up 0');

    redis.process.kill('SIGCONT');
    world.publish();
    for (const url of [...fronts, started.url]) {
      await eventually(async () => ((await wrongs(url, world)).lost === 0 || undefined));
      await eventually(async () => (!(await ask(`${url}/`)).body.includes('cannot be reached') || undefined));
      expect(await wrongs(url, world)).toEqual({ lost: 0, doubled: 0 });
    }
    for (const process of [all, serve, started]) await process.stop();
    await redis.stop();
    await world.upstream.close();
  });

  it('that goes away and comes back is told by a process that only serves, once each', async () => {
    const port = await freePort();
    const server = (): ReturnType<typeof startRedis> => startRedis(port, join(folder, 'redis'));
    const redis = await server();
    const config = await configured(folder, 'gone', [{ id: 'a', url: 'http://127.0.0.1:9/a' }], { store: `redis://127.0.0.1:${port}/0` });
    const serve = await daemon(['--config', config, '--role', 'serve'], { cwd: folder });
    expect((await ask(`${serve.url}/feeds.opml`)).status).toBe(200);
    await redis.stop();
    await eventually(async () => ((await ask(`${serve.url}/`)).body.includes('cannot be reached') || undefined));
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    const again = await server();
    await eventually(async () => (!(await ask(`${serve.url}/`)).body.includes('cannot be reached') || undefined));
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    const { stderr } = await serve.stop();
    expect(stderr.match(/the store is [a-z ]+/g)).toEqual(['the store is away', 'the store is there again']);
    await again.stop();
  });
});
