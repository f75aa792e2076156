import type { Configuration, Millis, Source } from '../../model.js';
import { digest } from '../../digest.js';
import { hostOf } from '../../fetch/index.js';
import { rowNames, type SourceState } from '../../ledger/rows.js';
import { underSchedule, type LastPoll } from '../../schedule/timetable.js';
import { createLocalScheduler } from '../../schedule/local.js';
import type { Errand, Scheduler, SchedulerOptions } from '../../schedule/scheduler.js';
import { isShared, type Store } from '../../store/index.js';
import type { Tell } from './service.js';

export interface ScheduleOptions<Report> extends Pick<SchedulerOptions<Report>, 'clock' | 'pace' | 'poll'> {
  /** Address of the store. */
  readonly address: string;
  readonly store: Store;
  readonly tell: Tell;
  /** Where processes share the schedule: this one polls what is asked for, and gives no source a turn. */
  readonly onlyAsked?: boolean;
}

/** The schedule that goes with the store: of this process, or shared by all that have this store. */
export async function openSchedule<Report>({ address, store, tell, clock, pace, poll, onlyAsked = false }: ScheduleOptions<Report>): Promise<Scheduler<Report>> {
  const say = (level: 'info' | 'warn' | 'error', message: string, fields: object = {}): void => tell({ kind: 'said', level, message, fields });
  const options: SchedulerOptions<Report> = {
    clock,
    pace,
    poll,
    lastPoll: async (source): Promise<LastPoll> => {
      const state = await store.get<SourceState>(rowNames.source(source.id));
      return state === undefined || state.url !== source.url ? {} : underSchedule(source.schedule, state);
    },
    onError: (source, error) => say('error', `a poll of ${source.id} broke off`, { source: source.id, err: error }),
  };
  if (!isShared(address)) return createLocalScheduler(options);
  // Loaded where they are wanted: BullMQ takes longer to load than all else.
  const [{ createSharedScheduler }, { connectQueue }] = await Promise.all([import('../../schedule/shared.js'), import('../../schedule/queue-connection.js')]);
  return createSharedScheduler({
    ...options,
    connection: await connectQueue(address),
    onlyAsked,
    restsUntil: async ({ url }) => (url.startsWith('http') ? ((await store.get<Millis>(rowNames.host(hostOf(url)))) ?? 0) : 0),
    onQueue: (up) => (up ? say('info', 'the queue of polls is there: polling') : say('warn', 'the queue of polls is away: serving goes on, polling resumes once it is back')),
  });
}

/** For a process that only serves: a poll that is asked for here is done by one that polls, where the store is shared. */
export function openAsking<Report>(address: string): Pick<Scheduler<Report>, 'pollNow' | 'stop'> {
  const open = async (): Promise<Pick<Scheduler<Report>, 'pollNow' | 'stop'>> => {
    const [{ createAsker }, { connectQueue }] = await Promise.all([import('../../schedule/asking.js'), import('../../schedule/queue-connection.js')]);
    return createAsker<Report>(await connectQueue(address));
  };
  let asker: ReturnType<typeof open> | undefined;
  return {
    pollNow: async (source) => (isShared(address) ? (await (asker ??= open())).pollNow(source) : undefined),
    stop: async (deadline) => (await asker)?.stop(deadline),
  };
}

/** Where in the spread a source starts is its own: the same after every restart. */
export function errandsOf({ sources }: Pick<Configuration, 'sources'>): readonly Errand[] {
  return sources.map((source) => ({ source, fraction: fractionOf(source) }));
}

function fractionOf({ id }: Source): number {
  return Buffer.from(digest(id), 'base64url').readUInt32BE(0) / 2 ** 32;
}
