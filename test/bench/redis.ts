import { spawn } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { cpuSoFar } from './command.js';
import { freePort } from './rivals.js';

export interface RedisServer {
  /** Of an empty store. */
  readonly address: string;
  readonly port: number;
  /** Seconds of processor so far. */
  readonly cpu: () => Promise<number>;
  readonly stop: () => void;
}

/** A server that is set up as the README has it. */
export async function startRedis(place: string): Promise<RedisServer> {
  const [folder, port] = [`${place}/redis`, await freePort()];
  await mkdir(folder, { recursive: true });
  const child = spawn('redis-server', ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--save', '', '--appendonly', 'yes', '--maxmemory-policy', 'noeviction'], { stdio: ['ignore', 'pipe', 'inherit'] });
  process.once('exit', () => child.kill('SIGKILL'));
  for await (const line of createInterface(child.stdout)) if (line.includes('Ready to accept connections')) break;
  child.stdout.resume();
  return { address: `redis://127.0.0.1:${port}/0`, port, cpu: () => cpuSoFar(child.pid), stop: () => void child.kill('SIGKILL') };
}
