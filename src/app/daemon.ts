import type { Configuration, Millis, Result, Source } from '../model.js';
import { formatMistake, loadConfiguration, watchConfiguration, type Loaded } from '../config/index.js';
import { createCrew } from '../crew/index.js';
import type { Fetcher } from '../fetch/index.js';
import { rowNames } from '../ledger/rows.js';
import type { Logger } from '../log.js';
import { poll, type House, type PollReport } from '../poll/index.js';
import type { Scheduler } from '../schedule/scheduler.js';
import { Outage } from '../schedule/outage.js';
import { startServer, type RunningServer } from '../serve/index.js';
import { fencedStore, type Store } from '../store/index.js';
import { openHouse } from './house.js';
import { createLibrary } from './library.js';
import { located } from './located.js';
import { createMetrics } from './metrics.js';
import { operatorRoutes } from './operator.js';
import { openPictures } from './pictures.js';
import { errandsOf, openSchedule } from './schedule.js';
import { createShelf } from './shelf.js';
import { statusOf } from './status.js';

/** Bytes of a body, and characters of an article, that are worked on in the thread that serves: a few milliseconds' worth at their worst. */
const INLINE = { body: 64 * 1024, article: 16 * 1024 };

export type Role = 'all' | 'poll' | 'serve';

export interface DaemonOptions {
  readonly loaded: Extract<Loaded, { ok: true }>;
  /** The file that is watched. */
  readonly file: string;
  readonly role: Role;
  readonly store: Store;
  readonly fetcher: Fetcher;
  readonly log: Logger;
  readonly clock: () => Millis;
}

export interface Daemon {
  /** Where it serves; in the role `poll` its health and metrics. */
  readonly url: string;
  /** Stops polling and serving; what is in flight may finish within `grace` milliseconds. */
  stop(grace: Millis): Promise<void>;
}

interface Current {
  readonly configuration: Configuration;
  readonly fingerprint: string;
  readonly house: House;
  readonly warnings: readonly string[];
}

