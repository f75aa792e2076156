import { Worker } from 'node:worker_threads';

/** How long one answer took, milliseconds. */
export interface Reading {
  readonly path: string;
  readonly ms: number;
}

/**
 * Asks the server for these paths in turn, without a pause, from a thread of its own: what the test's own thread is busy
 * with does not count as slowness. Ends with what it read; fails at the first answer that is no 200 or 304.
 */
export function startReader(origin: string, paths: readonly string[]): { stop(): Promise<readonly Reading[]> } {
  const worker = new Worker(SCRIPT, { eval: true, workerData: { origin, paths } });
  const end = new Promise<readonly Reading[]>((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
  });
  return {
    stop() {
      worker.postMessage('stop');
      return end;
    },
  };
}

const SCRIPT = `
const { parentPort, workerData: { origin, paths } } = require('node:worker_threads');
const { get, Agent } = require('node:http');
const agent = new Agent({ keepAlive: true, maxSockets: 1 });
const readings = [];
let stopped = false;
parentPort.once('message', () => { stopped = true; });
const read = (path) => new Promise((resolve, reject) => {
  const started = performance.now();
  get(origin + path, { agent }, (response) => {
    if (response.statusCode !== 200) reject(new Error(path + ' answered ' + response.statusCode));
    response.resume().once('end', () => resolve(performance.now() - started));
  }).once('error', reject);
});
(async () => {
  for (let at = 0; !stopped; at += 1) {
    const path = paths[at % paths.length];
    readings.push({ path, ms: await read(path) });
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  agent.destroy();
  parentPort.postMessage(readings);
})();
`;
