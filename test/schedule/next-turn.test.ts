import nodeCron from 'node-cron';
import { describe, expect, it } from 'vitest';
import { intervalOf, nextTurn, spreadOf } from '../../src/schedule/timetable.js';

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;
const halfHourly = { kind: 'cron', line: '*/30 * * * *' } as const;
const every = { kind: 'every', ms: 15 * MINUTE } as const;
const now = Date.now();
const turns = nodeCron.createTask(halfHourly.line, () => undefined).getNextRuns(60).map((run) => run.getTime());

describe('with one timer a source, the next look at it', () => {
  it.each([0, 0.5, 0.99])('is the turn at which it is due, in its own place of the spread (%d)', (fraction) => {
    const [turn = 0] = turns;
    expect(nextTurn(halfHourly, { lastPoll: now, due: turn }, fraction, now)).toBe(turn + spreadOf(fraction, intervalOf(halfHourly)));
  });

  it('is on a turn of the schedule too where it was put off for hours', () => {
    expect(turns).toContain(nextTurn(halfHourly, { lastPoll: now, due: now + 9 * 60 * MINUTE + 1 }, 0, now));
  });

  it('takes a line with a day of the month and a day of the week as node-cron does', () => {
    const weekends = { kind: 'cron', line: '0 9 1 * 6' } as const;
    const at = new Date(nextTurn(weekends, { lastPoll: now, due: now + intervalOf(weekends) }, 0, now));
    // Both the day of the month and the day of the week: as node-cron reads it, not as cron does.
    expect([at.getDate(), at.getDay(), at.getHours()]).toEqual([1, 6, 9]);
  });

  it('of a plain interval is when it is due, where a failure or a dead network makes that early', () => {
    expect(nextTurn(every, { lastPoll: now, due: now + MINUTE }, 0.7, now)).toBe(now + MINUTE);
  });

  it('spreads sources of a plain interval that began together over the whole of it, keeping each to its interval', () => {
    const fractions = Array.from({ length: 150 }, (_, n) => (n * 0.618) % 1);
    const last = fractions.map((fraction) => {
      let at = now;
      for (let polls = 0; polls < 40; polls += 1) {
        // Each begins some seconds late, for the machine is busy.
        const began = at + ((polls * 7) % 20) * 1000;
        const next = nextTurn(every, { lastPoll: began, due: began + every.ms }, fraction, began + 2000);
        expect(next - began).toBeGreaterThanOrEqual(0.9 * every.ms);
        expect(next - began).toBeLessThanOrEqual(every.ms + MINUTE);
        if (polls > 32) expect(next - at).toBe(every.ms);
        at = next;
      }
      return at;
    });
    const inMinute = Array.from({ length: 15 }, (_, minute) => last.filter((at) => Math.floor((at % every.ms) / MINUTE) === minute).length);
    expect(Math.min(...inMinute)).toBeGreaterThanOrEqual(8);
    expect(Math.max(...inMinute)).toBeLessThanOrEqual(12);
  });

  it('of an interval of a second is never at once', () => {
    for (const fraction of [0, 0.3, 0.99]) expect(nextTurn({ kind: 'every', ms: 1000 }, { lastPoll: now, due: now + 1000 }, fraction, now)).toBeGreaterThanOrEqual(now + 900);
  });

  it.each([[{}], [{ lastPoll: now - DAY, due: now - DAY }]])('comes after a minute where the last poll left no trace (%j)', (last) => {
    expect(nextTurn(every, last, 0, now)).toBe(now + MINUTE);
  });

  it('at a source that is gone comes after a day', () => {
    expect(nextTurn(halfHourly, { lastPoll: now, due: now, gone: true }, 0, now)).toBe(now + DAY);
  });
});
