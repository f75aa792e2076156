/** A sample of sources that is really polled, on a real Redis, and what it costs. */
import { setTimeout as pause } from 'node:timers/promises';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { startDaemon, type Daemon } from '../command.js';
import { configure } from '../configuration.js';
import { startRedis, type RedisServer } from '../redis.js';
import { startUpstream } from '../upstream.js';

const WINDOW = { newest: 10, articles: 10, paragraphs: 10, edition: 1, validators: true };
const SOURCES = 400;
const ROUND = 4_000;
const SPAN = 12_000;
/** Jobs far ahead in time, so that the queue is as large as many sources make it. */
const WAITING = 300_000;
/** Sources in one process's file. */
const LARGE = 20_000;

export interface Cost {
  /** Processor milliseconds: of the polling process, of redis-server in all, of that for the queue. */
  readonly poller: number;
  readonly redis: number;
  readonly queue: number;
  /** Commands, and bytes to and from the server. */
  readonly commands: number;
  readonly traffic: number;
}

export interface Sample {
  /** Bytes on Redis: of a source without articles, of an article of 6 KB, of a source's job. */
  readonly source: number;
  readonly article: number;
  readonly job: number;
  readonly idle: Cost;
  readonly news: Cost;
  /** A poll that brings nothing, with {@link WAITING} further jobs in the queue. */
  readonly crowded: Cost;
  readonly waiting: number;
  /** Bytes a source in a process that serves, and milliseconds a source until it does. */
  readonly resident: number;
  readonly start: number;
}

export async function takeSample(place: string): Promise<Sample> {
  const upstream = await startUpstream(WINDOW);
  const redis = await startRedis(place);
  const client = new Redis(redis.port);
  const configured = (count: number): Promise<void> => configure(place, { count, origin: upstream.originOf, schedule: `every ${ROUND / 1000}s`, store: redis.address });
  await configured(SOURCES);
  const poller = await startDaemon(place, { more: ['--role', 'poll'] });
  try {
    while ((await poller.polls()) < 2 * SOURCES) await pause(100);
    const memory = await memoryOf(client);
    const idle = await costOf(poller, redis, client);
    let { newest } = WINDOW;
    const news = setInterval(() => void upstream.show({ ...WINDOW, newest: (newest += 1) }), ROUND);
    const changing = await costOf(poller, redis, client);
    clearInterval(news);
    const job = await crowd(client, redis);
    const crowded = await costOf(poller, redis, client);
    const [small, large] = [await serving(place), await configured(LARGE).then(() => serving(place))];
    const more = LARGE - SOURCES;
    return { ...memory, job, idle, news: changing, crowded, waiting: WAITING, resident: (large.resident - small.resident) / more, start: (large.start - small.start) / more };
  } finally {
    await poller.stop();
    client.disconnect();
    redis.stop();
    upstream.close();
  }
}

async function costOf(poller: Daemon, redis: RedisServer, client: Redis): Promise<Cost> {
  await client.config('RESETSTAT');
  const before = { polls: await poller.polls(), poller: await poller.cpu(), redis: await redis.cpu() };
  await pause(SPAN);
  const polls = (await poller.polls()) - before.polls;
  const [stats, traffic] = [await client.info('commandstats'), await client.info('stats')];
  const cpu = { poller: (await poller.cpu()) - before.poller, redis: (await redis.cpu()) - before.redis };
  const commands = [...stats.matchAll(/^cmdstat_(\w+)(?:\|\w+)?:calls=(\d+),usec=(\d+)/gm)].map(([, name = '', calls, usec]) => ({ name, calls: Number(calls), usec: Number(usec) }));
  // What scripts call is counted twice, by itself and with its script: only these come from outside.
  const asked = commands.filter(({ name }) => /^(?:eval|evalsha|get|mget|bzpopmin)$/.test(name));
  const sum = (of: 'calls' | 'usec', some = asked): number => some.reduce((total, command) => total + command[of], 0);
  const forQueue = asked.filter(({ name }) => /^(?:evalsha|bzpopmin)$/.test(name));
  const bytes = [...traffic.matchAll(/^total_net_(?:in|out)put_bytes:(\d+)/gm)].reduce((total, [, count]) => total + Number(count), 0);
  const redisMs = (cpu.redis / polls) * 1000;
  return { poller: (cpu.poller / polls) * 1000, redis: redisMs, queue: redisMs * (sum('usec', forQueue) / sum('usec')), commands: sum('calls') / polls, traffic: bytes / polls };
}

/** By the rows of some sources: those that each article brings, and the others. */
async function memoryOf(client: Redis): Promise<Pick<Sample, 'source' | 'article'>> {
  let [source, article] = [0, 0];
  const looked = 20;
  for (let n = 0; n < looked; n += 1) {
    const index = `feedrelay:{s${n}}`;
    for (const member of await client.zrange(index, 0, -1)) {
      const bytes = (await client.memory('USAGE', `${index}:${member}`, 'SAMPLES', 0)) ?? 0;
      if (/^(?:key|mark|ledger|entry)\//.test(member)) article += bytes;
      else source += bytes;
    }
    article += (await client.memory('USAGE', index, 'SAMPLES', 0)) ?? 0;
  }
  return { source: source / looked, article: article / looked / WINDOW.articles };
}

/** @returns bytes of one job */
async function crowd(client: Redis, { port }: RedisServer): Promise<number> {
  const usedMemory = async (): Promise<number> => Number(/^used_memory:(\d+)/m.exec(await client.info('memory'))?.[1]);
  const before = await usedMemory();
  const queue = new Queue('polls', { connection: { port }, prefix: '{feedrelay-queue}' });
  for (let from = 0; from < WAITING; from += 1_000) {
    await queue.addBulk(Array.from({ length: 1_000 }, (_, at) => ({ name: `far-${from + at}`, data: {}, opts: { jobId: `source-far-${from + at}`, delay: 3_600_000 + from + at, removeOnComplete: true, removeOnFail: true } })));
  }
  await queue.close();
  return ((await usedMemory()) - before) / WAITING;
}

async function serving(place: string): Promise<{ readonly resident: number; readonly start: number }> {
  const started = performance.now();
  const server = await startDaemon(place, { more: ['--role', 'serve'] });
  const start = performance.now() - started;
  const resident = (await server.resident()) * 1024 * 1024;
  await server.stop();
  return { resident, start };
}
