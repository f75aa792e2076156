/** The thread that owns the database: a message in, a message out; a commit is answered when it is on the disk. */
import { parentPort, workerData } from 'node:worker_threads';
import type { Answer, Opened, Question, WorkerData } from './sqlite-thread.js';
import { openDatabase, type SqliteDatabase } from './sqlite-database.js';
import { engineFailure } from './sqlite-failure.js';
import { syncLog } from './sqlite-log.js';
import { IN_MEMORY } from './sqlite-place.js';
import { StoreError } from './store.js';

const port = parentPort;
if (!port) throw new Error('sqlite-worker runs in a worker thread');
const { path, readOnly } = workerData as WorkerData;
const log = syncLog(path);

const opened = openDatabase(path, readOnly);
port.postMessage((opened.ok ? { ok: true, value: undefined } : opened) satisfies Opened);
// With the port closed the thread ends, and with it the connection: libsql's own close leaves statements, and so the lock, alive.
if (!opened.ok) port.close();
else {
  const database = opened.value;
  port.on('message', ({ id, name, args }: Question) => {
    if (name === 'close') {
      log.idle(() => port.close());
      return;
    }
    const answer = ask(database, id, name, args);
    if (writes(name) && answer.failure === undefined && answer.error === undefined) {
      log.settle((failure) => port.postMessage(failure ? { id, failure } : answer));
    } else port.postMessage(answer);
  });
}

function ask(database: SqliteDatabase, id: number, name: keyof SqliteDatabase, args: readonly unknown[]): Answer {
  try {
    const operation = database[name] as (...args: readonly unknown[]) => unknown;
    return { id, value: operation(...args) };
  } catch (error) {
    return { id, failure: error instanceof StoreError ? error.failure : engineFailure(error, path), error };
  }
}

function writes(name: keyof SqliteDatabase): boolean {
  return (name === 'write' || name === 'clear') && path !== IN_MEMORY;
}
