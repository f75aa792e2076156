import type { Worker } from 'node:worker_threads';
import type { Configuration, Millis, Result } from '../model.js';
import { formatMistake, type Loaded } from '../config/index.js';
import { createTurns, PER_HOST } from '../fetch/index.js';
import type { Logger } from '../log.js';
import type { PollReport } from '../poll/report.js';
import { Library } from '../library/index.js';
import { startServer, type Route, type RunningServer, type ServerOptions, type StatusModel } from '../serve/index.js';
import { isShared, StoreError, type OwnStore } from '../store/index.js';
import { keepConfiguration } from './edits.js';
import { createWardrobe, prepareIn } from './feed-shelf.js';
import { newFetcher } from './fetcher.js';
import { halfDone } from './half-done.js';
import { located } from './located.js';
import { createLastKnown } from './last-known.js';
import { createMetrics } from './metrics.js';
import { countReaders, startNewsroom } from './newsroom/index.js';
import { NewestEntries } from './newest.js';
import { listenTo } from './news.js';
import { operatorRoutes } from './operator.js';
import { openPictures } from './pictures.js';
import { relayKey } from './relay-key.js';
import { createShelf } from './shelf.js';
import { emptyShelf, lastShownOf } from './stand-in.js';
import { statusOf, unreadable, type StatusInput } from './status.js';
import { noteStoreTrouble } from './store-trouble.js';

export type Role = 'all' | 'poll' | 'serve';

export interface DaemonOptions {
  readonly loaded: Extract<Loaded, { ok: true }>;
  /** The file that is watched. */
  readonly file: string;
  readonly role: Role;
  readonly store: OwnStore;
  readonly log: Logger;
  readonly clock: () => Millis;
  /** One that listens already, with somebody else's answers. */
  readonly server?: RunningServer;
  /** For the newsroom, begun beforehand. */
  readonly worker?: Worker;
}

export interface Daemon {
  /** Where it serves; in the role `poll` its health and metrics. */
  readonly url: string;
  /** Reads the configuration again at once, as after an edit. */
  readAgain(): void;
  /** Stops polling and serving; what is in flight may finish within `grace` milliseconds. */
  stop(grace: Millis): Promise<void>;
}

/** Of the grace of a stop, what polls have; what comes of them is told to whoever asked in the rest. */
const POLLS_SHARE = 0.85;

interface Current {
  readonly configuration: Configuration;
  readonly key: string;
  readonly warnings: readonly string[];
}

/** All that is asked of the store before anything begins: what it forbids us is told instead of begun with. */
async function beginning(furnish: () => Promise<Current>, store: OwnStore): Promise<Result<{ readonly furnished: Current; readonly warnings: readonly string[] }>> {
  try {
    return { ok: true, value: { furnished: await furnish(), warnings: await store.warnings() } };
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    return { ok: false, failure: error.failure };
  }
}

/**
 * Puts the rooms together and lets them run. This thread serves: finished documents, pages, pictures; all that makes
 * something new, polls and documents, is the newsroom's.
 */
