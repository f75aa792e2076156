import type { Millis, Source } from '../model.js';
import { AT_ONCE, HURRY, sameErrand, type Errand, type Scheduler, type SchedulerOptions } from './scheduler.js';
import { intervalOf, isDue, nextTurn, type LastPoll } from './timetable.js';

/** What left no trace in the store is polled again after this. */
const UNRECORDED: Millis = 60_000;
/** A timer counts the machine's running time: so often the clock is looked at, for it may be set, or the machine have slept. */
const LOOK: Millis = 60_000;

/** The schedule of one process: for each source one timer, to the turn at which it is due. */
export function createLocalScheduler<Report>(options: SchedulerOptions<Report>): Scheduler<Report> {
  const { clock, pace, poll, lastPoll, onError } = options;
  const errands = new Map<string, Errand>();
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
  const last = (source: Source): Promise<LastPoll> => lastPoll(source).catch((): LastPoll => ({}));

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
    // Of the source as it is configured now: another address, saved meanwhile, has not been polled.
    const known = await last(errands.get(source.id)?.source ?? source);
    const isUnrecorded = known.gone !== true && known.lastPoll !== began;
    // A bug comes again: it waits for its turn. What a full disk kept from being written does not.
    if (isUnrecorded && report === undefined) planNext(source, { lastPoll: began, due: began + intervalOf(source.schedule) });
    else if (isUnrecorded) wake(source, clock() + Math.min(UNRECORDED, intervalOf(source.schedule)));
    else planNext(source, known);
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

  /** Acts at that time, in place of what was planned for the source before. */
  const wake = ({ id }: Source, at: Millis, act: (errand: Errand) => void = (errand) => void look(errand)): void => {
    clearTimeout(timers.get(id));
    const errand = errands.get(id);
    if (stopped || errand === undefined) return;
    const wait = Math.max(at - clock(), 0);
    timers.set(id, setTimeout(() => {
      const left = at - clock();
      // More is left than before where the clock has been put back.
      if (left <= 0 || left > wait) act(errand);
      else wake(errand.source, at, act);
    }, Math.min(wait, LOOK)));
  };

  const planNext = (source: Source, known: LastPoll): void => {
    const errand = errands.get(source.id);
    if (errand !== undefined) wake(source, nextTurn(errand.source.schedule, known, errand.fraction, clock()));
  };

  /** Polled by hand meanwhile, or by a clock that was put back, it may not be due after all. */
  const look = async ({ source }: Errand): Promise<void> => {
    const known = await last(source);
    if (stopped || running.has(source.id)) return;
    if (isDue(known, intervalOf(source.schedule), clock())) void run(source);
    else planNext(source, known);
  };

  return {
    async update(all) {
      const now = clock();
      const wanted = new Map(all.map((errand) => [errand.source.id, errand]));
      for (const [id, before] of errands) {
        const errand = wanted.get(id);
        if (errand !== undefined && sameErrand(errand.source, before.source)) continue;
        clearTimeout(timers.get(id));
        errands.delete(id);
      }
      const fresh = all.filter(({ source }) => !errands.has(source.id));
      const known = await Promise.all(fresh.map(({ source }) => last(source)));
      fresh.forEach((errand, place) => {
        if (stopped) return;
        const { source } = errand;
        errands.set(source.id, errand);
        // One round: all that is due at the start sees the same first sight.
        if (isDue(known[place] ?? {}, intervalOf(source.schedule), now)) void run(source, now);
        else planNext(source, known[place] ?? {});
      });
    },
    pollNow: async (source) => {
      await running.get(source.id);
      return run(source);
    },
    hurry(sources) {
      for (const { id } of sources) {
        const errand = errands.get(id);
        if (errand !== undefined) wake(errand.source, clock() + errand.fraction * HURRY, () => void run(errand.source));
      }
    },
    async stop(deadline) {
      stopped = true;
      pace.end();
      for (const timer of timers.values()) clearTimeout(timer);
      for (const resolve of waiting.splice(0)) resolve();
      const ended = Promise.allSettled(running.values());
      let timer: NodeJS.Timeout | undefined;
      await Promise.race([ended, new Promise((resolve) => (timer = setTimeout(resolve, deadline)))]);
      clearTimeout(timer);
    },
  };
}
