/** The other side of a lane: one task at a time, and gone with who asks. */
import { cleanTask, parseTask, type Task } from './task.js';

export type Answer = { readonly value: unknown } | { readonly error: Error };

process.on('message', (task: Task) => {
  void answerTo(task).then((answer) => process.send?.(answer));
});
process.on('disconnect', () => process.exit());
// A terminal's Ctrl-C reaches us too; who asked says when it is over.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);

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
