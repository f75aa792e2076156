import { cleanTask, parseTask, type Task } from './task.js';

/** A thread's side of the crew: one task at a time. */
export default function work(task: Task): unknown {
  if (task.kind === 'parse') return parseTask(task.bytes, task.context);
  return task.items.map((item) => cleanTask(item, task.policy));
}
