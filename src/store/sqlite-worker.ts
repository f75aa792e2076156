/** The thread that owns the database: a message in, a message out; a commit is answered when it is on the disk. */
import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import { collectAfter, type Answer, type Question } from '../thread/index.js';
import { buffersOf, type CarriedValue } from './carried-value.js';
import type { Notice, Opened, WorkerData } from './sqlite-thread.js';
import { openDatabase, type SqliteDatabase } from './sqlite-database.js';
import { engineFailure } from './sqlite-failure.js';
import { syncLog } from './sqlite-log.js';
import { IN_MEMORY } from './sqlite-place.js';
import { turnsAt, type Turns } from './sqlite-turns.js';
import { StoreError, told } from './store.js';

const port = parentPort;
if (!port) throw new Error('sqlite-worker runs in a worker thread');
const { path, readOnly } = workerData as WorkerData;
const log = syncLog(path);

const opened = openDatabase(path, readOnly);
port.postMessage((opened.ok ? { ok: true, value: undefined } : opened) satisfies Opened);
// With the port closed the thread ends, and with it the connection: libsql's own close leaves statements, and so the lock, alive.
if (!opened.ok) port.close();
else serve(port, opened.value, turnsAt(opened.value));

function serve(asker: MessagePort, database: SqliteDatabase, turns: Turns<MessagePort>): void {
  const joined = new Set<MessagePort>();
  asker.once('close', () => turns.leave(asker));
  asker.on('message', (message: Question | Notice) => {
    if ('join' in message) {
      joined.add(message.join);
      serve(message.join, database, turns);
    } else if ('close' in message) {
      log.idle(() => {
        for (const other of joined) other.close();
        asker.close();
      });
    } else turns.take(asker, message.name as keyof SqliteDatabase, () => reply(asker, database, message));
  });
}

function reply(asker: MessagePort, database: SqliteDatabase, { id, name, args }: Question): void {
  const answer = ask(database, id, name as keyof SqliteDatabase, args);
  // Before anything of it is given away.
  const size = sizeOf(name === 'read' || name === 'page' ? answer.value : args);
  if ((name === 'write' || name === 'clear') && path !== IN_MEMORY && answer.error === undefined) {
    log.settle((failure) => asker.postMessage(failure ? { id, error: told(new StoreError(failure)) } : answer));
  } else asker.postMessage(answer, buffersOf(valuesIn(name, answer.value)));
  // Once nothing of it is held here any more.
  setImmediate(collectAfter, size);
}

/** The values in what an operation answers. */
function valuesIn(name: string, answer: unknown): Iterable<CarriedValue | undefined> {
  if (name === 'read') return (answer ?? []) as ReturnType<SqliteDatabase['read']>;
  if (name === 'page') return ((answer ?? []) as ReturnType<SqliteDatabase['page']>).map(([, value]) => value);
  return [];
}

/** Characters, or bytes, of the keys and values in rows or in a batch of them. */
function sizeOf(value: unknown): number {
  if (typeof value === 'string') return value.length;
  if (value instanceof Uint8Array) return value.byteLength;
  if (typeof value !== 'object' || value === null) return 0;
  return Object.values(value).reduce((sum: number, part) => sum + sizeOf(part), 0);
}

function ask(database: SqliteDatabase, id: number, name: keyof SqliteDatabase, args: readonly unknown[]): Answer {
  try {
    const operation = database[name] as (...args: readonly unknown[]) => unknown;
    return { id, value: operation(...args) };
  } catch (error) {
    const failure = error instanceof StoreError ? error.failure : engineFailure(error, path);
    return { id, error: told(failure ? new StoreError(failure) : error) };
  }
}
