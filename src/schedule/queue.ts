import { Queue, type JobsOptions } from 'bullmq';
import type { Millis, Source } from '../model.js';
import type { QueueConnection } from './queue-connection.js';

/** All keys of the queue share a slot of a cluster; no source's id looks so. */
export const PREFIX = '{feedrelay-queue}';
export const QUEUE = 'polls';

/** What a source's job carries, where it carries anything. */
export interface Ticket {
  /** Somebody waits for this poll, whatever the schedule says, and knows its answer by this name. */
  readonly asked?: string;
  /** Since when it has only met processes that do not know its source. */
  readonly unknownSince?: Millis;
}

/** What a poll that was asked for told of itself: stands in its job as progress, where whoever asked finds it. */
export interface Told<Report> {
  readonly asked: string;
  /** Absent where the poll broke off. */
  readonly report?: Report;
}

export function openQueue(connection: QueueConnection): Queue<Ticket> {
  const queue = new Queue<Ticket>(QUEUE, { connection: connection.asking(), prefix: PREFIX, streams: { events: { maxLen: 1000 } } });
  // Whoever asks is told.
  queue.on('error', () => undefined);
  return queue;
}

/** BullMQ takes no id that is a number, and a source's may be one. */
export function idOf({ id }: Source): string {
  return `source-${id}`;
}

export function jobOf(source: Source, delay: Millis): JobsOptions {
  return { jobId: idOf(source), delay, removeOnComplete: true, removeOnFail: true };
}
