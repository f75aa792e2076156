import { spawnSync } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { configured, daemon, eventually, feedrelay, workFolder } from '../program/program.js';
import { freePort, hasRedis, startRedis } from '../support/redis-server.js';
import { startWorld, wrongs } from './world.js';

const folder = await workFolder();

const CURES = ['set maxmemory-policy noeviction', 'set appendonly yes'];
/** How often each cure is told. */
const told = (text: string): readonly number[] => CURES.map((cure) => text.split(cure).length - 1);

describe.skipIf(!hasRedis)('a Redis that may lose what it holds', () => {
  it('is warned about by every role, in its log and on its page, in our words alone, until it is set up rightly', async () => {
    await mkdir(join(folder, 'redis'));
    const redis = await startRedis(await freePort(), join(folder, 'redis'), '--appendonly', 'no', '--maxmemory-policy', 'allkeys-lru');
    const world = await startWorld(2, 0);
    const store = `redis://127.0.0.1:${redis.port}/0`;
    const config = await configured(folder, 'setup', world.sources('every 1h'), { store });
    const machines = await Promise.all(['all', 'poll', 'serve'].map((role) => daemon(['--config', config, '--role', role])));
    const fronts = [machines[0]?.url ?? '', machines[2]?.url ?? ''];
    const page = async (url: string): Promise<string> => (await fetch(`${url}/`)).text();
    for (const url of fronts) await eventually(async () => ((await wrongs(url, world)).lost === 0 || undefined));
    for (const url of fronts) expect(told(await page(url))).toEqual([1, 1]);
    for (const [name, value] of [['maxmemory-policy', 'noeviction'], ['appendonly', 'yes']] as const) spawnSync('redis-cli', ['-p', String(redis.port), 'config', 'set', name, value]);
    for (const url of fronts) await eventually(async () => (told(await page(url)).every((times) => times === 0) || undefined));
    for (const machine of machines) {
      const { stderr } = await machine.stop();
      expect(told(stderr)).toEqual([1, 1]);
      for (const line of stderr.trim().split('\n')) expect(JSON.parse(line)).toHaveProperty('msg');
    }
    await world.upstream.close();
    await redis.stop();
  });

  it('is warned about before a store is copied into it', async () => {
    const redis = await startRedis(await freePort(), join(folder, 'redis'), '--maxmemory-policy', 'allkeys-lru');
    const config = await configured(folder, 'embedded', []);
    expect(await feedrelay(['poll', '--config', config])).toMatchObject({ code: 0 });
    const { code, stderr } = await feedrelay(['migrate', '--from', `sqlite:${join(folder, 'embedded.db')}`, '--to', `redis://127.0.0.1:${redis.port}/0`]);
    expect([code, told(stderr)]).toEqual([0, [1, 1]]);
    await redis.stop();
  });
});
