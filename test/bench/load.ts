import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Requests a second over 32 kept connections, with the load on the second core. */
export async function requestsPerSecond(url: string, headers: readonly string[], seconds: number): Promise<number> {
  const { stdout } = await run('taskset', ['-c', '1', 'wrk', '-t1', '-c32', `-d${seconds}s`, ...['Accept-Encoding: gzip', ...headers].flatMap((header) => ['-H', header]), url]);
  return Number(/Requests\/sec:\s+([\d.]+)/.exec(stdout)?.[1]);
}
