import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { describe, expect, it } from 'vitest';
import { openStore } from '../../src/store/index.js';
import { configured, daemon, eventually, workFolder } from '../program/program.js';
import { freePort, hasRedis, startRedis } from '../support/redis-server.js';
import { startWorld } from './world.js';

const folder = await workFolder();
const ROUNDS = 5;
const READS = 300;

describe.skipIf(!hasRedis)('processes that serve from one Redis', () => {
  it('show an article within a second of its commit, each of them, and ask Redis nothing for a reader', async () => {
    await mkdir(join(folder, 'redis'));
    const redis = await startRedis(await freePort(), join(folder, 'redis'));
    const address = `redis://127.0.0.1:${redis.port}/0`;
    const world = await startWorld(1, 0);
    const config = await configured(folder, 'fresh', world.sources('every 1s'), { store: address });
    const [poller, ...servers] = await Promise.all(['poll', 'serve', 'serve', 'serve'].map((role) => daemon(['--config', config, '--role', role])));
    const opened = await openStore(address);
    if (!opened.ok) throw new Error(opened.failure.message);
    let committed = 0;
    await opened.value.watch(() => void (committed = performance.now()));

    const shown = async (url: string): Promise<number> => ((await (await fetch(`${url}/feeds/site-0.json`)).json()) as { items: readonly unknown[] }).items.length;
    const whenShown = (): Promise<number[]> => Promise.all(servers.map(({ url }) => eventually(async () => ((await shown(url)) === world.published() ? performance.now() : undefined))));
    await whenShown();
    const waited: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      world.publish();
      waited.push(Math.max(...(await whenShown())) - committed);
    }
    // The machine, busy with other tests, may have been elsewhere once.
    expect(waited.toSorted((one, other) => one - other)[ROUNDS - 2]).toBeLessThan(1_000);

    await poller?.stop();
    const client = new Redis(redis.port);
    const commands = async (): Promise<number> => Number(/^total_commands_processed:(\d+)/m.exec(await client.info('stats'))?.[1]);
    const before = await commands();
    for (let read = 0; read < READS; read += 1) await shown(servers[read % servers.length]?.url ?? '');
    // Signs of life, and these two questions.
    expect((await commands()) - before).toBeLessThan(READS / 10);
    client.disconnect();
    await opened.value.close();
    for (const server of servers) await server.stop();
    await redis.stop();
    await world.upstream.close();
  });
});
