import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { afterEach } from 'vitest';
import { startDaemon, type Daemon } from '../../src/app/daemon.js';
import { loadConfiguration } from '../../src/config/index.js';
import { openStore } from '../../src/store/index.js';

const endings: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
});

export interface Running {
  /** Without a trailing slash. */
  readonly url: string;
  readonly folder: string;
  stop(): Promise<void>;
}

export async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'feedrelay-app-'));
  endings.push(() => rm(path, { recursive: true, force: true }));
  return path;
}

interface Surroundings {
  readonly place?: string;
  readonly server?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly heard?: string[];
}

/**
 * The whole daemon on this configuration, with its store in `place`; stopped after the test, or by itself.
 *
 * @param yaml `server` and `store` aside
 * @param server lines of the server's own, indented
 * @param heard where the lines of the log go
 */
export async function running(yaml: string, { place, server = '', env = {}, heard }: Surroundings = {}): Promise<Running> {
  const home = place ?? (await folder());
  const file = join(home, 'feedrelay.yaml');
  await writeFile(file, `server:\n  listen: 127.0.0.1:0\n  baseUrl: http://127.0.0.1:0\n${server}store: sqlite:${join(home, 'feedrelay.db')}\n${yaml}`);
  const loaded = await loadConfiguration(file, env, home);
  if (!loaded.ok) throw new Error(loaded.mistakes.map(({ message }) => message).join('\n'));
  const store = await openStore(loaded.configuration.store);
  if (!store.ok) throw new Error(store.failure.message);
  const daemon = await startDaemon({
    loaded, file, role: 'all', store: store.value, log: heard === undefined ? pino({ level: 'silent' }) : pino({}, { write: (line) => void heard.push(line) }), clock: Date.now,
  });
  if (!daemon.ok) throw new Error(daemon.failure.message);
  const stop = stopping(daemon.value, () => store.value.close());
  endings.push(stop);
  return { url: daemon.value.url, folder: home, stop };
}

function stopping(daemon: Daemon, closeStore: () => Promise<void>): () => Promise<void> {
  let stopped: Promise<void> | undefined;
  return () => (stopped ??= daemon.stop(2_000).then(closeStore));
}
