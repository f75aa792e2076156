import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { configured, daemon, eventually, feedrelay, workFolder } from '../program/program.js';
import { freePort, hasRedis, startRedis } from '../support/redis-server.js';
import { startWorld, wrongs } from './world.js';

const folder = await workFolder();
const SOURCES = 16;

interface Report {
  readonly id: string;
  readonly status: string;
  readonly new: number;
}
type Reports = { readonly sources: readonly Report[] };

describe.skipIf(!hasRedis)('a poll that somebody asks for, where processes share the polls', () => {
  it('has its report though another process did it; `poll` beside them never asks a site that is being asked, and needs none of them', async () => {
    await mkdir(join(folder, 'redis'));
    const redis = await startRedis(await freePort(), join(folder, 'redis'));
    const world = await startWorld(SOURCES, 100);
    const config = await configured(folder, 'asked', world.sources('every 1h'), { store: `redis://127.0.0.1:${redis.port}/0`, server: { listen: '127.0.0.1:0', token: 'open' } });
    const machines = [await daemon(['--config', config]), await daemon(['--config', config])];
    const front = await daemon(['--config', config, '--role', 'serve']);
    await eventually(async () => ((await wrongs(front.url, world)).lost === 0 || undefined));

    world.publish();
    const headers = { authorization: 'Bearer open', 'content-type': 'application/x-www-form-urlencoded' };
    const asked = (await (await fetch(`${front.url}/poll`, { method: 'POST', headers, body: '' })).json()) as Reports;
    expect(asked.sources.map(({ id, status, new: fresh }) => [id, status, fresh])).toEqual(world.ids.map((id) => [id, 'changed', 1]));

    const beside = await Promise.all([config, config].map((file) => feedrelay(['poll', '--json', '--config', file])));
    for (const { code, stdout, stderr } of beside) {
      expect([code, stderr]).toEqual([0, '']);
      expect((JSON.parse(stdout) as Reports).sources.map(({ id, status }) => [id, status])).toEqual(world.ids.map((id) => [id, 'unchanged']));
    }
    expect(await wrongs(front.url, world)).toEqual({ lost: 0, doubled: 0 });
    for (const machine of [front, ...machines]) expect((await machine.stop()).stderr).not.toContain('refused a commit');

    world.publish();
    const alone = await feedrelay(['poll', '--json', '--config', config, 'site-3', 'site-1']);
    expect(alone).toMatchObject({ code: 0, stderr: '' });
    expect((JSON.parse(alone.stdout) as Reports).sources).toMatchObject([{ id: 'site-1', status: 'changed', new: 1 }, { id: 'site-3', status: 'changed', new: 1 }]);
    expect(world.overlaps()).toEqual([]);

    // On a Redis that has never seen them, of nobody else: each is asked once, and its report is of that poll.
    const fresh = await configured(folder, 'fresh', world.sources('every 1h'), { store: `redis://127.0.0.1:${redis.port}/1` });
    const before = world.times();
    const first = await feedrelay(['poll', '--json', '--config', fresh]);
    expect((JSON.parse(first.stdout) as Reports).sources.map(({ id, status, new: articles }) => [id, status, articles])).toEqual(world.ids.map((id) => [id, 'changed', world.published()]));
    expect(world.times() - before).toBe(SOURCES);
    await redis.stop();
    await world.upstream.close();
  });
});
