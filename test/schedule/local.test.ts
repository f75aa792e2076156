import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Source } from '../../src/model.js';
import { createLocalScheduler } from '../../src/schedule/local.js';
import { atOnce } from '../../src/schedule/pace.js';
import type { LastPoll } from '../../src/schedule/timetable.js';
import { configurationOf } from '../support/press.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const [daily] = configurationOf('sources: [{ id: daily, url: https://site.example/feed, schedule: every 24h }]\n').sources;

/** Polls as often as the clock is put forward for; the store writes down what comes of it, or does not. */
async function polledIn(minutes: number, writes: (poll: number) => boolean, breaks = false): Promise<number> {
  let polls = 0;
  let known: LastPoll = {};
  const scheduler = createLocalScheduler<string>({
    clock: Date.now,
    pace: atOnce,
    lastPoll: () => Promise.resolve(known),
    onError: () => undefined,
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
