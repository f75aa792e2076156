/**
 * Ten million sources, reckoned from a sample on a real Redis: what they take, and what gives way first.
 *
 *     npm run bench:capacity
 */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { takeSample, type Sample } from './sample.js';

const SOURCES = 10_000_000;
/** Seconds between two polls: the default schedule. */
const ROUND = 1_800;
/** Articles a source brings in a day, and how many are kept of it. */
const A_DAY = 10;
const KEPT = 100;
/** What one server gives: bytes of memory, and a processor of which two thirds may be used. A process of 512 MB has these left for sources. */
const SERVER = { memory: 64e9, load: 2 / 3 };
const PROCESS = { memory: 400e6, load: 2 / 3 };

const parent = fileURLToPath(new URL('../../../cache/', import.meta.url));
await mkdir(parent, { recursive: true });
const place = await mkdtemp(join(parent, 'capacity-'));
try {
  const sample = await takeSample(place);
  console.log(`${measured(sample)}\n\n${reckoned(sample)}`);
} finally {
  await rm(place, { recursive: true });
}

function measured({ source, article, job, idle, news, crowded, waiting, resident, start }: Sample): string {
  const costs = [['that brings nothing (304)', idle], [`the same, ${waiting} further jobs waiting`, crowded], ['that brings an article of 6 KB', news]] as const;
  return [
    '| on Redis | bytes |', '| --- | --- |',
    `| a source without articles | ${whole(source)} |`, `| its job in the queue | ${whole(job)} |`, `| an article of 6 KB | ${whole(article)} |`,
    '', '| a poll | poller, ms | redis-server, ms | of it the queue, ms | commands | bytes over the wire |', '| --- | --- | --- | --- | --- | --- |',
    ...costs.map(([what, cost]) => `| ${what} | ${cost.poller.toFixed(2)} | ${cost.redis.toFixed(2)} | ${cost.queue.toFixed(2)} | ${cost.commands.toFixed(1)} | ${whole(cost.traffic)} |`),
    '', `A source takes ${whole(resident)} bytes in each process, and ${start.toFixed(2)} ms of its start.`,
  ].join('\n');
}

function reckoned({ source, article, job, idle, news, resident, start }: Sample): string {
  const polls = SOURCES / ROUND;
  const bringing = Math.min((A_DAY * ROUND) / 86_400, 1);
  const mean = (of: 'poller' | 'redis' | 'queue' | 'commands' | 'traffic'): number => idle[of] * (1 - bringing) + news[of] * bringing;
  const bytes = source + job + KEPT * article;
  const cores = (ms: number): number => (polls * ms) / 1000;
  // How many sources each part carries alone.
  const limits = [
    ['the configuration in one process of 512 MB', PROCESS.memory / resident, 'a file for each group of processes'],
    ['the memory of one Redis of 64 GB', SERVER.memory / bytes, 'a cluster: the rows of a source share a hash tag and go to any server'],
    ['the processor of one Redis', (SERVER.load * 1000 * ROUND) / mean('redis'), 'the same'],
    ['the queue, which stands on one server of a cluster', (SERVER.load * 1000 * ROUND) / mean('queue'), 'a queue for each part of the sources'],
  ] as const;
  return [
    `${SOURCES.toLocaleString('en')} sources, polled every ${ROUND / 60} minutes, ${A_DAY} articles a day each, ${KEPT} kept:`,
    '', '| | |', '| --- | --- |',
    `| memory on Redis | ${(SOURCES * bytes / 1e12).toFixed(1)} TB: ${Math.ceil((SOURCES * bytes) / SERVER.memory)} servers of 64 GB |`,
    `| of it without articles | ${((SOURCES * (source + job)) / 1e9).toFixed(0)} GB |`,
    `| polls a second | ${whole(polls)} |`,
    `| commands a second on Redis | ${whole(polls * mean('commands'))} |`,
    `| processors of Redis | ${(cores(mean('redis')) / SERVER.load).toFixed(1)}, the queue alone ${(cores(mean('queue')) / SERVER.load).toFixed(1)} |`,
    `| between pollers and Redis | ${((polls * mean('traffic') * 8) / 1e6).toFixed(0)} Mbit/s |`,
    `| polling processes, a processor each | ${Math.ceil(cores(mean('poller')) / PROCESS.load)} |`,
    `| commits a second that every serving process hears | ${whole(polls * bringing)} |`,
    `| a process that has them all in its file | ${((SOURCES * resident) / 1e9).toFixed(0)} GB, ${((SOURCES * start) / 60_000).toFixed(0)} minutes to start |`,
    '', '| gives way, in this order | at sources | carried further by |', '| --- | --- | --- |',
    ...limits.toSorted(([, one], [, other]) => one - other).map(([what, at, by]) => `| ${what} | ${whole(at)} | ${by} |`),
  ].join('\n');
}

function whole(figure: number): string {
  return Number(figure.toPrecision(2)).toLocaleString('en');
}
