import { Gauge, type Registry } from 'prom-client';
import type { Millis } from '../model.js';
import type { SourceState } from '../ledger/rows.js';

interface SourceFigure {
  readonly name: string;
  readonly help: string;
  /** Absent where there is nothing to say yet. */
  readonly of: (state: SourceState) => number | undefined;
}

const seconds = (at: Millis | undefined): number | undefined => (at === undefined ? undefined : at / 1000);

const FIGURES: readonly SourceFigure[] = [
  { name: 'entries', help: 'Entries kept.', of: ({ entries }) => entries },
  { name: 'failures', help: 'Polls that failed in a row.', of: ({ failures }) => failures },
  { name: 'last_poll_timestamp_seconds', help: 'When it was last polled.', of: ({ lastPoll }) => seconds(lastPoll) },
  { name: 'last_success_timestamp_seconds', help: 'When a poll last succeeded.', of: ({ lastSuccess }) => seconds(lastSuccess) },
  { name: 'last_new_timestamp_seconds', help: 'When an entry last came.', of: ({ lastNew }) => seconds(lastNew) },
  { name: 'next_due_timestamp_seconds', help: 'When it is due again; absent where it is polled no more.', of: ({ due, gone }) => (gone === true ? undefined : seconds(due)) },
  { name: 'gap_timestamp_seconds', help: 'When articles were last probably missed between two polls.', of: ({ gap }) => seconds(gap?.at) },
  { name: 'silent', help: '1 where nothing new has come for much longer than it ever took.', of: ({ silent }) => (silent === undefined ? 0 : 1) },
  { name: 'moved', help: '1 where it has moved for good and the configuration has its old address.', of: ({ moved }) => (moved !== undefined && moved.polls >= 3 ? 1 : 0) },
  { name: 'gone', help: '1 where it answered 410 and is polled no more.', of: ({ gone }) => (gone === true ? 1 : 0) },
];

/** What is known of each source between its polls, as gauges `feedrelay_source_…{source}`. */
export function sourceGauges(registers: Registry[]): { set(sources: readonly { readonly id: string; readonly state: SourceState | undefined }[]): void } {
  const gauges = FIGURES.map(({ name, help, of }) => ({ of, gauge: new Gauge({ name: `feedrelay_source_${name}`, help, labelNames: ['source'], registers }) }));
  return {
    set(sources) {
      for (const { of, gauge } of gauges) {
        gauge.reset();
        for (const { id, state } of sources) {
          const figure = state === undefined ? undefined : of(state);
          if (figure !== undefined) gauge.set({ source: id }, figure);
        }
      }
    },
  };
}
