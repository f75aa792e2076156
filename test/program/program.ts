import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, symlinkSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, afterEach, vi } from 'vitest';

// A process takes half a second to start, several of them on a busy machine some more.
vi.setConfig({ testTimeout: 120_000 });

/** The built program, by its name. */
const MAIN = join(mkdtempSync(join(tmpdir(), 'feedrelay-name-')), 'feedrelay');
symlinkSync(resolve('dist/main.js'), MAIN);
afterAll(() => rm(dirname(MAIN), { recursive: true, force: true }));

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CallOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** What it is run under: a command that ends by becoming the one it is given, such as `unshare -rm`. */
  readonly under?: readonly string[];
}

/** Calls the program and waits for its end. */
export async function feedrelay(args: readonly string[], options: CallOptions = {}): Promise<Ran> {
  return ended(start(args, options));
}

/** A command under way. */
export interface Launched {
  readonly end: Promise<Ran>;
  readonly over: () => boolean;
  readonly kill: (signal: NodeJS.Signals) => void;
}

/** Calls the program and does not wait. */
export function launched(args: readonly string[], options: CallOptions = {}): Launched {
  const child = start(args, options);
  return { end: ended(child), over: () => child.exitCode !== null || child.signalCode !== null, kill: (signal) => void child.kill(signal) };
}

/** A running daemon. */
export interface Daemon {
  /** What it printed: where it listens. */
  readonly url: string;
  readonly pid: number;
  /** Sends the signal and waits for the end. */
  readonly stop: (signal?: NodeJS.Signals) => Promise<Ran>;
}

const daemons = new Set<ChildProcess>();
afterEach(() => {
  for (const child of daemons) child.kill('SIGKILL');
});

/** Starts `run` and waits until it says where it listens. */
export async function daemon(args: readonly string[], options: CallOptions = {}): Promise<Daemon> {
  const child = start(['run', ...args], options);
  daemons.add(child);
  const end = ended(child).finally(() => daemons.delete(child));
  const url = await new Promise<string>((resolve, reject) => {
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const listening = /^listening on (\S+)\n/.exec(said)?.[1];
      if (listening !== undefined) resolve(listening);
    });
    void end.then(({ code, stderr }) => reject(new Error(`run ended with ${code}: ${stderr}`)));
  });
  return {
    url,
    pid: child.pid ?? 0,
    stop(signal = 'SIGTERM') {
      child.kill(signal);
      return end;
    },
  };
}

/** Waits for what becomes true in another process: asks, and asks again, until there is an answer. */
export async function eventually<T>(ask: () => Promise<T | undefined>): Promise<T> {
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

/** A folder of its own for one test file, gone afterwards. */
export async function workFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'feedrelay-program-'));
  afterAll(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Writes a configuration with these sources and a store of its own; returns its path. */
export async function configured(folder: string, name: string, sources: readonly object[], more: object = {}): Promise<string> {
  const file = join(folder, `${name}.yaml`);
  const content = { server: { listen: '127.0.0.1:0' }, store: `sqlite:${join(folder, `${name}.db`)}`, sources, ...more };
  await writeFile(file, JSON.stringify(content, null, 2));
  return file;
}

/** The tests' own environment must not reach the program's configuration. */
function start(args: readonly string[], { cwd, env = {}, under = [] }: CallOptions) {
  const own = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(FEEDRELAY_|LANG|LC_|NO_COLOR|.*proxy$)/i.test(name)));
  const [command = process.execPath, ...rest] = [...under, process.execPath, MAIN, ...args];
  return spawn(command, rest, { cwd, env: { ...own, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
}

function ended(child: ReturnType<typeof start>): Promise<Ran> {
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, stdout, stderr }));
  });
}
