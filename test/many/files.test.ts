import { mkdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { configured, daemon, eventually, workFolder } from '../program/program.js';
import { freePort, hasRedis, startRedis } from '../support/redis-server.js';
import { answer, startUpstream } from '../support/upstream.js';

const folder = await workFolder();

interface Line {
  readonly id: string;
  readonly schedule: string;
}

describe.skipIf(!hasRedis)('processes whose files differ for a while', () => {
  it('poll what any of them names, at its new pace once all know it, and no more what none names', async () => {
    await mkdir(join(folder, 'redis'));
    const redis = await startRedis(await freePort(), join(folder, 'redis'));
    const feed = JSON.stringify({ version: 'https://jsonfeed.org/version/1.1', title: 'A site', items: [] });
    const upstream = await startUpstream({ '*': answer({ headers: { 'content-type': 'application/feed+json' }, body: feed }) });
    const store = `redis://127.0.0.1:${redis.port}/0`;
    /** Writes a machine's file as an editor does: whole. */
    const write = async (name: string, ...lines: readonly Line[]): Promise<string> => {
      const whole = await configured(folder, `${name}-new`, lines.map(({ id, schedule }) => ({ id, url: `${upstream.origin}/${id}`, schedule })), { store });
      await rename(whole, join(folder, `${name}.yaml`));
      return join(folder, `${name}.yaml`);
    };
    /** Waits for so many further polls of a source. */
    const more = async (id: string, polls: number): Promise<void> => {
      const before = upstream.count(`/${id}`);
      await eventually(() => Promise.resolve(upstream.count(`/${id}`) >= before + polls || undefined));
    };
    const [steady, slow, quick] = [{ id: 'steady', schedule: 'every 1s' }, { id: 'paced', schedule: 'every 1h' }, { id: 'paced', schedule: 'every 1s' }];
    const machines = [await daemon(['--config', await write('one', steady, slow)]), await daemon(['--config', await write('two', steady, slow)])];
    await more('steady', 2);
    expect(upstream.count('/paced')).toBe(1);

    // A rolling upgrade: one machine has the new file, and then the other.
    await write('one', steady, quick, { id: 'added', schedule: 'every 1s' });
    await more('added', 1);
    await write('two', steady, quick, { id: 'added', schedule: 'every 1s' });
    await more('paced', 2);

    await write('one', steady, quick);
    await more('added', 2);
    await write('two', steady, quick);
    for (const { url } of machines) await eventually(async () => ((await fetch(`${url}/feeds/added.json`)).status === 404 || undefined));
    await more('steady', 1);
    const before = upstream.count('/added');
    // Longer than a job that nobody knows is put aside.
    await more('steady', 6);
    expect(upstream.count('/added')).toBe(before);
    for (const machine of machines) await machine.stop();
    await redis.stop();
    await upstream.close();
  });
});
