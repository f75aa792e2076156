import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Failure, Millis, Result } from '../model.js';
import { scriptOf } from '../package/index.js';
import { answerTo, ordersOf, type Answer, type Reply } from './parcels.js';
import type { Task } from './task.js';

const SCRIPT = fileURLToPath(scriptOf('crew/process'));

/** Megabytes of each half of the heap's part for what has just been made. */
const YOUNG = 4;
/** Per cent by which the heap may grow between two collections. */
const THRIFT = 20;
/** Of the environment nothing goes along but what Node may need to start, and how time and allocation are to be done: no secret is in the process that reads what strangers wrote. */
const ENVIRONMENT = { TZ: process.env['TZ'], LD_LIBRARY_PATH: process.env['LD_LIBRARY_PATH'], MALLOC_ARENA_MAX: '1', MALLOC_TRIM_THRESHOLD_: '131072', MALLOC_MMAP_THRESHOLD_: '131072' };

const STOPPING: ReadonlySet<NodeJS.Signals> = new Set(['SIGINT', 'SIGTERM', 'SIGHUP']);

/** Does one task after the other, each with a deadline of its own and all with a bounded heap. */
export interface Lane {
  /** @param place what is worked on, as a failure names it */
  run<T>(task: Task, place: string): Promise<Result<T>>;
  /** What is under way, or asked for later, fails as `aborted`: that is nobody's fault. */
  close(): Promise<void>;
}

export interface LaneOptions {
  /** Megabytes. */
  readonly heap: number;
  /** A process without work goes after this time, and its memory with it. */
  readonly idle: Millis;
  /** For each task. */
  readonly deadline: Millis;
}

/**
 * A lane in a process of its own. All the memory that a large body takes goes back with the process, where a thread
 * leaves much of it with the program's allocator; and a heap that bursts, or anything else that ends it, ends it alone.
 */
export function createLane({ heap, idle, deadline }: LaneOptions): Lane {
  let child: ChildProcess | undefined;
  let last: Promise<unknown> = Promise.resolve();
  let rest: NodeJS.Timeout | undefined;
  let closed = false;
  const isOver = (): boolean => closed;

  const open = (): ChildProcess => {
    const opened = fork(SCRIPT, [], {
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      execArgv: [`--max-old-space-size=${heap}`, `--max-semi-space-size=${YOUNG}`, `--heap-growing-percent=${THRIFT}`],
      env: ENVIRONMENT,
    });
    opened.unref();
    opened.channel?.unref();
    opened.once('exit', () => {
      if (child === opened) child = undefined;
    });
    return opened;
  };

  const end = (): void => {
    child?.kill('SIGKILL');
    child = undefined;
  };

  const attempt = async <T>(task: Task, place: string): Promise<Result<T>> => {
    clearTimeout(rest);
    child ??= open();
    const ending = await ask(child, task, deadline);
    if ('failed' in ending) {
      end();
      return { ok: false, failure: isOver() ? aborted(place) : failureOf(ending, place, deadline) };
    }
    rest = setTimeout(end, idle);
    rest.unref();
    if ('error' in ending) throw ending.error;
    return { ok: true, value: ending.value as T };
  };

  return {
    run(task, place) {
      const mine = last.then(() => (isOver() ? { ok: false as const, failure: aborted(place) } : attempt<never>(task, place)));
      last = mine.catch(() => undefined);
      return mine;
    },
    close: () => {
      closed = true;
      clearTimeout(rest);
      end();
      return Promise.resolve();
    },
  };
}

/** Why a task has no answer: none came in time, the process ended, by a signal from outside or by itself, or there was none. */
type Failed =
  | { readonly failed: 'late' }
  | { readonly failed: 'ended'; readonly signal: NodeJS.Signals | null }
  | { readonly failed: 'refused'; readonly error: Error };

function ask(child: ChildProcess, task: Task, deadline: Millis): Promise<Answer | Failed> {
  return new Promise((resolve) => {
    const ending = (ending: Answer | Failed): void => {
      clearTimeout(timer);
      child.off('message', heard).off('exit', ended).off('error', refused);
      child.channel?.unref();
      resolve(ending);
    };
    const replied = answerTo(task);
    const heard = (reply: unknown): void => {
      const answer = replied(reply as Reply);
      if (answer !== undefined) ending(answer);
    };
    const ended = (_: number | null, signal: NodeJS.Signals | null): void => ending({ failed: 'ended', signal });
    const refused = (error: Error): void => ending({ failed: 'refused', error });
    const timer = setTimeout(() => ending({ failed: 'late' }), deadline);
    child.on('message', heard).once('exit', ended).once('error', refused);
    child.channel?.ref();
    void send(child, task).then((sent) => {
      if (!sent) ended(null, null);
    });
  });
}

/** One order after the other, each once the one before is written; and then the body is let go of. */
async function send(child: ChildProcess, task: Task): Promise<boolean> {
  for (const order of ordersOf(task)) {
    const error = await new Promise<Error | null>((resolve) => child.send(order, resolve));
    if (error !== null) return false;
  }
  letGo(task);
  return true;
}

/** Once they are sent, the bytes of a body are of no more use here, whoever still holds them. */
function letGo(task: Task): void {
  if (task.kind !== 'parse') return;
  const { buffer, byteLength } = task.bytes;
  if (buffer instanceof ArrayBuffer && buffer.byteLength === byteLength) structuredClone(buffer, { transfer: [buffer] });
}

function failureOf(failed: Failed, place: string, deadline: Millis): Failure {
  switch (failed.failed) {
    case 'late':
      return { code: 'too-slow', message: `${place} took longer than ${deadline / 1000} s to read and was given up: it is too large or too tangled.` };
    case 'refused':
      return { code: 'too-complex', message: `${place} is too large to be read without a process of its own, and none could be started (${failed.error.message}): raise the limit of processes, or of memory.` };
    case 'ended':
      // Whoever stops the program may stop its processes with it, before they can ask not to be.
      if (failed.signal !== null && STOPPING.has(failed.signal)) return aborted(place);
      return { code: 'too-complex', message: `${place} needs more memory to read than a source may have: it is too large or too tangled.` };
  }
}

function aborted(place: string): Failure {
  return { code: 'aborted', message: `Reading ${place} was given up because the program is stopping.` };
}
