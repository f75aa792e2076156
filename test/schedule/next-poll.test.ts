import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextDelay, type PollHistory } from '../../src/schedule/next-poll.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const usual: PollHistory = { failures: 0, interval: 30 * MINUTE, networkDown: false, random: 0 };
const least = (history: Partial<PollHistory>): number => nextDelay({ ...usual, ...history, random: 0 });
const most = (history: Partial<PollHistory>): number => nextDelay({ ...usual, ...history, random: 1 - Number.EPSILON });

describe('a source that answers', () => {
  it.each<[string, Partial<PollHistory>, number]>([
    ['is due when its schedule says', {}, 30 * MINUTE],
    ['is left alone for its max-age', { maxAge: HOUR }, HOUR],
    ['is left alone for its ttl', { ttl: 2 * HOUR, maxAge: HOUR }, 2 * HOUR],
    ['is not asked more often than scheduled', { ttl: MINUTE, maxAge: 0 }, 30 * MINUTE],
    ['cannot silence itself for more than a day', { maxAge: 365 * DAY }, DAY],
    ['is never waited for longer than a quarter of its window', { maxAge: 12 * HOUR, windowSpan: 8 * HOUR }, 2 * HOUR],
    ['of a window under an hour is believed, for such a span says nothing', { ttl: HOUR, windowSpan: HOUR - 1 }, HOUR],
    ['of a window of an hour is not', { ttl: HOUR, windowSpan: HOUR }, 30 * MINUTE],
    ['keeps its schedule, be its window ever so short', { windowSpan: HOUR }, 30 * MINUTE],
    ['may say when to come again, whatever its window', { retryAfter: 5 * HOUR, windowSpan: 4 * HOUR }, 5 * HOUR],
    ['may say so up to a day', { retryAfter: 90 * DAY }, DAY],
    ['rarely asked stays rarely asked', { interval: 7 * DAY }, 7 * DAY],
  ])('%s', (_promise, history, delay) => {
    expect(least(history)).toBe(delay);
    expect(most(history)).toBe(delay);
  });
});

describe('a source that fails', () => {
  it.each<[string, Partial<PollHistory>, number, number]>([
    ['is asked again within a minute', { failures: 1 }, 30_000, MINUTE],
    ['of a shorter schedule, within that', { failures: 1, interval: 20_000 }, 10_000, 20_000],
    ['then within two', { failures: 2 }, MINUTE, 2 * MINUTE],
    ['then within four', { failures: 3 }, 2 * MINUTE, 4 * MINUTE],
    ['and never given up: within a day', { failures: 20 }, 12 * HOUR, DAY],
    ['not even after years', { failures: 100_000 }, 12 * HOUR, DAY],
    ['once a week is not left alone for one', { failures: 1, interval: 7 * DAY }, 30_000, MINUTE],
    ['within a quarter of its window', { failures: 20, windowSpan: 16 * HOUR }, 2 * HOUR, 4 * HOUR],
    ['for longer where the failure is to be kept', { failures: 1, maxAge: HOUR }, HOUR, HOUR],
    ['however seldom it has news', { failures: 1, ttl: HOUR }, 30_000, MINUTE],
    ['but by its own Retry-After', { failures: 1, retryAfter: 3 * HOUR, windowSpan: 4 * HOUR }, 3 * HOUR, 3 * HOUR],
    ['no sooner than it backs off, though Retry-After is short', { failures: 8, retryAfter: 1000 }, 64 * MINUTE, 128 * MINUTE],
    ['because we come too often is asked after its interval', { failures: 1, tooOften: true }, 30 * MINUTE, HOUR],
    ['and ever less often', { failures: 3, tooOften: true }, 2 * HOUR, 4 * HOUR],
  ])('%s', (_promise, history, from, to) => {
    expect(least(history)).toBe(from);
    expect(most(history)).toBe(to);
  });
});

describe('a network that is down', () => {
  it.each<[string, Partial<PollHistory>, number, number]>([
    ['is tried every minute or sooner, spread', { failures: 9, maxAge: DAY, retryAfter: DAY }, 30_000, MINUTE],
    ['is tried as often as a very short schedule has it', { interval: 10_000 }, 5_000, 10_000],
  ])('%s', (_promise, history, from, to) => {
    expect(least({ ...history, networkDown: true })).toBe(from);
    expect(most({ ...history, networkDown: true })).toBe(to);
  });
});

describe('closed hours and days', () => {
  const now = Date.UTC(2024, 10, 29, 21, 45); // a Friday
  it.each<[string, Partial<PollHistory>, number]>([
    ['are waited out', { closed: { now, skipHours: [22, 23] } }, Date.UTC(2024, 10, 30)],
    ['days too', { closed: { now, skipHours: [22, 23], skipDays: [6, 0] } }, Date.UTC(2024, 11, 2)],
    ['do not matter while it is open', { closed: { now, skipHours: [21] } }, now + 30 * MINUTE],
    ['never reach beyond a quarter of the window', { closed: { now, skipDays: [5, 6, 0] }, windowSpan: 4 * HOUR }, now + HOUR],
    ['of the whole week are nonsense', { closed: { now, skipDays: [0, 1, 2, 3, 4, 5, 6] } }, now + 30 * MINUTE],
  ])('%s', (_promise, history, due) => {
    expect(now + least(history)).toBe(due);
  });
});

describe('always', () => {
  const history = fc.record(
    {
      failures: fc.nat(),
      interval: fc.integer({ min: 1000, max: 7 * DAY }),
      maxAge: fc.nat(),
      ttl: fc.nat(),
      retryAfter: fc.nat(),
      windowSpan: fc.nat(),
      networkDown: fc.constant(false),
      random: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
    },
    { requiredKeys: ['failures', 'interval', 'networkDown', 'random'] },
  );

  it('the delay is the interval at least, but after a failure, and a day at most beside it', () => {
    fc.assert(
      fc.property(history, (polls) => {
        const delay = nextDelay(polls);
        expect(delay).toBeGreaterThanOrEqual(polls.failures === 0 ? polls.interval : Math.min(polls.interval, MINUTE) / 2);
        expect(delay).toBeLessThanOrEqual(Math.max(polls.interval, DAY));
      }),
    );
  });

  it('another failure never brings the next poll forward', () => {
    fc.assert(
      fc.property(history, (polls) => {
        fc.pre(polls.failures > 0);
        expect(nextDelay({ ...polls, failures: polls.failures + 1 })).toBeGreaterThanOrEqual(nextDelay(polls));
      }),
    );
  });
});
