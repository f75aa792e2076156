import { setTimeout as pause } from 'node:timers/promises';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Configuration } from '../model.js';
import { rowNames, type SourceState } from '../ledger/rows.js';
import type { PollReport } from '../poll/index.js';
import { pictureOutcomes, type PictureOutcome } from '../relay/index.js';
import type { Store } from '../store/index.js';
import { version } from '../package/index.js';
import { sourceGauges } from './source-gauges.js';

/** Milliseconds in which the event loop is looked at several times, so that the first answer has figures of it. */
const FIRST_LOOK = 50;

export interface MetricsOptions {
  /** What this process does: all, poll or serve. */
  readonly role: string;
  readonly store: Pick<Store, 'getMany' | 'size'>;
  /** As they are now. */
  readonly configuration: () => Configuration;
  /** Why the last edit of the configuration was refused. */
  readonly mistakes: () => readonly string[];
  /** Bytes in the cache of pictures. */
  readonly pictureBytes: () => number;
}

/** What monitors are told. No address stands in it, for addresses may hold secrets; sources go by their ids. */
export interface Metrics {
  /** Prometheus text, version 0.0.4. What the engine tells of itself (`feedrelay_nodejs_…`) counts from the first asking on. A store that fails costs its own figures and no others. */
  readonly text: () => Promise<string>;
  polled(report: PollReport): void;
  readonly pictureMet: (outcome: PictureOutcome) => void;
  /** Bytes, after decompression. */
  readonly received: (kind: 'feed' | 'picture', bytes: number) => void;
}

export function createMetrics(options: MetricsOptions): Metrics {
  const registry = new Registry();
  const registers = [registry];

  const polls = new Counter({ name: 'feedrelay_polls_total', help: 'Polls, by source and outcome.', labelNames: ['source', 'status'], registers });
  const durations = new Histogram({
    name: 'feedrelay_poll_duration_seconds', help: 'How long polls took, from the request to the commit.', labelNames: ['status'],
    buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30], registers,
  });
  const items = new Counter({ name: 'feedrelay_items_total', help: 'Items that polls found, by source and by what they were.', labelNames: ['source', 'kind'], registers });
  const bytes = new Counter({ name: 'feedrelay_fetched_bytes_total', help: 'Bytes received, after decompression.', labelNames: ['kind'], registers });
  // Thousands of pictures a second are met: they are counted by hand, and entered when somebody reads.
  const met: Record<PictureOutcome, number> = { kept: 0, fetched: 0, placeholder: 0 };
  new Counter({
    name: 'feedrelay_picture_requests_total', help: 'Relayed pictures asked for: kept (out of the cache), fetched, or placeholder.', labelNames: ['outcome'], registers,
    collect() {
      for (const outcome of pictureOutcomes) {
        this.inc({ outcome }, met[outcome]);
        met[outcome] = 0;
      }
    },
  });
  new Gauge({
    name: 'feedrelay_picture_cache_bytes', help: 'Bytes of pictures on disk.', registers,
    collect() {
      this.set(options.pictureBytes());
    },
  });
  new Gauge({
    name: 'feedrelay_configuration_mistakes', help: 'Mistakes in the saved configuration, for which it was refused; 0 when it is in force.', registers,
    collect() {
      this.set(options.mistakes().length);
    },
  });
  new Gauge({ name: 'feedrelay_build_info', help: 'Always 1; the version stands in the label.', labelNames: ['version'], registers }).set({ version }, 1);
  new Gauge({ name: 'feedrelay_role', help: 'Always 1; what this process does stands in the label.', labelNames: ['role'], registers }).set({ role: options.role }, 1);
  const storeBytes = new Gauge({ name: 'feedrelay_store_bytes', help: 'Bytes of the store on disk.', registers });
  const storeUp = new Gauge({ name: 'feedrelay_store_up', help: 'Whether the store could be read just now.', registers });
  const bySource = sourceGauges(registers);

  const readStore = async (): Promise<void> => {
    const { store, configuration } = options;
    const { sources } = configuration();
    try {
      const states = await store.getMany<SourceState>(sources.map(({ id }) => rowNames.source(id)));
      bySource.set(sources.map(({ id }, place) => ({ id, state: states[place] })));
      storeBytes.set(await store.size());
      storeUp.set(1);
    } catch {
      storeUp.set(0);
    }
  };

  // The engine's own figures need a timer that wakes us a hundred times a second: begun for who looks at them.
  const watchEngine = async (): Promise<void> => {
    collectDefaultMetrics({ register: registry, prefix: 'feedrelay_' });
    await pause(FIRST_LOOK);
  };
  let watched: Promise<void> | undefined;

  return {
    async text() {
      await Promise.all([readStore(), (watched ??= watchEngine())]);
      return registry.metrics();
    },
    polled({ id: source, status, ms, ...counts }) {
      polls.inc({ source, status });
      durations.observe({ status }, ms / 1000);
      for (const kind of ['new', 'revised', 'duplicate'] as const) items.inc({ source, kind }, counts[kind]);
    },
    pictureMet(outcome) {
      met[outcome] += 1;
    },
    received: (kind, received) => bytes.inc({ kind }, received),
  };
}
