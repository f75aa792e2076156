/** A real Redis server on a free port, where the machine has one. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';
import { afterAll } from 'vitest';

const PROGRAM = ['redis-server', 'valkey-server'].find((name) => spawnSync(name, ['--version']).status === 0);
export const hasRedis = PROGRAM !== undefined;
if (!hasRedis) console.warn('no redis-server on this machine: the tests of the store on Redis are skipped');

export interface RedisServer {
  readonly port: number;
  readonly process: ChildProcess;
  stop(signal?: NodeJS.Signals): Promise<void>;
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** What a test that fails leaves running ends with it. */
const running = new Set<ChildProcess>();
afterAll(() => {
  for (const server of running) server.kill('SIGKILL');
});

export async function startRedis(port: number, folder: string, ...options: readonly string[]): Promise<RedisServer> {
  const server = spawn(PROGRAM ?? 'redis-server', ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--save', '', ...options]);
  running.add(server);
  server.once('exit', () => running.delete(server));
  for await (const line of createInterface(server.stdout)) if (line.includes('Ready to accept connections')) break;
  // Its later words must find a reader, or it would stand still.
  server.stdout.resume();
  return {
    port,
    process: server,
    stop: async (signal = 'SIGKILL') => {
      server.kill(signal);
      if (server.exitCode === null && server.signalCode === null) await once(server, 'exit');
    },
  };
}
