/** The thread that owns the database: one message in, one out, in order. */
import { parentPort, workerData } from 'node:worker_threads';
import type { Answer, Opened, Question, WorkerData } from './sqlite-thread.js';
import { openDatabase } from './sqlite-database.js';
import { engineFailure } from './sqlite-failure.js';
import { StoreError } from './store.js';

const port = parentPort;
if (!port) throw new Error('sqlite-worker runs in a worker thread');
const { path, readOnly } = workerData as WorkerData;

const opened = openDatabase(path, readOnly);
port.postMessage((opened.ok ? { ok: true, value: undefined } : opened) satisfies Opened);
// With the port closed the thread ends, and with it the connection: libsql's own close leaves statements, and so the lock, alive.
if (!opened.ok) port.close();
else {
  const database = opened.value;
  port.on('message', ({ id, name, args }: Question) => {
    if (name === 'close') {
      port.close();
      return;
    }
    let answer: Answer;
    try {
      const operation = database[name] as (...args: readonly unknown[]) => unknown;
      answer = { id, value: operation(...args) };
    } catch (error) {
      answer = { id, failure: error instanceof StoreError ? error.failure : engineFailure(error, path), error };
    }
    port.postMessage(answer);
  });
}