/** Puts the rooms together and lets them run: schedule, polls, library, server, configuration. */
export async function startDaemon(options: DaemonOptions): Promise<Result<Daemon>> {
  const { store, log, clock, role, file } = options;
  const crew = createCrew({ inline: INLINE.body, article: INLINE.article });
  const outage = new Outage();
  const troubles = new Map<string, { message: string; since: Millis; at: Millis }>();
  const metrics = createMetrics({ role, store, configuration: () => current.configuration, mistakes: () => mistakes, pictureBytes: () => pictures?.size() ?? 0 });
  const fetcher = metrics.watch(options.fetcher);
  let listening: string | undefined = undefined;
  const furnish = async ({ configuration, fingerprint, warnings }: Extract<Loaded, { ok: true }>): Promise<Current> => {
    const house = await openHouse(configuration, store, fetcher, { crew, outage });
    return located({ configuration, fingerprint, house, warnings: warnings.map(formatMistake) }, listening);
  };
  let current = await furnish(options.loaded);
  let mistakes: readonly string[] = [];
  const library = createLibrary(current.configuration, () => current.house);
  const shelf = createShelf({
    library,
    status: () => statusOf({ configuration: current.configuration, mistakes, warnings: current.warnings, troubles, store, now: clock() }),
    clock,
  });

  const reports = new Map<string, PollReport>();
  const pollOnce = async (source: Source, now: Millis, token?: string): Promise<void> => {
    const { house } = current;
    const own = token === undefined ? house : { ...house, store: await fencedStore(store, rowNames.fence(source.id), token) };
    const report = await poll(source, own, now);
    reports.set(source.id, report);
    noteReport(source, report, now);
  };
  const noteReport = (source: Source, report: PollReport, now: Millis): void => {
    if (report.status === 'failed') {
      troubles.set(source.id, { message: report.error ?? 'failed', since: troubles.get(source.id)?.since ?? now, at: now });
    } else troubles.delete(source.id);
    metrics.polled(report);
    const { id, told = [], ...rest } = report;
    for (const sentence of told) log.warn({ source: id }, `${id}: ${sentence}`);
    log[report.status === 'failed' ? 'warn' : 'info']({ source: id, ...rest }, `polled ${id}: ${wordsOf(report)}`);
  };

  const scheduler = role === 'serve' ? undefined : await openSchedule({ address: current.configuration.store, store, log, clock, poll: pollOnce });
  const deaf = await store.watch((source) => library.changed(source));

  const pollNow = async (polling: Scheduler, source: Source): Promise<PollReport | undefined> => {
    reports.delete(source.id);
    await polling.pollNow(source);
    shelf.statusChanged();
    return reports.get(source.id);
  };

  outage.onRecovery(() => {
    log.info('the network is back: what failed meanwhile is polled again');
    scheduler?.hurry(current.configuration.sources.filter(({ id }) => troubles.has(id)));
  });

  const pictures = role === 'poll' ? undefined : openPictures({
    fetcher, clock, log, configuration: () => current.configuration, house: () => current.house, note: metrics.pictureMet, received: metrics.pictureReceived,
  });
  let ready = true;
  const server = await serve();
  if (!server.ok) return server;
  // Before the first request can be read, and before the first poll.
  listening = server.value.url;
  current = located(current, listening);
  library.configure(current.configuration);

  async function serve(): Promise<Result<RunningServer>> {
    return startServer({
      listen: current.configuration.server.listen,
      basePath: new URL(current.configuration.server.baseUrl).pathname,
      shelf: role === 'poll' ? { find: () => ({ kind: 'missing' }) } : shelf,
      ready: () => ready,
      metrics: metrics.text,
      routes: role === 'poll' ? [] : [
        ...(pictures === undefined ? [] : [pictures.route]),
        ...operatorRoutes({
          clock,
          configuration: () => current.configuration,
          house: () => current.house,
          ...(scheduler === undefined ? {} : { pollNow: (source) => pollNow(scheduler, source) }),
        }),
      ],
      report: (error) => log.error({ err: error }, 'an answer broke off'),
    });
  }

  const refuse = (found: readonly string[]): void => {
    const isTold = found.join('\n') === mistakes.join('\n');
    mistakes = found;
    if (!isTold) log.error({ mistakes }, `the edit of ${file} is refused, the last good configuration goes on: ${mistakes.join('; ')}`);
  };
  const reload = async (): Promise<void> => {
    const loaded = await loadConfiguration(file, process.env, process.cwd());
    if (!loaded.ok) {
      refuse(loaded.mistakes.map(formatMistake));
      return;
    }
    if (loaded.configuration.sources.length === 0 && current.configuration.sources.length > 0) {
      // A file that was cut short, by a full disk or an editor in the middle of saving, reads as one without sources.
      refuse([`${file}: it names no source any more, and none of those it had is given up for that; write one, or stop feedrelay`]);
      return;
    }
    const wasWrong = mistakes.length > 0;
    mistakes = [];
    if (loaded.fingerprint === current.fingerprint) {
      if (wasWrong) log.info(`${file}: the configuration is right again`);
      return;
    }
    const before = current.configuration;
    current = await furnish(loaded);
    library.configure(current.configuration);
    await scheduler?.update(errandsOf(current.configuration));
    const { server: was } = before;
    const { server: is } = current.configuration;
    const again = was.listen.host !== is.listen.host || was.listen.port !== is.listen.port || before.store !== current.configuration.store;
    log.info(`the edit of ${file} is taken up${again ? '; listen and store change at the next start' : ''}`);
  };
  let reloading = Promise.resolve();
  const watch = watchConfiguration(file, () => {
    reloading = reloading.then(reload).then(() => shelf.statusChanged()).catch((error: unknown) => log.error({ err: error }, 'a reload broke off'));
  });

  const starting = scheduler?.update(errandsOf(current.configuration));
  void starting?.catch((error: unknown) => log.error({ err: error }, 'the schedule could not start'));
  return {
    ok: true,
    value: {
      url: server.value.url,
      async stop(grace) {
        ready = false;
        watch.close();
        deaf();
        await Promise.all([scheduler?.stop(grace), server.value.close(grace)]);
        await Promise.all([fetcher.close(), crew.close()]);
        await pictures?.close();
      },
    },
  };
}

function wordsOf({ status, new: fresh, revised, error, ms }: PollReport): string {
  if (status === 'failed') return error ?? 'failed';
  return status === 'unchanged' ? `nothing new (${ms} ms)` : `${fresh} new, ${revised} revised (${ms} ms)`;
}
