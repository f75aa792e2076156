/** The newsroom's own side: rooms in a thread, questions in, answers and events out. */
import { constants, getPriority, setPriority } from 'node:os';
import { parentPort, type MessagePort, type Transferable } from 'node:worker_threads';
import type { Configuration } from '../../model.js';
import { borrowedTurns } from '../../fetch/index.js';
import { openLentStore, told, type LentStore } from '../../store/index.js';
import { answerer, collectAfter, type Answer, type Question } from '../../thread/index.js';
import { newFetcher } from '../fetcher.js';
import { openNewsroom } from './newsroom.js';
import { readersIn } from './readers.js';
import { bodyOf } from './transfer.js';

/** The first message; all others are questions. */
export interface Beginning {
  readonly configuration: Configuration;
  readonly store: LentStore;
  readonly turns: MessagePort;
  readonly polls: boolean;
  /** The memory of readers.ts. */
  readonly readers: SharedArrayBuffer;
}

/** As `nice` counts, below the rest of the process: a quarter of a core that both want. */
const NICE = 5;

const port = parentPort;
if (!port) throw new Error('the newsroom is a worker thread');
yieldToServing();

/** Where a thread can have a rank of its own (Linux), who serves goes before; where that is forbidden it does without. */
function yieldToServing(): void {
  if (process.platform !== 'linux') return;
  try {
    setPriority(Math.min(getPriority() + NICE, constants.priority.PRIORITY_LOW));
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ERR_SYSTEM_ERROR')) throw error;
  }
}

let begin: (beginning: Beginning) => void;
const answering = new Promise<Beginning>((resolve) => (begin = resolve)).then(open);
port.on('message', (message: Beginning | Question) => {
  if ('id' in message) void answering.then((answer) => answer(message));
  else begin(message);
});

async function open({ configuration, store: lent, turns, polls, readers }: Beginning): Promise<(question: Question) => void> {
  const store = await openLentStore(lent);
  if (!store.ok) throw new Error(store.failure.message);
  const newsroom = await openNewsroom(configuration, {
    store: store.value,
    fetcher: newFetcher(borrowedTurns(turns)),
    polls,
    asked: readersIn(readers),
    tell: (event) => port?.postMessage(event),
  });
  return answerer({ ...newsroom }, { send, tell: told, belongings: bodyOf });
}

/** A large document leaves behind, beside itself, all that it was made of. */
function send(answer: Answer, belongings: readonly Transferable[]): void {
  const size = belongings.reduce((sum, belonging) => sum + (belonging instanceof ArrayBuffer ? belonging.byteLength : 0), 0);
  port?.postMessage(answer, belongings);
  // Once nothing of it is held here any more.
  setImmediate(collectAfter, size);
}
