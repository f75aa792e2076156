/** The other side of a lane: one task at a time, and gone with who asks. */
import { repliesOf, taskOf, type Answer, type Order, type Reply } from './parcels.js';
import { cleanTask, parseTask, type Task } from './task.js';

const hear = taskOf();

process.on('message', (order: Order) => {
  const task = hear(order);
  if (task !== undefined) void serve(task);
});
process.on('disconnect', () => process.exit());
// A terminal's Ctrl-C reaches us too; who asked says when it is over.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);

async function serve(task: Task): Promise<void> {
  const answer = await answerTo(task);
  for (const reply of repliesOf(task, answer)) await send(reply);
}

/** Waits until it is written: what has not been waits in memory. */
function send(reply: Reply): Promise<void> {
  return new Promise((resolve) => process.send?.(reply, undefined, undefined, () => resolve()));
}

async function answerTo(task: Task): Promise<Answer> {
  try {
    return { value: await work(task) };
  } catch (error) {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }
}

function work(task: Task): unknown {
  if (task.kind === 'parse') return parseTask(task.bytes, task.context);
  return task.items.map((item) => cleanTask(item, task.policy));
}
