import { setTimeout as pause } from 'node:timers/promises';
import type { Configuration, Source } from '../../model.js';
import { createCrew } from '../../crew/index.js';
import type { Fetcher } from '../../fetch/index.js';
import { rowNames } from '../../ledger/rows.js';
import { poll, type House, type PollReport } from '../../poll/index.js';
import { Outage } from '../../schedule/outage.js';
import { paceAmong } from '../../schedule/pace.js';
import { isShared, type Store } from '../../store/index.js';
import { collect } from '../../thread/index.js';
import { openHouse } from '../house.js';
import { createPress } from './press.js';
import { errandsOf, openAsking, openSchedule } from './schedule.js';
import type { NewsroomService, Tell } from './service.js';

/** Bytes of a body, and characters of an article, that are worked on in this thread: a tenth of a second's worth at their worst. */
const INLINE = { body: 256 * 1024, article: 128 * 1024 };

export interface Furnishing {
  readonly store: Store;
  readonly fetcher: Fetcher;
  /** False where this process only serves. */
  readonly polls: boolean;
  /** Changes whenever somebody reads. */
  readonly asked: () => number;
  readonly tell: Tell;
}

/** Milliseconds without a poll after which their garbage is collected, and between two such collections. */
const TIDY = { after: 1_000, rest: 60_000 } as const;

/** Milliseconds in which polls that are broken off come to their end. */
const SETTLING = 250;

interface Current {
  readonly configuration: Configuration;
  readonly house: House;
}

/** Opens the rooms that polls and documents need; nothing happens before the first configuration. */
export async function openNewsroom(first: Configuration, { store, fetcher, polls, asked: readers, tell }: Furnishing): Promise<NewsroomService> {
  const crew = createCrew({ inline: INLINE.body, article: INLINE.article });
  const outage = new Outage();
  const counted = counting(fetcher);
  const furnish = async (configuration: Configuration): Promise<Current> => ({ configuration, house: await openHouse(configuration, store, counted.fetcher, { crew, outage }) });
  let current = await furnish(first);
  const press = createPress(first, () => current.house);
  let configuring = Promise.resolve();
  const failing = new Set<string>();

  const deaf = await store.watch((source) => {
    press.changed(source);
    tell({ kind: 'changed', source });
  }, storeTold(tell, polls));

  const underWay = new Set<Promise<PollReport>>();
  const tidy = tidier(() => underWay.size === 0);
  let stopping = false;
  const pollOnce = async (source: Source, now: number, token?: string): Promise<PollReport> => {
    const polling = poll(source, current.house, now, token);
    underWay.add(polling);
    const report = await polling.finally(() => {
      underWay.delete(polling);
      if (underWay.size === 0) tidy();
    });
    if (stopping && report.status === 'failed') {
      tell({ kind: 'said', level: 'info', message: `${source.id}: its poll is broken off by the stop, and made up for at the next start`, fields: { source: source.id } });
      return report;
    }
    if (report.status === 'failed') failing.add(source.id);
    else failing.delete(source.id);
    tell({ kind: 'polled', report, at: now, received: counted.taken() });
    return report;
  };
  const scheduler = polls ? await openSchedule({ address: first.store, store, tell, clock: Date.now, pace: paceAmong(readers), poll: pollOnce }) : undefined;
  const asked = scheduler ?? openAsking<PollReport>(first.store);

  outage.onRecovery(() => {
    tell({ kind: 'said', level: 'info', message: 'the network is back: what failed meanwhile is polled again', fields: {} });
    scheduler?.hurry(current.configuration.sources.filter(({ id }) => failing.has(id)));
  });

  return {
    async configure(configuration) {
      const done = configuring.then(async () => {
        current = await furnish(configuration);
        press.configure(configuration);
      });
      // Who asked for it is told that it failed; whoever comes next goes on with what holds.
      configuring = done.catch(() => undefined);
      await done;
      await scheduler?.update(errandsOf(configuration));
    },
    async make(path, language) {
      // What was asked for after another configuration came is of that one.
      await configuring;
      return press.make(path, language);
    },
    async pollNow(id) {
      const source = current.configuration.sources.find((candidate) => candidate.id === id);
      if (source === undefined) return undefined;
      // Who asks while the store is away is told so at once: the queue, which is there too, would wait.
      if (isShared(first.store)) await store.get(rowNames.source(id));
      return asked.pollNow(source);
    },
    async inspect(question) {
      const { inspectorPage } = await import('../inspect/page.js');
      return inspectorPage(question, { ...current, now: Date.now() });
    },
    async stop(grace) {
      deaf();
      await asked.stop(grace);
      stopping = true;
      await Promise.all([fetcher.close(), crew.close()]);
      // Each sees now that it is broken off, and looks at the store no more.
      await Promise.race([Promise.allSettled(underWay), pause(SETTLING)]);
      await store.close();
    },
  };
}

/** Who polls hears of it from the queue, which is there too. */
function storeTold(tell: Tell, polls: boolean): (isThere: boolean) => void {
  let wasThere = true;
  return (isThere) => {
    if (polls || isThere === wasThere) return;
    wasThere = isThere;
    if (isThere) tell({ kind: 'said', level: 'info', message: 'the store is there again', fields: {} });
    else tell({ kind: 'said', level: 'warn', message: 'the store is away: readers have what was last shown', fields: {} });
  };
}

/** Counts the bytes of bodies, to be told with what came of them: a message of their own would cost as much as a duplicate. */
function counting(fetcher: Fetcher): { readonly fetcher: Fetcher; readonly taken: () => number } {
  let bytes = 0;
  return {
    fetcher: {
      ...fetcher,
      async fetch(request) {
        const outcome = await fetcher.fetch(request);
        if (outcome.kind === 'fresh') bytes += outcome.bytes.length;
        return outcome;
      },
    },
    taken() {
      const taken = bytes;
      bytes = 0;
      return taken;
    },
  };
}

/** What many polls left behind is collected once they are over, for the next may be long in coming. */
function tidier(quiet: () => boolean): () => void {
  let waiting: NodeJS.Timeout | undefined;
  let last = -Infinity;
  return () => {
    if (waiting !== undefined) return;
    waiting = setTimeout(() => {
      waiting = undefined;
      if (!quiet()) return;
      last = performance.now();
      collect();
    }, Math.max(TIDY.after, last + TIDY.rest - performance.now()));
    waiting.unref();
  };
}
