import { setTimeout as pause } from 'node:timers/promises';
import { startDaemon, type Daemon } from '../command.js';
import { configure } from '../configuration.js';
import { startRedis } from '../redis.js';
import type { Comparison, Row } from '../row.js';
import { startUpstream, type Showing } from '../upstream.js';

const WINDOW: Showing = { newest: 50, articles: 50, paragraphs: 10, edition: 1, validators: true };
/** Milliseconds that a figure is taken over. */
const SPAN = 10_000;

/** More sources than two processes can keep up with: each polls as much as it can. */
const BACKLOG = 1_000;
const SLOW = 200;

export const pollers: Row = {
  name: 'pollers',
  what: 'two polling processes against one where sites answer slowly',
  needs: ['redis-server'],
  measure: async (place, rounds) => {
    const upstream = await startUpstream({ ...WINDOW, articles: 3, delay: SLOW });
    const redis = await startRedis(place);
    await configure(place, { count: BACKLOG, origin: upstream.originOf, schedule: 'every 1s', store: redis.address });
    const start = (): Promise<Daemon> => startDaemon(place, { more: ['--role', 'poll'] });
    const first = await start();
    try {
      while ((await first.polls()) < BACKLOG) await pause(100);
      const [ours, rival]: [number[], number[]] = [[], []];
      for (let round = 0; round < rounds; round += 1) {
        rival.push(await pollsASecond([first]));
        const second = await start();
        while ((await second.polls()) < 100) await pause(100);
        ours.push(await pollsASecond([first, second]));
        await second.stop();
      }
      return [{ what: `polls a second of two processes on one Redis, sites that answer after ${SLOW} ms, against one's`, goal: { at: 'least', ratio: 1.7 }, ours, rival }];
    } finally {
      await first.stop();
      redis.stop();
      upstream.close();
    }
  },
};

async function pollsASecond(daemons: readonly Daemon[]): Promise<number> {
  const polls = async (): Promise<number> => (await Promise.all(daemons.map((daemon) => daemon.polls()))).reduce((sum, count) => sum + count, 0);
  const [started, before] = [performance.now(), await polls()];
  await pause(SPAN);
  return (((await polls()) - before) / (performance.now() - started)) * 1000;
}

const SOURCES = 100;
const ROUND = 'every 2s';

export const storeCost: Row = {
  name: 'store-cost',
  what: "a poll's cost on Redis against the embedded store",
  needs: ['redis-server'],
  measure: async (place, rounds) => {
    const upstream = await startUpstream(WINDOW);
    const redis = await startRedis(place);
    const start = async (store?: string): Promise<Daemon> => {
      await configure(place, { count: SOURCES, origin: upstream.originOf, schedule: ROUND, ...(store === undefined ? {} : { store }) });
      const daemon = await startDaemon(place);
      while ((await daemon.polls()) < 2 * SOURCES) await pause(100);
      return daemon;
    };
    const unchanged: Figures = { ours: [], rival: [] };
    const changed: Figures = { ours: [], rival: [] };
    let newest = WINDOW.newest;
    try {
      for (let round = 0; round < rounds; round += 1) {
        for (const side of ['rival', 'ours'] as const) {
          await upstream.show({ ...WINDOW, newest });
          const daemon = await start(side === 'ours' ? redis.address : undefined);
          const cpu = async (): Promise<number> => (await daemon.cpu()) + (side === 'ours' ? await redis.cpu() : 0);
          unchanged[side].push(await costOfPoll(daemon, cpu));
          const news = setInterval(() => void upstream.show({ ...WINDOW, newest: (newest += 1) }), 2_000);
          changed[side].push(await costOfPoll(daemon, cpu));
          clearInterval(news);
          await daemon.stop();
        }
      }
      const row = (what: string, figures: Figures): Comparison => ({ what: `processor milliseconds of a poll ${what}, Redis and its server, against embedded`, goal: { at: 'most', ratio: 2 }, ...figures });
      return [row('that brings nothing (304)', unchanged), row('that brings an article of 50', changed)];
    } finally {
      redis.stop();
      upstream.close();
    }
  },
};

interface Figures {
  readonly ours: number[];
  readonly rival: number[];
}

async function costOfPoll(daemon: Daemon, cpu: () => Promise<number>): Promise<number> {
  const [polls, before] = [await daemon.polls(), await cpu()];
  await pause(SPAN);
  const spent = (await cpu()) - before;
  return (spent / ((await daemon.polls()) - polls)) * 1000;
}
