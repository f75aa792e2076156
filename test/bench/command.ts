import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const PROGRAM = fileURLToPath(new URL('../main.js', import.meta.url));
/** Ticks of the kernel's clock a second, as `/proc` counts processor time. */
const TICKS = 100;

/** Seconds of processor that a command takes, all its threads and children, user and system. */
export async function cpuOf(command: string, parameters: readonly string[], cwd: string): Promise<number> {
  const { stderr } = await run('bash', ['-c', 'TIMEFORMAT="cpu %U %S"; time "$0" "$@" > /dev/null', command, ...parameters], { cwd, maxBuffer: 1e8 });
  const [, user, system] = /cpu ([\d.]+) ([\d.]+)\s*$/.exec(stderr) ?? [];
  return Number(user) + Number(system);
}

/** The same of our program. */
export function cpuOfProgram(parameters: readonly string[], cwd: string): Promise<number> {
  return cpuOf(process.execPath, [PROGRAM, ...parameters], cwd);
}

/** Seconds of processor that a running process has taken so far. */
export async function cpuSoFar(pid = 0): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  const [user, system] = stat.slice(stat.lastIndexOf(')')).split(' ').slice(12, 14);
  return (Number(user) + Number(system)) / TICKS;
}

/** The running program. */
export interface Daemon {
  readonly url: string;
  /** Polls one source, or all, and waits for the end of it. */
  readonly poll: (source?: string) => Promise<void>;
  /** Polls so far, also those that its schedule began. */
  readonly polls: () => Promise<number>;
  /** Seconds of processor so far. */
  readonly cpu: () => Promise<number>;
  /** Megabytes in memory now. */
  readonly resident: () => Promise<number>;
  readonly stop: () => Promise<void>;
}

export interface DaemonOptions {
  /** The processors it may use, as `taskset` names them. */
  readonly pinnedTo?: string;
  readonly more?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}

/** Starts `run` in a folder with a `config.yaml`, and waits until it serves. */
export async function startDaemon(cwd: string, { pinnedTo, more = [], environment = {} }: DaemonOptions = {}): Promise<Daemon> {
  const line = [process.execPath, PROGRAM, 'run', '--config', 'config.yaml', ...more];
  const [command = '', ...parameters] = pinnedTo === undefined ? line : ['taskset', '-c', pinnedTo, ...line];
  const child = spawn(command, parameters, { cwd, env: { ...process.env, ...environment }, stdio: ['ignore', 'pipe', 'ignore'] });
  process.once('exit', () => child.kill('SIGKILL'));
  const url = await listening(child);
  return {
    url,
    poll: async (source) => {
      const headers = { authorization: 'Bearer bench', 'content-type': 'application/x-www-form-urlencoded' };
      for (let done = false; !done;) {
        const answer = await fetch(`${url}/poll${source === undefined ? '' : `/${source}`}`, { method: 'POST', headers, body: '' });
        if (!answer.ok) throw new Error(`a poll was answered ${answer.status}: ${await answer.text()}`);
        done = !(await answer.text()).includes('"polling"');
      }
    },
    polls: async () => {
      const text = await (await fetch(`${url}/metrics`)).text();
      return [...text.matchAll(/^feedrelay_polls_total\{.*\} (\d+)$/gm)].reduce((sum, [, count]) => sum + Number(count), 0);
    },
    cpu: () => cpuSoFar(child.pid),
    resident: async () => Number(/VmRSS:\s+(\d+)/.exec(await readFile(`/proc/${child.pid ?? 0}/status`, 'utf8'))?.[1]) / 1024,
    stop: async () => {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGKILL');
      await gone;
    },
  };
}

function listening(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      const url = /listening on (\S+)/.exec(said)?.[1];
      if (url !== undefined) resolve(url);
    });
    child.once('exit', (code) => reject(new Error(`run ended with ${String(code)} before it served`)));
  });
}
