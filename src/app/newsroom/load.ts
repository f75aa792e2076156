import { Worker } from 'node:worker_threads';
import { scriptOf } from '../../package/index.js';

const SCRIPT = scriptOf('app/newsroom/worker');

/** Megabytes of the thread's heap for what has just been made. */
const YOUNG = 8;

/**
 * A newsroom's thread that begins to load its rooms and waits to be told what for: half of a start's time, in which this
 * thread can load its own. It keeps no process alive.
 */
export function loadNewsroom(): Worker {
  const worker = new Worker(SCRIPT, { execArgv: [], resourceLimits: { maxYoungGenerationSizeMb: YOUNG } });
  worker.unref();
  return worker;
}
