import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Failure, Result } from '../model.js';
import type { SqliteDatabase } from './sqlite-database.js';
import { StoreError } from './store.js';

export interface WorkerData {
  readonly path: string;
  readonly readOnly: boolean;
}
export type Opened = Result<undefined>;
export interface Question {
  readonly id: number;
  readonly name: keyof SqliteDatabase | 'close';
  readonly args: readonly unknown[];
}
export interface Answer {
  readonly id: number;
  readonly value?: unknown;
  readonly failure?: Failure | undefined;
  readonly error?: unknown;
}

/** The database in its thread: every operation of it, awaited. A slow disk holds up nobody who does not wait for it. */
export interface SqliteThread {
  call<Name extends keyof SqliteDatabase>(name: Name, ...args: Parameters<SqliteDatabase[Name]>): Promise<ReturnType<SqliteDatabase[Name]>>;
  /** What was asked before is answered first. */
  close(): Promise<void>;
}

// A thread runs what was built, also when tests run the sources.
const SCRIPT = new URL(import.meta.url.endsWith('.ts') ? '../../dist/store/sqlite-worker.js' : './sqlite-worker.js', import.meta.url);

/** Megabytes for what has just been made: rows pass through here, and nothing stays. */
const YOUNG = 16;

/** @param path a file, or `:memory:` */
export async function startThread(path: string, readOnly: boolean): Promise<Result<SqliteThread>> {
  // The program's own flags are not the thread's: `--input-type`, for one, forbids it a file.
  const worker = new Worker(SCRIPT, { workerData: { path, readOnly } satisfies WorkerData, execArgv: [], resourceLimits: { maxYoungGenerationSizeMb: YOUNG } });
  // At once: a thread that has nothing more to say may be gone before its message is read.
  const exit = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
  const [opened] = (await once(worker, 'message')) as [Opened];
  if (!opened.ok) {
    await exit;
    return opened;
  }
  return { ok: true, value: converse(worker, path, exit) };
}

function converse(worker: Worker, path: string, exit: Promise<void>): SqliteThread {
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (reason: unknown) => void }>();
  let lastId = 0;
  let gone: StoreError | undefined;

  worker.on('message', ({ id, value, failure, error }: Answer) => {
    const asker = waiting.get(id);
    waiting.delete(id);
    // An idle store keeps no process alive, a question does.
    if (waiting.size === 0) worker.unref();
    if (failure) asker?.reject(new StoreError(failure));
    else if (error) asker?.reject(error);
    else asker?.resolve(value);
  });
  const end = (failure: Failure): void => {
    gone ??= new StoreError(failure);
    for (const { reject } of waiting.values()) reject(gone);
    waiting.clear();
  };
  worker.on('error', (error) => end({ code: 'closed', message: `Store ${path} is gone, for its thread broke down (${error.message}): restart feedrelay.` }));
  void exit.then(() => end({ code: 'closed', message: `Store ${path} is closed.` }));
  worker.unref();

  return {
    call: (name, ...args) =>
      new Promise((resolve, reject) => {
        if (gone) {
          reject(gone);
          return;
        }
        const id = (lastId += 1);
        waiting.set(id, { resolve: (value) => resolve(value as ReturnType<SqliteDatabase[typeof name]>), reject });
        worker.ref();
        worker.postMessage({ id, name, args } satisfies Question);
      }),
    close: () => {
      worker.ref();
      if (!gone) worker.postMessage({ id: 0, name: 'close', args: [] } satisfies Question);
      return exit;
    },
  };
}
