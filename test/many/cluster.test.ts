import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { describe, expect, it } from 'vitest';
import { configured, daemon, eventually, workFolder } from '../program/program.js';
import { startCluster } from '../support/redis-cluster.js';
import { hasRedis } from '../support/redis-server.js';
import { startWorld, wrongs } from './world.js';

const folder = await workFolder();

describe.skipIf(!hasRedis)('processes on a Redis cluster of three servers', () => {
  it('share the polls, serve what any of them commits, and keep sources on every server', async () => {
    await mkdir(join(folder, 'redis'));
    const servers = await startCluster(join(folder, 'redis'));
    const world = await startWorld(12, 20);
    const config = await configured(folder, 'cluster', world.sources('every 1s'), { store: `redis://127.0.0.1:${servers[0].port}` });
    const machines = [await daemon(['--config', config]), await daemon(['--config', config, '--role', 'poll'])];
    const front = await daemon(['--config', config, '--role', 'serve']);
    for (let round = 0; round < 2; round += 1) {
      world.publish();
      await eventually(async () => ((await wrongs(front.url, world)).lost === 0 || undefined));
    }
    expect(await wrongs(front.url, world)).toEqual({ lost: 0, doubled: 0 });
    expect(world.overlaps()).toEqual([]);
    for (const { port } of servers) {
      const client = new Redis(port);
      expect((await client.keys('feedrelay:{site-*}')).length).toBeGreaterThan(0);
      client.disconnect();
    }
    for (const machine of [...machines, front]) await machine.stop();
    for (const server of servers) await server.stop();
    await world.upstream.close();
  });
});
