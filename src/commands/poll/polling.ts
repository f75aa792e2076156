import { errandsOf, openSchedule } from '../../app/newsroom/schedule.js';
import type { Configuration, Millis, Source } from '../../model.js';
import { poll, type House, type PollReport } from '../../poll/index.js';
import { atOnce } from '../../schedule/pace.js';
import { isShared } from '../../store/index.js';
import { say } from '../words.js';

/** How sources are polled now: each once, and waited for. */
export interface Polling {
  /** @throws only what a bug throws */
  poll(source: Source): Promise<PollReport>;
  end(): Promise<void>;
}

/** What is under way at the end may take this long. */
const GRACE: Millis = 9_000;

/**
 * By this process alone; or, where processes share the store, as one of them: a source that another is polling is not
 * asked a second time, and it may be another that polls.
 */
export async function openPolling(configuration: Configuration, sources: readonly Source[], house: House): Promise<Polling> {
  if (!isShared(configuration.store)) {
    const now = Date.now();
    return { poll: (source) => poll(source, house, now), end: () => Promise.resolve() };
  }
  const schedule = await openSchedule<PollReport>({
    address: configuration.store,
    store: house.store,
    onlyAsked: true,
    clock: Date.now,
    pace: atOnce,
    poll: (source, now, token) => poll(source, house, now, token),
    tell: (event) => {
      if (event.kind === 'said' && event.level !== 'info') say(`feedrelay: ${event.message}`);
    },
  });
  // No other: what else is asked for may wait for a process that runs.
  await schedule.update(errandsOf({ sources }));
  return {
    poll: async (source) => (await schedule.pollNow(source)) ?? unpolled(source),
    end: () => schedule.stop(GRACE),
  };
}

function unpolled({ id }: Source): PollReport {
  return { id, status: 'failed', new: 0, revised: 0, duplicate: 0, error: 'no poll of it came to its end within a minute: look at the logs of the processes that poll.', ms: 60_000 };
}
