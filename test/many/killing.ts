/** Three processes, sixty sources, and kills of whatever can be killed. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { daemon, eventually, configured, type Daemon } from '../program/program.js';
import { freePort, startRedis } from '../support/redis-server.js';
import { startWorld, wrongs } from './world.js';

export interface Killing {
  readonly kills: number;
  readonly restarts: number;
  readonly lost: number;
  readonly doubled: number;
  /** Polls of one source that were under way at once. */
  readonly overlaps: number;
  /** Milliseconds until what a killed worker was polling was polled again, at worst. */
  readonly takeover: number;
  readonly polls: number;
}

/** Each round an article appears everywhere, a worker is killed with -9 in mid-poll, and the server is killed every third. */
export async function killing(folder: string, rounds: number): Promise<Killing> {
  await mkdir(join(folder, 'redis'), { recursive: true });
  const port = await freePort();
  const server = () => startRedis(port, join(folder, 'redis'), '--appendonly', 'yes', '--appendfsync', 'always');
  let redis = await server();
  const world = await startWorld(60, 60);
  const config = await configured(folder, 'many', world.sources('every 2s'), { store: `redis://127.0.0.1:${port}/0` });
  const workers: Daemon[] = [];
  const front = await daemon(['--config', config, '--role', 'serve']);
  let [kills, restarts, takeover] = [0, 0, 0];
  try {
    for (let n = 0; n < 2; n += 1) workers.push(await daemon(['--config', config, '--role', 'poll']));
    await eventually(() => Promise.resolve(world.asked.size === 60 || undefined));
    for (let round = 0; round < rounds; round += 1) {
      world.publish();
      await eventually(() => Promise.resolve(world.upstream.connections() > 1 || undefined));
      const at = performance.now();
      await workers.shift()?.stop('SIGKILL');
      kills += 1;
      if (round % 3 === 0) {
        await redis.stop('SIGKILL');
        redis = await server();
        restarts += 1;
      }
      workers.push(await daemon(['--config', config, '--role', 'poll']));
      await eventually(() => Promise.resolve(world.ids.every((id) => (world.asked.get(id) ?? 0) > at) || undefined));
      takeover = Math.max(takeover, performance.now() - at);
    }
    // The last round's articles are on their way.
    const end = await eventually(async () => {
      const now = await wrongs(front.url, world);
      return now.lost === 0 || performance.now() - Math.max(...world.asked.values()) > 30_000 ? now : undefined;
    });
    return { kills, restarts, ...end, overlaps: world.overlaps().length, takeover, polls: world.upstream.requests.length };
  } finally {
    for (const worker of [...workers, front]) await worker.stop();
    await redis.stop();
    await world.upstream.close();
  }
}
