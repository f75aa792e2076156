import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { configured, daemon, eventually, workFolder } from '../program/program.js';
import { freePort, hasRedis, startRedis } from '../support/redis-server.js';
import { answer, startUpstream } from '../support/upstream.js';

const folder = await workFolder();

describe.skipIf(!hasRedis)('a host that answers 429', () => {
  it('is left alone by all processes, for all its sources, while other hosts are polled', async () => {
    await mkdir(join(folder, 'redis'));
    const redis = await startRedis(await freePort(), join(folder, 'redis'));
    const headers = { 'content-type': 'application/feed+json' };
    const body = JSON.stringify({ version: 'https://jsonfeed.org/version/1.1', title: 'A site', items: [] });
    const [busy, other] = [await startUpstream({ '*': answer({ headers, body }) }), await startUpstream({ '*': answer({ headers, body }) })];
    const sources = Array.from({ length: 12 }, (_, n) => ({ id: `busy-${n}`, url: `${busy.origin}/${n}`, schedule: 'every 1s' }));
    const config = await configured(folder, 'resting', [...sources, { id: 'other', url: `${other.origin}/`, schedule: 'every 1s' }], { store: `redis://127.0.0.1:${redis.port}/0` });
    const machines = [await daemon(['--config', config, '--role', 'poll']), await daemon(['--config', config, '--role', 'poll'])];
    const moreOfOther = async (polls: number): Promise<void> => {
      const before = other.requests.length;
      await eventually(() => Promise.resolve(other.requests.length >= before + polls || undefined));
    };
    await eventually(() => Promise.resolve(busy.requests.length > 24 || undefined));

    busy.route('*', answer({ status: 429, headers: { 'retry-after': '600' } }));
    const asked = busy.requests.length;
    await moreOfOther(3);
    const settled = busy.requests.length;
    // Polls that had begun, and waited for a connection, still asked: each source once at most.
    expect(settled - asked).toBeLessThanOrEqual(sources.length);
    await moreOfOther(4);
    expect(busy.requests.length).toBe(settled);
    for (const machine of machines) await machine.stop();
    for (const upstream of [busy, other]) await upstream.close();
    await redis.stop();
  });
});
