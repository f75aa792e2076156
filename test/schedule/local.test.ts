import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Source } from '../../src/model.js';
import { createLocalScheduler } from '../../src/schedule/local.js';
import type { Scheduler, SchedulerOptions } from '../../src/schedule/scheduler.js';
import { atOnce } from '../../src/schedule/pace.js';
import { untilTurn, type LastPoll } from '../../src/schedule/timetable.js';
import { configurationOf } from '../support/press.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const [daily] = configurationOf('sources: [{ id: daily, url: https://site.example/feed, schedule: every 24h }]\n').sources;

/** By the clock that the test puts forward. */
const scheduling = (options: Pick<SchedulerOptions<string>, 'lastPoll' | 'poll'>): Scheduler<string> =>
  createLocalScheduler({ clock: Date.now, pace: atOnce, onError: () => undefined, ...options });

/** Polls as often as the clock is put forward for; the store writes down what comes of it, or does not. */
async function polledIn(minutes: number, writes: (poll: number) => boolean, breaks = false): Promise<number> {
  let polls = 0;
  let known: LastPoll = {};
  const scheduler = scheduling({
    lastPoll: () => Promise.resolve(known),
    poll(_, now) {
      polls += 1;
      if (writes(polls)) known = { lastPoll: now, due: now + 24 * 3_600_000 };
      return breaks ? Promise.reject(new Error('a bug')) : Promise.resolve('done');
    },
  });
  await scheduler.update([{ source: daily as Source, fraction: 0 }]);
  await vi.advanceTimersByTimeAsync(minutes * 60_000);
  await scheduler.stop(0);
  return polls;
}

test('a poll that the store could not write down is made again in a minute, until it can', async () => {
  expect(await polledIn(5.5, () => false)).toBe(6);
  expect(await polledIn(30, (poll) => poll === 3)).toBe(3);
});

test('one that is written down waits for its turn, and so does one that broke off', async () => {
  expect(await polledIn(60, () => true)).toBe(1);
  expect(await polledIn(60, () => false, true)).toBe(1);
});

/** When each of these sources is polled in so many seconds of a schedule, from its turn at the start on; all begin polled already. */
async function pollsOf(schedule: string, fractions: readonly number[], seconds: number, asks: (poll: number) => number = () => 0): Promise<readonly (readonly number[])[]> {
  const text = fractions.map((_, n) => `  - { id: s${n}, url: https://site.example/${n}, schedule: "${schedule}" }`).join('\n');
  const { sources } = configurationOf(`sources:\n${text}\n`);
  const start = Math.ceil(Date.now() / 3_600_000) * 3_600_000;
  vi.setSystemTime(start);
  const known = new Map<string, LastPoll>();
  const polls = new Map(sources.map(({ id }) => [id, new Array<number>()]));
  const scheduler = scheduling({
    lastPoll: ({ id }) => Promise.resolve(known.get(id) ?? {}),
    poll(source, now) {
      const times = polls.get(source.id) ?? [];
      times.push((now - start) / 1000);
      known.set(source.id, { lastPoll: now, due: now + Math.max(untilTurn(source.schedule, now), asks(times.length) * 1000) });
      return Promise.resolve('done');
    },
  });
  await scheduler.update(sources.map((source, n) => ({ source, fraction: fractions[n] ?? 0 })));
  await vi.advanceTimersByTimeAsync(seconds * 1000);
  await scheduler.stop(0);
  return [...polls.values()];
}

const FRACTIONS = [0, 0.2, 0.5, 0.8, 0.99];

test.each([
  ['* * * * *', 60], ['*/5 * * * *', 300], ['*/30 * * * *', 1800], ['*/20 * * * * *', 20],
])('of the cron line %s each source is polled once a turn, in a place of its own', async (line, interval) => {
  const polls = await pollsOf(line, FRACTIONS, interval * 6.5);
  for (const [n, times] of polls.entries()) {
    const turns = times.slice(1).map((at) => Math.floor(at / interval));
    expect(turns, `source ${n}`).toEqual([...new Set(turns)]);
    expect(turns.length, `source ${n}`).toBeGreaterThanOrEqual(5);
    for (const at of times.slice(1)) expect(at % interval).toBeCloseTo((FRACTIONS[n] ?? 0) * Math.min(interval / 4, 60), 0);
  }
});

test.each([20, 60, 300, 900, 3600])('every %d seconds each source is polled as often as that, and hardly later', async (interval) => {
  const polls = await pollsOf(`every ${interval}s`, FRACTIONS, interval * 40 + 1);
  for (const times of polls) {
    const waits = times.slice(1).map((at, place) => at - (times[place] ?? 0));
    for (const wait of waits) expect(wait).toBeGreaterThanOrEqual(interval * 0.89);
    for (const wait of waits) expect(wait).toBeLessThanOrEqual(interval + Math.min(interval / 4, 60) + 1);
    expect(times.length).toBeGreaterThanOrEqual(36);
  }
  // Those that began together are apart by then.
  expect(new Set(polls.map((times) => Math.round((times.at(-1) ?? 0) % interval))).size).toBe(FRACTIONS.length);
});

test('what a source asks for is kept through the turns of its schedule', async () => {
  const [times = []] = await pollsOf('*/20 * * * * *', [0.5], 400, (poll) => (poll === 2 ? 300 : 0));
  const [, second = 0, third = 0] = times;
  expect(third - second).toBeGreaterThanOrEqual(297);
  expect(times.length).toBeGreaterThanOrEqual(6);
});

test('goes by the clock where it is set, or the machine has slept', async () => {
  const { sources: [source] } = configurationOf('sources: [{ id: s, url: https://site.example/, schedule: every 6h }]\n');
  let known: LastPoll = {};
  let polls = 0;
  const scheduler = scheduling({
    lastPoll: () => Promise.resolve(known),
    poll(_, now) {
      polls += 1;
      known = { lastPoll: now, due: now + 6 * 3_600_000 };
      return Promise.resolve('done');
    },
  });
  await scheduler.update([{ source: source as Source, fraction: 0 }]);
  await vi.advanceTimersByTimeAsync(1000);
  vi.setSystemTime(Date.now() + 7 * 3_600_000);
  await vi.advanceTimersByTimeAsync(61_000);
  expect(polls).toBe(2);
  vi.setSystemTime(Date.now() - 48 * 3_600_000);
  await vi.advanceTimersByTimeAsync(61_000);
  expect(polls).toBe(3);
  await scheduler.stop(0);
});

test('what is to hurry is polled within half a minute, though it is not due', async () => {
  const { sources: [source] } = configurationOf('sources: [{ id: s, url: https://site.example/, schedule: every 6h }]\n');
  const at: number[] = [];
  const scheduler = scheduling({
    lastPoll: () => Promise.resolve({ lastPoll: at.at(-1) ?? 0, due: (at.at(-1) ?? 0) + 6 * 3_600_000 }),
    poll(_, now) {
      at.push(now);
      return Promise.resolve('done');
    },
  });
  await scheduler.update([{ source: source as Source, fraction: 0.5 }]);
  await vi.advanceTimersByTimeAsync(1000);
  scheduler.hurry([source as Source]);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(at.length).toBe(2);
  expect((at[1] ?? 0) - (at[0] ?? 0)).toBe(1000 + 15_000);
  await scheduler.stop(0);
});

test('another address, saved while the one before is being polled, is polled within a minute', async () => {
  const [before, after] = ['old', 'new'].map((path) => configurationOf(`sources: [{ id: s, url: https://site.example/${path}, schedule: every 6h }]\n`).sources[0] as Source) as [Source, Source];
  const polled: string[] = [];
  let known: { url: string; last: LastPoll } | undefined;
  const scheduler = scheduling({
    lastPoll: ({ url }) => Promise.resolve(known?.url === url ? known.last : {}),
    async poll({ url }, now) {
      await new Promise((resolve) => setTimeout(resolve, 5_000));
      polled.push(url);
      known = { url, last: { lastPoll: now, due: now + 6 * 3_600_000 } };
      return 'done';
    },
  });
  await scheduler.update([{ source: before, fraction: 0 }]);
  await vi.advanceTimersByTimeAsync(1000);
  await scheduler.update([{ source: after, fraction: 0 }]);
  await vi.advanceTimersByTimeAsync(70_000);
  expect(polled).toEqual(['https://site.example/old', 'https://site.example/new']);
  await scheduler.stop(0);
});