export async function startDaemon(options: DaemonOptions): Promise<Result<Daemon>> {
  const { store, log, clock, role, file } = options;
  const furnish = async ({ configuration, warnings }: Extract<Loaded, { ok: true }>): Promise<Current> => ({
    configuration,
    key: await relayKey(configuration, store),
    warnings: [...halfDone(role, options.loaded.configuration.store), ...warnings.map(formatMistake)],
  });
  const begun = await beginning(() => furnish(options.loaded), store);
  if (!begun.ok) {
    await options.server?.close(0);
    return begun;
  }
  let current = begun.value.furnished;
  for (const warning of begun.value.warnings) log.warn(warning);
  const turns = createTurns(PER_HOST);
  const news = listenTo({ log, polled: (report) => metrics.polled(report), received: (bytes) => metrics.received('feed', bytes), changed: (source) => library.changed(source) });
  const readers = countReaders();
  const newsroom = startNewsroom({ configuration: options.loaded.configuration, store, turns, polls: role !== 'serve', readers, onEvent: news.hear, ...(options.worker === undefined ? {} : { worker: options.worker }) });
  const metrics = createMetrics({ role, store, configuration: () => current.configuration, mistakes: () => edits?.mistakes() ?? [], pictureBytes: () => pictures?.size() ?? 0 });
  const wardrobe = createWardrobe();
  const lastShown = lastShownOf(current.configuration, role);
  const library = new Library(current.configuration, newsroom, { prepare: (fresh, before) => prepareIn(wardrobe, fresh, before), ...(lastShown === undefined ? {} : { lastShown }) });
  const trouble = noteStoreTrouble(log, clock);
  const lastKnown = createLastKnown();
  const newest = new NewestEntries();
  const status = async (): Promise<StatusModel> => {
    const told = async (from: StatusInput['store']): Promise<StatusModel> =>
      statusOf({ configuration: current.configuration, mistakes: edits?.mistakes() ?? [], warnings: [...trouble.recent(), ...(await from.warnings()), ...current.warnings], troubles: news.troubles, store: from, newest, now: clock() });
    try {
      return lastKnown.know(await told(store));
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      if (error.code === 'unreachable') return lastKnown.whileAway(await told(unreadable), error.message);
      trouble.met(error);
      return told(unreadable);
    }
  };
  const shelf = createShelf({
    library,
    wardrobe,
    status,
    clock,
    asked: readers.note,
    failed: (error) => trouble.met(error),
  });
  const fetcher = newFetcher(turns);
  const pictures = role === 'poll' ? undefined : openPictures({
    fetcher, clock, log, configuration: () => current.configuration, key: () => current.key, note: metrics.pictureMet, received: (bytes) => metrics.received('picture', bytes),
  });
  const routes: readonly Route[] = role === 'poll' ? [] : [
    ...(pictures === undefined ? [] : [pictures.route]),
    ...operatorRoutes({
      log,
      configuration: () => current.configuration,
      inspect: (question) => newsroom.inspect(question),
      ...(role === 'serve' && !isShared(current.configuration.store) ? {} : { pollNow: ({ id }) => pollNow(id) }),
    }),
  ];
  let edits: ReturnType<typeof keepConfiguration> | undefined = undefined;
  let ready = true;

  const server = await serve();
  if (!server.ok) {
    await newsroom.stop(0);
    return server;
  }
  const { url } = server.value;
  const begin = async (furnished: Current): Promise<void> => {
    current = { ...furnished, configuration: located(furnished.configuration, options.loaded.configuration.server.listen, url) };
    const begun = newsroom.configure(current.configuration);
    library.configure(current.configuration);
    server.value.become(answers());
    await begun;
  };
  const takeUp = async (loaded: Extract<Loaded, { ok: true }>): Promise<void> => begin(await furnish(loaded));
  edits = keepConfiguration({ file, first: options.loaded, log, takeUp, over: () => shelf.statusChanged() });
  // Before the first request can be read, and before the first poll.
  void begin(current).catch((error: unknown) => log.error({ err: error }, 'the schedule could not start'));

  /**
   * Whoever asks after it sees what came of it.
   *
   * @throws where the store is away, without which nothing can be polled
   */
  async function pollNow(id: string): Promise<PollReport | undefined> {
    try {
      return await newsroom.pollNow(id);
    } catch (error) {
      // Its thread broke down under it, which is told by itself.
      if (error instanceof StoreError && error.code !== 'unreachable') return undefined;
      throw error;
    } finally {
      await news.settled();
      shelf.statusChanged();
    }
  }

  /** All but the path of baseUrl finds out for itself what holds. */
  function answers(): ServerOptions {
    return {
      listen: current.configuration.server.listen,
      basePath: new URL(current.configuration.server.baseUrl).pathname,
      shelf: role === 'poll' ? emptyShelf : shelf,
      ready: () => ready,
      metrics: metrics.text,
      routes,
      report: (error) => log.error({ err: error }, 'an answer broke off'),
    };
  }

  function serve(): Promise<Result<RunningServer>> {
    if (options.server === undefined) return startServer(answers());
    options.server.become(answers());
    return Promise.resolve({ ok: true, value: options.server });
  }

  return {
    ok: true,
    value: {
      url,
      readAgain: () => edits.again(),
      async stop(grace) {
        ready = false;
        edits.close();
        // Polls first, so that who waits for one is still told.
        await Promise.all([newsroom.stop(grace * POLLS_SHARE), server.value.close(grace)]);
        await fetcher.close();
        await Promise.all([pictures?.close(), lastShown?.close()]);
      },
    },
  };
}
