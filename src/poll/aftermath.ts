import type { Failure, Millis, ParsedFeed, Source } from '../model.js';
import { nextDelay } from '../schedule/next-poll.js';
import { intervalOf, isDue, paceOf, underSchedule } from '../schedule/timetable.js';
import { newSource, type DayCount, type SourceState } from '../ledger/rows.js';
import type { House } from './house.js';
import { habitOf, silenceOf } from './silence.js';

const DAY: Millis = 24 * 60 * 60 * 1000;
/** Days of counts a source keeps for its charts. */
const HISTORY_DAYS = 30;

/** The state a poll starts from: another address keeps the entries and forgets what belonged to the old one. */
export function stateFor(source: Source, stored: SourceState | undefined): SourceState {
  if (stored === undefined) return newSource(source.url);
  const { restoring, ...polled } = stored;
  if (stored.url === source.url) return polled;
  const { moved, body, items, askedFully, gone, failure, due, paced, ...kept } = polled;
  return { ...kept, url: source.url, validators: {}, failures: 0 };
}

/** What the answer itself asks of the next poll. */
export interface Wishes {
  readonly maxAge?: Millis;
  readonly retryAfter?: Millis;
  /** It is a 429. */
  readonly tooOften?: boolean;
}

export function afterSuccess(state: SourceState, source: Source, house: House, now: Millis, wishes: Wishes, counts: { fresh: number; revised: number }): SourceState {
  const { failure, gone, paced, silent, ...kept } = state;
  const today = dayOf(now);
  const history = counted(state.history, today, {
    fresh: counts.fresh,
    revised: counts.revised,
    polls: 1,
    changed: counts.fresh + counts.revised > 0 ? 1 : 0,
    failed: 0,
  });
  const usual = counts.fresh > 0 ? (habitOf(history) ?? state.usual) : (state.usual ?? habitOf(state.history));
  const silence = silenceOf({ ...state, ...(usual === undefined ? {} : { usual }) }, now);
  return {
    ...kept,
    ...(usual === undefined ? {} : { usual }),
    ...(silence === undefined ? {} : { silent: silent ?? { ...silence, at: now } }),
    failures: 0,
    lastPoll: now,
    lastSuccess: now,
    today,
    days: state.days + (state.today === today ? 0 : 1),
    ...pacing(state, source, house, now, wishes, 0, false),
    history,
  };
}

/**
 * A failure counts towards the back-off once a turn of the schedule: a poll asked for by hand before the source is due is
 * recorded like every other, and moves nothing but for a Retry-After.
 */
export function afterFailure(state: SourceState, source: Source, house: House, now: Millis, failure: Failure, wishes: Wishes, network: boolean): SourceState {
  const before = underSchedule(source.schedule, state);
  const { paced, ...kept } = before;
  const down = network && house.outage.down;
  const early = !down && isEarly(before, source, now);
  const failures = down || early ? state.failures : state.failures + 1;
  return {
    ...kept,
    failures,
    lastPoll: now,
    failure: {
      code: failure.code,
      message: house.discretion.told(failure.message),
      since: state.failure?.since ?? now,
      ...(failure.http === undefined ? {} : { http: failure.http }),
    },
    ...(early ? waitedOut(before, now, wishes) : pacing(state, source, house, now, { ...wishes, tooOften: failure.http === 429 }, failures, down)),
    history: counted(state.history, dayOf(now), { fresh: 0, revised: 0, polls: 1, changed: 0, failed: 1 }),
  };
}

/** Measured by the wait itself, which after a failure may be much shorter than the schedule's. */
function isEarly({ due, lastPoll }: SourceState, { schedule }: Source, now: Millis): boolean {
  if (due === undefined || lastPoll === undefined) return false;
  return !isDue({ due, lastPoll }, Math.min(intervalOf(schedule), Math.max(due - lastPoll, 0)), now);
}

function waitedOut({ due = 0, paced }: SourceState, now: Millis, { retryAfter = 0 }: Wishes): Pick<SourceState, 'due' | 'paced'> {
  const asked = now + Math.min(retryAfter, DAY);
  return asked > due ? { due: asked } : { due, ...(paced === undefined ? {} : { paced }) };
}

function pacing(state: SourceState, source: Source, house: House, now: Millis, wishes: Wishes, failures: number, networkDown: boolean): Pick<SourceState, 'due' | 'paced'> {
  const interval = house.untilTurn(source, now);
  const delay = nextDelay({
    failures,
    interval,
    tooOften: wishes.tooOften ?? false,
    ...(wishes.maxAge === undefined ? {} : { maxAge: wishes.maxAge }),
    ...(wishes.retryAfter === undefined ? {} : { retryAfter: wishes.retryAfter }),
    ...(state.asks?.ttl === undefined ? {} : { ttl: state.asks.ttl }),
    ...(state.asks === undefined ? {} : { closed: { now, ...state.asks } }),
    ...(state.span === undefined ? {} : { windowSpan: state.span }),
    networkDown,
    random: house.random(),
  });
  return { due: now + delay, ...(delay === interval ? { paced: paceOf(source.schedule) } : {}) };
}

/** Time between the oldest and the newest date that a document shows. */
export function spanOf(feed: ParsedFeed): Millis | undefined {
  const dates = feed.items.flatMap(({ stamp, published, updated }) => stamp ?? published?.at ?? updated?.at ?? []);
  if (dates.length < 2) return undefined;
  return dates.reduce((a, b) => Math.max(a, b)) - dates.reduce((a, b) => Math.min(a, b));
}

function dayOf(now: Millis): string {
  return new Date(now).toISOString().slice(0, 10);
}

function counted(history: readonly DayCount[], day: string, more: Omit<DayCount, 'day'>): readonly DayCount[] {
  const last = history.at(-1);
  if (last?.day !== day) return [...history, { day, ...more }].slice(-HISTORY_DAYS);
  const sum: DayCount = {
    day,
    fresh: last.fresh + more.fresh,
    revised: last.revised + more.revised,
    polls: last.polls + more.polls,
    changed: last.changed + more.changed,
    failed: last.failed + more.failed,
  };
  return [...history.slice(0, -1), sum];
}
