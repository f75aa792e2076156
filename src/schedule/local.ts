import nodeCron, { type ScheduledTask } from 'node-cron';
import type { Millis, Source } from '../model.js';
import { AT_ONCE, HURRY, sameErrand, type Errand, type Scheduler, type SchedulerOptions } from './scheduler.js';
import { intervalOf, isDue, spreadOf, type LastPoll } from './timetable.js';

/** What left no trace in the store is polled again after this. */
const UNRECORDED: Millis = 60_000;

interface Row {
  readonly errand: Errand;
  readonly stop: () => void;
}

/** The schedule of one process: a node-cron task, or a timer, per source. */
export function createLocalScheduler<Report>(options: SchedulerOptions<Report>): Scheduler<Report> {
  const { clock, pace, poll, lastPoll, onError } = options;
  const rows = new Map<string, Row>();
  const running = new Map<string, Promise<Report | undefined>>();
  const waiting: (() => void)[] = [];
  const timers = new Map<string, NodeJS.Timeout>();
  let busy = 0;
  let stopped = false;

  const turn = async (): Promise<void> => {
    if (busy >= AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve));
    busy += 1;
  };
  const done = (): void => {
    busy -= 1;
    waiting.shift()?.();
  };

  const runOnce = async (source: Source, now: Millis | undefined): Promise<Report | undefined> => {
    await turn();
    await pace.next();
    const began = now ?? clock();
    let report: Report | undefined;
    try {
      if (!stopped) report = await poll(source, began);
    } catch (error) {
      onError(source, error);
    } finally {
      done();
    }
    await retryWhenDue(source, report === undefined ? undefined : began);
    return report;
  };

  /** A source never overlaps with itself: a turn that comes while it is being polled is that poll. */
  const run = (source: Source, now?: Millis): Promise<Report | undefined> => {
    const under = running.get(source.id);
    if (under !== undefined) return under;
    const polling = runOnce(source, now).finally(() => running.delete(source.id));
    running.set(source.id, polling);
    return polling;
  };

  const later = (id: string, ms: Millis, act: () => void): void => {
    clearTimeout(timers.get(id));
    timers.set(id, setTimeout(act, Math.min(ms, 2 ** 31 - 1)));
  };

  /**
   * What fails is tried again when it is due, be that before its next turn.
   *
   * @param began of a poll that has just ended; where the store knows nothing of it, its disk is full, for one
   */
  const retryWhenDue = async (source: Source, began?: Millis): Promise<void> => {
    const last = await lastPoll(source).catch((): LastPoll => ({}));
    const row = rows.get(source.id);
    if (stopped || row === undefined || last.gone === true) return;
    const isUnrecorded = began !== undefined && last.lastPoll !== began;
    const wait = isUnrecorded ? UNRECORDED : (last.due ?? -Infinity) - clock();
    if (wait > 0 && wait < intervalOf(source.schedule) * 0.9) later(source.id, wait, () => void run(row.errand.source));
  };

  const onTurn = async ({ source, fraction }: Errand): Promise<void> => {
    const interval = intervalOf(source.schedule);
    const last = await lastPoll(source).catch((): LastPoll => ({}));
    if (stopped || !isDue(last, interval, clock())) return;
    later(source.id, spreadOf(fraction, interval), () => void run(source));
  };

  const begin = (errand: Errand): Row => {
    const { schedule, id } = errand.source;
    const fire = (): void => void onTurn(errand);
    const task: ScheduledTask | undefined = schedule.kind === 'cron' ? nodeCron.schedule(schedule.line, fire, { name: id, suppressMissedWarning: true }) : undefined;
    const timer = schedule.kind === 'every' ? setInterval(fire, Math.min(schedule.ms, 2 ** 31 - 1)) : undefined;
    return {
      errand,
      stop: () => {
        void task?.destroy();
        clearInterval(timer);
        clearTimeout(timers.get(id));
      },
    };
  };

  return {
    async update(errands) {
      const now = clock();
      const wanted = new Map(errands.map((errand) => [errand.source.id, errand]));
      for (const [id, row] of rows) {
        const errand = wanted.get(id);
        if (errand !== undefined && sameErrand(errand.source, row.errand.source)) continue;
        row.stop();
        rows.delete(id);
      }
      const fresh = errands.filter(({ source }) => !rows.has(source.id));
      const due = await Promise.all(
        fresh.map(async ({ source }) => isDue(await lastPoll(source).catch((): LastPoll => ({})), intervalOf(source.schedule), now)),
      );
      fresh.forEach((errand, place) => {
        if (stopped) return;
        rows.set(errand.source.id, begin(errand));
        // One round: all that is due at the start sees the same first sight.
        if (due[place] === true) void run(errand.source, now);
        else void retryWhenDue(errand.source);
      });
    },
    pollNow: async (source) => {
      await running.get(source.id);
      return run(source);
    },
    hurry(sources) {
      for (const { id } of sources) {
        const row = rows.get(id);
        if (row !== undefined && !stopped) later(id, row.errand.fraction * HURRY, () => void run(row.errand.source));
      }
    },
    async stop(deadline) {
      stopped = true;
      pace.end();
      for (const row of rows.values()) row.stop();
      for (const resolve of waiting.splice(0)) resolve();
      const ended = Promise.allSettled(running.values());
      let timer: NodeJS.Timeout | undefined;
      await Promise.race([ended, new Promise((resolve) => (timer = setTimeout(resolve, deadline)))]);
      clearTimeout(timer);
    },
  };
}
