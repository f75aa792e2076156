import type { Millis } from '../model.js';
import type { Logger } from '../log.js';
import type { PollReport } from '../poll/index.js';
import type { NewsroomEvent } from './newsroom/index.js';

export interface NewsOptions {
  readonly log: Logger;
  readonly polled: (report: PollReport) => void;
  readonly received: (bytes: number) => void;
  /** Resolves when readers are shown nothing older. */
  readonly changed: (source: string | undefined) => Promise<void>;
}

/** What failed without leaving a trace in the store. */
export interface Trouble {
  readonly message: string;
  readonly since: Millis;
  readonly at: Millis;
}

export interface News {
  readonly hear: (event: NewsroomEvent) => void;
  /** By source id. */
  readonly troubles: ReadonlyMap<string, Trouble>;
  /** Resolves when all that was told before is done with. */
  settled(): Promise<void>;
}

/**
 * Hears what the newsroom tells, and sees that the log, the metrics and the library hear of it. A poll is told of when
 * readers are shown what it brought, and not before.
 */
export function listenTo({ log, polled, received, changed }: NewsOptions): News {
  const troubles = new Map<string, Trouble>();
  let settling: Promise<unknown> = Promise.resolve();

  const note = (report: PollReport, at: Millis): void => {
    const { id, told = [], ...rest } = report;
    if (report.status === 'failed') troubles.set(id, { message: report.error ?? 'failed', since: troubles.get(id)?.since ?? at, at });
    else troubles.delete(id);
    polled(report);
    for (const sentence of told) log.warn({ source: id }, `${id}: ${sentence}`);
    log[report.status === 'failed' ? 'warn' : 'info']({ source: id, ...rest }, `polled ${id}: ${wordsOf(report)}`);
  };

  return {
    troubles,
    settled: () => settling.then(() => undefined),
    hear(event) {
      switch (event.kind) {
        case 'changed':
          settling = Promise.all([settling, changed(event.source)]);
          break;
        case 'polled':
          received(event.received);
          settling = settling.then(() => note(event.report, event.at));
          break;
        case 'said':
          log[event.level](event.fields, event.message);
          break;
      }
    },
  };
}

function wordsOf({ status, new: fresh, revised, error, ms }: PollReport): string {
  if (status === 'failed') return error ?? 'failed';
  return status === 'unchanged' ? `nothing new (${ms} ms)` : `${fresh} new, ${revised} revised (${ms} ms)`;
}
