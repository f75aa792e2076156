import { once } from 'node:events';
import { MessageChannel, Worker, type MessagePort } from 'node:worker_threads';
import type { Failure, Result } from '../model.js';
import { scriptOf } from '../package/index.js';
import { conversation, type Answer, type Conversation } from '../thread/index.js';
import { buffersOf } from './carried-value.js';
import type { SqliteBatch, SqliteDatabase } from './sqlite-database.js';
import { revived, StoreError } from './store.js';

export interface WorkerData {
  readonly path: string;
  readonly readOnly: boolean;
}
export type Opened = Result<undefined>;
/** What the thread is told without being asked: somebody else speaks through this port from now on, or it is to end. */
export type Notice = { readonly join: MessagePort } | { readonly close: true };

/** The database in its thread: every operation of it, awaited. A slow disk holds up nobody who does not wait for it. */
export interface SqliteThread {
  call<Name extends keyof SqliteDatabase>(name: Name, ...args: Parameters<SqliteDatabase[Name]>): Promise<ReturnType<SqliteDatabase[Name]>>;
  /** A way to the same database for another thread; it ends with this one. */
  lend(): MessagePort;
  /** What was asked before is answered first. */
  close(): Promise<void>;
}

const SCRIPT = scriptOf('store/sqlite-worker');

/** Megabytes for what has just been made: rows pass through here, and nothing stays. */
const YOUNG = 3;

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
  return { ok: true, value: owned(worker, path, exit) };
}

function owned(worker: Worker, path: string, exit: Promise<void>): SqliteThread {
  const asked: Conversation<SqliteService> = conversation(worker, revived, givenAway);
  let closed = false;
  worker.on('message', (answer: Answer) => asked.hear(answer));
  worker.on('error', (error) => asked.end(gone(`Store ${path} is gone, for its thread broke down (${error.message}): restart feedrelay.`)));
  void exit.then(() => {
    closed = true;
    asked.end(gone(`Store ${path} is closed.`));
  });

  return {
    call: asked.call,
    lend() {
      const { port1, port2 } = new MessageChannel();
      worker.postMessage({ join: port1 } satisfies Notice, [port1]);
      return port2;
    },
    close: () => {
      asked.hold();
      if (!closed) worker.postMessage({ close: true } satisfies Notice);
      return exit;
    },
  };
}

/**
 * The other end of a port that was lent.
 *
 * @param path for sentences
 */
export function borrowedThread(port: MessagePort, path: string): Omit<SqliteThread, 'lend'> {
  const asked: Conversation<SqliteService> = conversation(port, revived, givenAway);
  port.on('message', (answer: Answer) => asked.hear(answer));
  // Listening alone would keep the thread alive.
  port.unref();
  port.once('close', () => asked.end(gone(`Store ${path} is closed.`)));
  return {
    call: asked.call,
    close() {
      port.close();
      return Promise.resolve();
    },
  };
}

/** Of a batch its large values; nothing else that is asked has any. */
function givenAway([asked]: readonly unknown[]): readonly ArrayBuffer[] {
  return typeof asked === 'object' && asked !== null && 'set' in asked ? buffersOf((asked as SqliteBatch).set.map(([, value]) => value)) : [];
}

type SqliteService = { readonly [Name in keyof SqliteDatabase]: SqliteDatabase[Name] };

function gone(message: string): StoreError {
  return new StoreError({ code: 'closed', message } satisfies Failure);
}
