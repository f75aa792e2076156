/** Redis goes, stays away, and comes back, while sites publish and readers read. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { configured, daemon, eventually, type Daemon } from '../program/program.js';
import { freePort, startRedis } from '../support/redis-server.js';
import { startWorld, wrongs, type World } from './world.js';

export interface Outage {
  /** Answers that readers had, from before the outage to after it; and of them, other than 200, or other bytes while Redis was away. */
  readonly answers: number;
  readonly refused: number;
  readonly different: number;
  /** What a process that was started in the outage told monitors; and one that had never shown anything, readers and the log. */
  readonly ready: number;
  readonly empty: number;
  readonly said: string;
  readonly lost: number;
  readonly doubled: number;
  readonly overlaps: number;
  readonly resumed: boolean;
}

const SOURCES = 20;

/** @param away milliseconds */
export async function outage(folder: string, away: number): Promise<Outage> {
  const place = (name: string): Promise<string | undefined> => mkdir(join(folder, name), { recursive: true });
  await Promise.all(['redis', 'machine', 'new-machine'].map(place));
  const port = await freePort();
  const server = () => startRedis(port, join(folder, 'redis'), '--appendonly', 'yes', '--appendfsync', 'always');
  let redis = await server();
  const world = await startWorld(SOURCES, 20);
  const config = await configured(folder, 'outage', world.sources('every 2s'), { store: `redis://127.0.0.1:${port}/0` });
  const started = (role: string, machine: string): Promise<Daemon> => daemon(['--config', config, '--role', role], { cwd: join(folder, machine) });
  const processes = [await started('poll', 'machine'), await started('serve', 'machine')];
  const [, front] = processes;
  const fronts = [front?.url ?? ''];
  try {
    await eventually(async () => ((await wrongs(fronts[0] ?? '', world)).lost === 0 || undefined));
    const before = await read(fronts[0] ?? '', world);
    await redis.stop();
    world.publish();

    const [again, empty] = [await started('all', 'machine'), await started('serve', 'new-machine')];
    processes.push(again, empty);
    fronts.push(again.url);
    const ready = (await fetch(`${again.url}/readyz`)).status;
    const nothing = (await fetch(`${empty.url}/feeds/${world.ids[0] ?? ''}.json`)).status;
    let [answers, refused, different] = [0, 0, 0];
    const readAll = async (): Promise<void> => {
      for (const url of fronts) {
        for (const [id, answer] of await read(url, world)) {
          answers += 1;
          if (answer.status !== 200) refused += 1;
          else if (answer.body !== before.get(id)?.body) different += 1;
        }
      }
    };
    const end = performance.now() + away;
    while (performance.now() < end) {
      await readAll();
      await pause(100);
    }
    const differentWhileAway = different;

    const asked = new Map(world.asked);
    redis = await server();
    await eventually(async () => {
      await readAll();
      return (await Promise.all([...fronts, empty.url].map((url) => wrongs(url, world)))).every(({ lost }) => lost === 0) || undefined;
    });
    const resumed = world.ids.every((id) => (world.asked.get(id) ?? 0) > (asked.get(id) ?? 0));
    const ends = await Promise.all([...fronts, empty.url].map((url) => wrongs(url, world)));
    const said = (await empty.stop()).stderr;
    return {
      answers, refused, different: differentWhileAway, ready, empty: nothing, said, resumed, overlaps: world.overlaps().length,
      lost: Math.max(...ends.map(({ lost }) => lost)), doubled: Math.max(...ends.map(({ doubled }) => doubled)),
    };
  } finally {
    for (const process of processes) await process.stop();
    await redis.stop();
    await world.upstream.close();
  }
}

async function read(url: string, world: World): Promise<ReadonlyMap<string, { readonly status: number; readonly body: string }>> {
  const answers = new Map<string, { status: number; body: string }>();
  for (const id of world.ids) {
    const response = await fetch(`${url}/feeds/${id}.json`);
    answers.set(id, { status: response.status, body: await response.text() });
  }
  return answers;
}
