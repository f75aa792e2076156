import { DelayedError, Worker, type Job } from 'bullmq';
import type { Millis, Source } from '../model.js';
import { askForPoll } from './asking.js';
import type { QueueConnection } from './queue-connection.js';
import { idOf, jobOf, openQueue, PREFIX, QUEUE, type Ticket, type Told } from './queue.js';
import { AT_ONCE, HURRY, sameErrand, type Errand, type Scheduler, type SchedulerOptions } from './scheduler.js';
import { intervalOf, isDue, nextTurn, type LastPoll } from './timetable.js';

/** A worker that is silent for so long has lost its poll … */
const LEASE: Millis = 10_000;
/** … which is found out as often as this. */
const CHECK: Millis = 5_000;
/** A source that this process's configuration does not name is left to a process whose does; nobody's for an hour, its job goes. */
const PASSED_ON: Millis = 5_000;
const NOBODYS: Millis = 3_600_000;
const JOBS_A_STEP = 500;

export interface SharedOptions<Report> extends SchedulerOptions<Report> {
  readonly connection: QueueConnection;
  /** Until when the host of a source wants to be left alone; a time gone by where it does not. */
  readonly restsUntil: (source: Source) => Promise<Millis>;
  /** The queue can, or can again, be reached, or not. */
  readonly onQueue: (up: boolean) => void;
  /** Only what is asked for: no source has its turn on its own account. */
  readonly onlyAsked?: boolean;
}

/**
 * The schedule of any number of processes, as a queue on Redis: one job a source, which moves itself to its next time
 * after each poll. Who polls, one at a time, and who takes over is BullMQ's affair. A source is polled for as long as
 * any running process's configuration names it: a process with an older or newer file leaves what it does not know to
 * the others, and takes nothing away.
 */
export function createSharedScheduler<Report>(options: SharedOptions<Report>): Scheduler<Report> {
  const { clock, pace, poll, lastPoll, onError, connection, restsUntil, onQueue, onlyAsked = false } = options;
  const errands = new Map<string, Errand>();
  let stopped = false;

  const queue = openQueue(connection);
  const worker = new Worker<Ticket>(QUEUE, (job, token) => serve(job, token ?? ''), {
    connection: connection.working(), prefix: PREFIX, concurrency: AT_ONCE,
    lockDuration: LEASE, stalledInterval: CHECK, maxStalledCount: Number.MAX_SAFE_INTEGER,
  });
  let up: boolean | undefined;
  const tell = (is: boolean): void => {
    if (up === is || stopped) return;
    up = is;
    onQueue(is);
    // A server that was away may have forgotten jobs.
    if (is) void fill([...errands.values()]).catch(() => tell(false));
  };
  worker.on('error', () => undefined);
  worker.on('ready', () => tell(true));
  worker.on('ioredis:close', () => tell(false));

  const moved = async (job: Job<Ticket>, token: string, at: Millis): Promise<never> => {
    await job.moveToDelayed(at, token);
    throw new DelayedError();
  };

  const serve = async (job: Job<Ticket>, token: string): Promise<void> => {
    const errand = errands.get(job.name);
    if (errand === undefined) return passOn(job, token);
    await pace.next();
    if (stopped) return moved(job, token, clock());
    const { source, fraction } = errand;
    const ticket = job.data;
    const [before, rest] = await Promise.all([lastPoll(source), restsUntil(source)]).catch((error: unknown) => {
      onError(source, error);
      return moved(job, token, clock() + CHECK);
    });
    const began = clock();
    if (rest > began && ticket.asked === undefined) return moved(job, token, rest + fraction * HURRY);
    if (ticket.asked !== undefined || isDue(before, intervalOf(source.schedule), began)) {
      const told = await poll(source, began, token).then((report) => ({ report }), (error: unknown) => {
        onError(source, error);
        return {};
      });
      if (ticket.asked !== undefined) await job.updateProgress({ asked: ticket.asked, ...told } satisfies Told<Report>);
    }
    if (Object.keys(ticket).length > 0) await job.updateData({});
    // A configuration that changed meanwhile decides.
    const now = errands.get(source.id) ?? errand;
    const last = await lastPoll(now.source).catch((): LastPoll => ({}));
    await moved(job, token, nextTurn(now.source.schedule, last, fraction, clock()));
  };

  const passOn = async (job: Job<Ticket>, token: string): Promise<void> => {
    const { unknownSince = clock() } = job.data;
    if (clock() - unknownSince > NOBODYS) return; // done, and gone with that
    await job.updateData({ ...job.data, unknownSince });
    await moved(job, token, clock() + PASSED_ON);
  };

  const startOf = async ({ source, fraction }: Errand): Promise<Millis> => {
    const [last, now] = [await lastPoll(source).catch((): LastPoll => ({})), clock()];
    return isDue(last, intervalOf(source.schedule), now) ? 0 : Math.max(nextTurn(source.schedule, last, fraction, now) - now, 0);
  };

  /** A job that is there already stays as it is. */
  const fill = async (all: readonly Errand[]): Promise<void> => {
    if (onlyAsked) return;
    for (let from = 0; from < all.length; from += JOBS_A_STEP) {
      const step = all.slice(from, from + JOBS_A_STEP);
      const delays = await Promise.all(step.map(startOf));
      await queue.addBulk(step.map(({ source }, place) => ({ name: source.id, data: {}, opts: jobOf(source, delays[place] ?? 0) })));
    }
  };

  /** One that is being polled just now, or not there, moves itself. */
  const move = async (source: Source, delay: Millis): Promise<void> => {
    const job = await queue.getJob(idOf(source));
    await job?.changeDelay(delay).catch(() => undefined);
  };

  return {
    async update(wanted) {
      const before = new Map(errands);
      errands.clear();
      for (const errand of wanted) errands.set(errand.source.id, errand);
      await fill(wanted.filter(({ source }) => !before.has(source.id)));
      const changed = wanted.filter(({ source }) => {
        const was = before.get(source.id);
        return was !== undefined && !sameErrand(was.source, source);
      });
      await Promise.all(changed.map(async (errand) => move(errand.source, await startOf(errand))));
    },
    pollNow: (source) => askForPoll<Report>(queue, source, () => stopped),
    hurry(sources) {
      for (const source of sources) {
        const { fraction = 0 } = errands.get(source.id) ?? {};
        void move(source, fraction * HURRY).catch(() => undefined);
      }
    },
    async stop(deadline) {
      stopped = true;
      pace.end();
      let timer: NodeJS.Timeout | undefined;
      const ended = worker.close();
      await Promise.race([ended, new Promise((resolve) => (timer = setTimeout(resolve, deadline)))]);
      clearTimeout(timer);
      await connection.close();
    },
  };
}
