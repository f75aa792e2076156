import { Piscina } from 'piscina';
import type { Failure, Millis, Result } from '../model.js';
import type { Task } from './task.js';

// A thread runs what was built, also when tests run the sources.
const SCRIPT = new URL(import.meta.url.endsWith('.ts') ? '../../dist/crew/worker.js' : './worker.js', import.meta.url).href;

/** Megabytes of each thread's heap for what has just been made; three times as much is the platform's usual, and all of it stays resident. */
const YOUNG = 16;

/** One thread that does one task after the other, each with a deadline of its own and all with a bounded heap. */
export interface Lane {
  /** @param place what is worked on, as a failure names it */
  run<T>(task: Task, place: string): Promise<Result<T>>;
  close(): Promise<void>;
}

export interface LaneOptions {
  /** Megabytes. */
  readonly heap: number;
  /** A thread without work goes after this time, and its memory with it. */
  readonly idle: Millis;
  /** For each task. */
  readonly deadline: Millis;
}

export function createLane({ heap, idle, deadline }: LaneOptions): Lane {
  let pool: Piscina | undefined;
  let last: Promise<unknown> = Promise.resolve();

  const open = (): Piscina => {
    const made = new Piscina({ filename: SCRIPT, minThreads: 0, maxThreads: 1, idleTimeout: idle, execArgv: [], resourceLimits: { maxOldGenerationSizeMb: heap, maxYoungGenerationSizeMb: YOUNG } });
    // A thread that dies between two tasks is replaced with the next; without a listener it would end the program.
    made.on('error', (error: Error) => process.emitWarning(`a worker thread died: ${error.message}`));
    return made;
  };

  const attempt = async <T>(task: Task, place: string): Promise<Result<T>> => {
    pool ??= open();
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), deadline);
    try {
      return { ok: true, value: (await pool.run(task, { signal: stop.signal, transferList: belongings(task) })) as T };
    } catch (error) {
      return { ok: false, failure: failureOf(error, stop.signal.aborted, place, deadline) };
    } finally {
      clearTimeout(timer);
    }
  };

  return {
    run(task, place) {
      const mine = last.then(() => attempt<never>(task, place));
      last = mine.catch(() => undefined);
      return mine;
    },
    close: async () => pool?.destroy(),
  };
}

/** What goes over without being copied: a buffer that holds these bytes and nothing else. */
function belongings(task: Task): ArrayBuffer[] {
  if (task.kind !== 'parse') return [];
  const { buffer, byteLength } = task.bytes;
  return buffer instanceof ArrayBuffer && buffer.byteLength === byteLength ? [buffer] : [];
}

function failureOf(error: unknown, late: boolean, place: string, deadline: Millis): Failure {
  if (late) return { code: 'too-slow', message: `${place} took longer than ${deadline / 1000} s to read and was given up: it is too large or too tangled.` };
  const code: unknown = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code !== 'ERR_WORKER_OUT_OF_MEMORY') throw error;
  return { code: 'too-complex', message: `${place} needs more memory to read than a source may have: it is too large or too tangled.` };
}
