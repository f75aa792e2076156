import { join } from 'node:path';
import { mkdir } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import { configured, daemon, eventually, workFolder } from '../program/program.js';
import { freePort, hasRedis, startRedis } from '../support/redis-server.js';
import { startUpstream } from '../support/upstream.js';

const folder = await workFolder();

const feed = (titles: readonly string[]): string =>
  JSON.stringify({ version: 'https://jsonfeed.org/version/1.1', title: 'A site', items: titles.map((title) => ({ id: title, url: `https://site.example/${title}`, title, content_text: title })) });

describe.skipIf(!hasRedis)('a process that freezes in mid-poll', () => {
  it('is taken over from, and what it commits when it wakes is refused', async () => {
    await mkdir(join(folder, 'redis'));
    const redis = await startRedis(await freePort(), join(folder, 'redis'));
    const waiting: ServerResponse[] = [];
    const upstream = await startUpstream({ '/a': (_, response) => void waiting.push(response) });
    const config = await configured(folder, 'frozen', [{ id: 'a', url: `${upstream.origin}/a`, schedule: 'every 1h' }], { store: `redis://127.0.0.1:${redis.port}/0` });
    const frozen = await daemon(['--config', config]);
    const first = await eventually(() => Promise.resolve(waiting[0]));
    process.kill(frozen.pid, 'SIGSTOP');
    const other = await daemon(['--config', config]);
    const froze = performance.now();
    const second = await eventually(() => Promise.resolve(waiting[1]));
    expect(performance.now() - froze).toBeLessThan(30_000);
    second.end(feed(['new', 'old']));
    const titles = async (url: string): Promise<readonly string[]> => ((await (await fetch(`${url}/feeds/a.json`)).json()) as { items: readonly { title: string }[] }).items.map(({ title }) => title);
    await eventually(async () => ((await titles(other.url)).length === 2 ? true : undefined));

    process.kill(frozen.pid, 'SIGCONT');
    // Its connection to Redis may have been too silent to be believed any more: it has another by now.
    await eventually(async () => ((await titles(frozen.url).catch(() => [])).length === 2 ? true : undefined));
    first.end(feed(['old', 'from the past']));
    await eventually(async () => ((await (await fetch(`${frozen.url}/metrics`)).text()).includes('feedrelay_polls_total{source="a",status="failed"} 1') ? true : undefined));
    expect(await titles(frozen.url)).toEqual(await titles(other.url));
    expect((await titles(other.url)).toSorted()).toEqual(['new', 'old']);
    expect((await frozen.stop()).stderr).toContain('refused a commit that a newer one has overtaken');
    await other.stop();
    await upstream.close();
    await redis.stop();
  });
});
