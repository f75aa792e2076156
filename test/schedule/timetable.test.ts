import { describe, expect, test } from 'vitest';
import type { Schedule } from '../../src/model.js';
import { paceOf, underSchedule, untilTurn, type LastPoll } from '../../src/schedule/timetable.js';

const MINUTE = 60_000;
const every = (ms: number): Schedule => ({ kind: 'every', ms });
const dueUnder = (schedule: Schedule, last: LastPoll): number | undefined => underSchedule(schedule, last).due;
const cron = (line: string): Schedule => ({ kind: 'cron', line });

describe('until the next turn', () => {
  test('of "every" is its span', () => expect(untilTurn(every(15 * MINUTE), Date.now())).toBe(15 * MINUTE));

  test('of a cron line is the time to its next turn, not the longest between two', () => {
    const now = Date.now();
    const soon = new Date(now + 10 * MINUTE);
    // Two turns a day, of which the one in ten minutes is next.
    const line = `${soon.getMinutes()} ${soon.getHours()},${(soon.getHours() + 5) % 24} * * *`;
    expect(untilTurn(cron(line), now)).toBeGreaterThan(8 * MINUTE);
    expect(untilTurn(cron(line), now)).toBeLessThanOrEqual(10 * MINUTE);
  });
});

test('a turn that is nearer than half a minute, or half the way to the next, is not waited for', () => {
  for (const seconds of [1, 10, 25, 40]) {
    const now = Math.ceil(Date.now() / 1_800_000) * 1_800_000 - seconds * 1000;
    expect(untilTurn(cron('*/30 * * * *'), now)).toBe(seconds * 1000 + (seconds < 30 ? 30 * MINUTE : 0));
  }
  expect(untilTurn(cron('*/5 * * * * *'), Date.now())).toBeGreaterThan(2_400);
});

describe('a schedule saved since the last poll', () => {
  const last = { lastPoll: 1_000_000, due: 1_000_000 + 30 * MINUTE };

  test('counts from that poll on, where the old one alone had decided', () => {
    expect(dueUnder(every(2 * MINUTE), { ...last, paced: paceOf(every(30 * MINUTE)) })).toBe(1_000_000 + 2 * MINUTE);
  });

  test('is due at one moment, however often it is asked for', () => {
    const before = { lastPoll: Date.now() - 20 * MINUTE, due: Date.now() + MINUTE, paced: paceOf(every(MINUTE)) };
    expect(dueUnder(cron('*/10 * * * *'), before)).toBe(before.lastPoll + 10 * MINUTE);
  });

  test.each([
    ['the same schedule', { ...last, paced: paceOf(every(2 * MINUTE)) }],
    ['what the source asked for, or its failures', last],
  ])('changes nothing of %s', (_, polled) => {
    expect(dueUnder(every(2 * MINUTE), polled)).toBe(last.due);
  });

  test('there is nothing to be due where nothing was polled', () => expect(dueUnder(every(MINUTE), {})).toBeUndefined());
});
