import { setTimeout as pause } from 'node:timers/promises';
import type { MessagePort, Worker } from 'node:worker_threads';
import type { Configuration, Millis } from '../../model.js';
import { lendTurns, type Turns } from '../../fetch/index.js';
import { revived, StoreError, type OwnStore } from '../../store/index.js';
import { conversation, type Answer, type Conversation } from '../../thread/index.js';
import { loadNewsroom } from './load.js';
import type { Readers } from './readers.js';
import type { NewsroomEvent, NewsroomService } from './service.js';
import type { Beginning } from './worker.js';

export type Newsroom = NewsroomService;

export interface NewsroomOptions {
  readonly configuration: Configuration;
  readonly store: OwnStore;
  /** Counted together with this thread's own. */
  readonly turns: Turns;
  /** False where this process only serves. */
  readonly polls: boolean;
  readonly readers: Readers;
  readonly onEvent: (event: NewsroomEvent) => void;
  /** A thread that was begun before anything of this was known. */
  readonly worker?: Worker;
}

/** Milliseconds beyond its grace in which a thread that stops closes what it has open. */
const SETTLING: Millis = 500;
/** Milliseconds after which a thread that died is begun anew, doubled each time it dies at once again. */
const REST = { first: 500, longest: 60_000 } as const satisfies Record<string, Millis>;

interface Shift {
  readonly asked: Conversation<Service>;
  readonly worker: Worker;
  readonly since: Millis;
}
type Service = { readonly [Name in keyof NewsroomService]: NewsroomService[Name] };

/** Begins the thread; it is asked at once, and answers as soon as it is there. */
export function startNewsroom(options: NewsroomOptions): Newsroom {
  let { configuration, worker: fresh } = options;
  let rest: Millis = REST.first;
  let stopping = false;
  let again: NodeJS.Timeout | undefined;
  let shift = begin();
  let settled = false;

  function begin(): Shift {
    const turns: MessagePort = lendTurns(options.turns);
    const store = options.store.lend();
    const worker = fresh ?? loadNewsroom();
    fresh = undefined;
    worker.postMessage({ configuration, store, turns, polls: options.polls, readers: options.readers.memory } satisfies Beginning, [turns, ...(store.port === undefined ? [] : [store.port])]);
    const asked: Conversation<Service> = conversation(worker, revived);
    worker.on('message', (message: Answer | NewsroomEvent) => ('kind' in message ? options.onEvent(message) : asked.hear(message)));
    let cause = 'it ended by itself';
    worker.on('error', (error) => (cause = error.message));
    worker.once('exit', () => {
      asked.end(away(cause));
      if (!stopping) beginAgain(cause);
    });
    return { asked, worker, since: performance.now() };
  }

  function beginAgain(cause: string): void {
    rest = performance.now() - shift.since > REST.longest ? REST.first : Math.min(rest * 2, REST.longest);
    options.onEvent({ kind: 'said', level: 'error', message: `the thread that polls broke down (${cause}) and begins anew in ${rest / 1000} s`, fields: {} });
    again = setTimeout(() => {
      shift = begin();
      // What was made meanwhile, or not heard of, is made anew.
      options.onEvent({ kind: 'changed', source: undefined });
      if (settled) void shift.asked.call('configure', configuration).catch(() => undefined);
    }, rest);
    again.unref();
  }

  return {
    async configure(fresh) {
      configuration = fresh;
      settled = true;
      await shift.asked.call('configure', fresh);
    },
    make: (path, language) => shift.asked.call('make', path, language),
    pollNow: (source) => shift.asked.call('pollNow', source),
    inspect: (question) => shift.asked.call('inspect', question),
    async stop(grace) {
      stopping = true;
      clearTimeout(again);
      // One that is caught in some work does not hear, and is ended with it: what it had not committed is as if it had not begun.
      const stopped = new AbortController();
      await Promise.race([shift.asked.call('stop', grace).catch(() => undefined), pause(grace + SETTLING, undefined, stopped).catch(() => undefined)]);
      stopped.abort();
      shift.asked.hold();
      await shift.worker.terminate();
    },
  };
}

/** Readers have what was last shown, as while a store is away. */
function away(cause: string): StoreError {
  return new StoreError({ code: 'away', message: `The thread that makes documents is away (${cause}); it begins anew by itself.` });
}
