import nodeCron from 'node-cron';
import type { Millis, Schedule } from '../model.js';

/**
 * The time from now to a schedule's turn after next, less that to its next: what lies between two
 * polls. For a cron line as node-cron reads it, in the machine's time zone.
 */
export function intervalOf(schedule: Schedule): Millis {
  if (schedule.kind === 'every') return schedule.ms;
  const [next, afterNext] = nodeCron.createTask(schedule.line, () => undefined).getNextRuns(2);
  return next === undefined || afterNext === undefined ? DAY : afterNext.getTime() - next.getTime();
}

/** Polled so shortly before a turn, a source waits for the one after: whoever probes a dead network would else do it ever faster. */
const NEAR: Millis = 30_000;

/** From now to a schedule's next turn: what is waited after a poll where nothing asks for more. */
export function untilTurn(schedule: Schedule, now: Millis): Millis {
  if (schedule.kind === 'every') return schedule.ms;
  const [next, afterNext] = nodeCron.createTask(schedule.line, () => undefined).getNextRuns(2);
  if (next === undefined || afterNext === undefined) return DAY;
  const near = Math.min(NEAR, (afterNext.getTime() - next.getTime()) / 2);
  const turn = next.getTime() - now < near ? afterNext : next;
  return turn.getTime() - now;
}

/** What a schedule says, as one word: it is the same schedule as long as this is. */
export function paceOf(schedule: Schedule): string {
  return schedule.kind === 'every' ? `every ${schedule.ms}` : schedule.line;
}

/** A source's last poll under the schedule that it has now: one that was saved since then counts from that poll on. */
export function underSchedule<T extends LastPoll>(schedule: Schedule, last: T): T {
  const isOther = last.paced !== undefined && last.paced !== paceOf(schedule);
  return isOther && last.lastPoll !== undefined ? { ...last, due: last.lastPoll + intervalOf(schedule), paced: paceOf(schedule) } : last;
}

const DAY: Millis = 24 * 60 * 60 * 1000;
const MINUTE: Millis = 60_000;

/** What is stored of a source's last poll. */
export interface LastPoll {
  readonly lastPoll?: Millis;
  readonly due?: Millis;
  /** The schedule that alone decided when it is due, as {@link paceOf} has it; absent where something else put it off further. */
  readonly paced?: string;
  /** It answered 410: polled no more until it has another address. */
  readonly gone?: true;
}

/**
 * Whether a source may be polled when its turn comes. A turn that comes a little before the source
 * is due counts; what was written by a clock that has since been put back does not.
 */
export function isDue({ lastPoll, due, gone }: LastPoll, interval: Millis, now: Millis): boolean {
  if (gone === true) return false;
  if (lastPoll === undefined || due === undefined || lastPoll > now + MINUTE) return true;
  return now >= due - slackOf(interval) || now - lastPoll > interval + DAY;
}

/** How much before it is due a source may be polled: turns are not to the millisecond. */
function slackOf(interval: Millis): Millis {
  return latenessOf(interval) + 1000;
}

/** How late a poll may begin after its turn, on a busy machine, without the next being as late. */
function latenessOf(interval: Millis): Millis {
  return Math.min(Math.round(interval / 10), MINUTE);
}

/** Turns of a cron line that are looked through for one that is far ahead: a day of minutes. */
const TURNS = 1500;

/**
 * When a source is to be looked at next, where one timer a source is all there is: its schedule's first turn (spread)
 * at which it is due; when it is due, where that comes before the next turn; after a minute at most where its last poll
 * left no trace; after a day where it is gone. Reads a cron line as {@link intervalOf} does. Of a plain interval each
 * source has a place of its own: sources that began together would else be polled together for ever. It comes there by
 * waits that are a little longer than the interval, by a minute at most.
 *
 * @param fraction in [0, 1), the source's own
 */
export function nextTurn(schedule: Schedule, last: LastPoll, fraction: number, now: Millis): Millis {
  const interval = intervalOf(schedule);
  if (last.gone === true) return now + DAY;
  const due = last.due !== undefined && last.due > now ? last.due : now + Math.min(interval, MINUTE);
  // Put off for no whole interval: it failed, or left no trace.
  const isEarly = due - now < interval * 0.9;
  // Half a spread at least, or it would hardly ever come to its place.
  if (schedule.kind === 'every') return isEarly ? due : Math.min(placeFrom(due - latenessOf(interval), fraction, interval), due + spreadOf(0.5 + fraction / 2, interval));
  const turn = firstTurnFrom(schedule.line, due - slackOf(interval), interval, now);
  return due < turn && isEarly ? due : turn + spreadOf(fraction, interval);
}

/** The first time from `from` on that is a source's own place in the interval. */
function placeFrom(from: Millis, fraction: number, interval: Millis): Millis {
  const place = Math.round(fraction * interval);
  return from + ((((place - from) % interval) + interval) % interval);
}

function firstTurnFrom(line: string, at: Millis, interval: Millis, now: Millis): Millis {
  const task = nodeCron.createTask(line, () => undefined);
  for (let count = Math.max(2, Math.ceil((at - now) / interval) + 1); ; count *= 2) {
    const turn = task.getNextRuns(Math.min(count, TURNS)).find((run) => run.getTime() >= at);
    if (turn !== undefined) return turn.getTime();
    if (count >= TURNS) return at;
  }
}

/** How long after its turn a source starts, so that sources of one schedule do not all start at once. */
export function spreadOf(fraction: number, interval: Millis): Millis {
  return Math.round(fraction * Math.min(interval / 4, MINUTE));
}
