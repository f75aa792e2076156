import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Queue } from 'bullmq';
import type { Millis, Source } from '../model.js';
import type { QueueConnection } from './queue-connection.js';
import { idOf, jobOf, openQueue, type Ticket, type Told } from './queue.js';
import type { Scheduler } from './scheduler.js';

/** A poll that was asked for is awaited so long, whoever does it, and looked for so often. */
const AWAITED: Millis = 60_000;
const LOOK: Millis = 100;

/** For a process that polls nothing itself: what is asked for here is done by one that does. */
export function createAsker<Report>(connection: QueueConnection): Pick<Scheduler<Report>, 'pollNow' | 'stop'> {
  const queue = openQueue(connection);
  let stopped = false;
  return {
    pollNow: (source) => askForPoll<Report>(queue, source, () => stopped),
    stop: () => {
      stopped = true;
      return connection.close();
    },
  };
}

/**
 * Asks for a poll before all that only has its turn, after one that is under way, and waits for what it tells of itself,
 * whichever process does it. Without a report where it broke off, where nobody came to it in a minute, or once `over`.
 */
export async function askForPoll<Report>(queue: Queue<Ticket>, source: Source, over: () => boolean): Promise<Report | undefined> {
  const mine = randomUUID();
  const names = new Set([mine]);
  const end = performance.now() + AWAITED;
  while (!over() && performance.now() < end) {
    const told = await askAnew<Report>(queue, source, names, mine).catch(() => undefined);
    if (told !== undefined) return told.report;
    await pause(LOOK);
  }
  return undefined;
}

/** Again and again until there is an answer: a poll under way looks at nothing, and a server that was away may have forgotten. */
async function askAnew<Report>(queue: Queue<Ticket>, source: Source, names: Set<string>, mine: string): Promise<Told<Report> | undefined> {
  const job = await queue.getJob(idOf(source));
  if (job === undefined) {
    await queue.add(source.id, { asked: mine }, jobOf(source, 0));
    return undefined;
  }
  const { asked, ...told } = job.progress as Partial<Told<Report>>;
  if (asked !== undefined && names.has(asked)) return { asked, ...told };
  // Who asks for what is asked for already waits for the same answer.
  if (job.data.asked === undefined) await job.updateData({ ...job.data, asked: mine });
  else names.add(job.data.asked);
  // What waits already, or is being polled, needs no promotion.
  await job.promote().catch(() => undefined);
  await job.changePriority({ lifo: true }).catch(() => undefined);
  return undefined;
}
