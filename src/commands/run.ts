import type { Role } from '../app/daemon.js';
import { halfDone } from '../app/half-done.js';
import { loadNewsroom } from '../app/newsroom/load.js';
import { createLog, logLevels } from '../log.js';
import { isShared, openStore } from '../store/index.js';
import type { WithConfig } from './line/program.js';
import { loadOrSay, sayWarnings } from './configuration.js';
import { missingHere, newStore } from './open.js';
import { expectLongRun } from './run/engine.js';
import { waitForStore } from './run/waiting.js';
import { exitCodes, print, say, sayFailure, type ExitCode } from './words.js';

export interface RunOptions extends WithConfig {
  readonly role: Role;
}

/** What is in flight at a stop may take this long, milliseconds. */
const GRACE = 9_000;

/** Runs until SIGTERM or SIGINT; a second signal ends it at once. SIGHUP lets it read the configuration again. */
export async function runCommand({ config, role }: RunOptions): Promise<ExitCode> {
  expectLongRun();
  let readAgain = (): void => undefined;
  const stopping = signalled(() => readAgain());
  const worker = loadNewsroom();
  const starting = import('../app/daemon.js');
  const loaded = await loadOrSay(config);
  if (loaded === undefined) return exitCodes.wrong;
  sayWarnings(loaded);
  for (const warning of halfDone(role, loaded.configuration.store)) say(`warning: ${warning}`);
  const level = process.env['FEEDRELAY_LOG'] || 'info';
  if (!logLevels.includes(level)) {
    say(`feedrelay: FEEDRELAY_LOG is ${JSON.stringify(level)}; write one of ${logLevels.join(', ')}.`);
    return exitCodes.wrong;
  }
  const missing = missingHere(loaded.configuration.store, config);
  const opened = await openStore(loaded.configuration.store);
  const log = createLog(level);
  if (!opened.ok && !(opened.failure.code === 'unreachable' && isShared(loaded.configuration.store))) {
    sayFailure(opened.failure);
    return exitCodes.wrong;
  }
  const begun = opened.ok ? { loaded, store: opened.value } : await waitForStore({ loaded, file: config, role, failure: opened.failure, log, stopping });
  if (typeof begun === 'number') return begun;
  if (missing !== undefined) log.info(newStore(missing));
  const { store } = begun;
  const { startDaemon } = await starting;
  const daemon = await startDaemon({ ...begun, file: config, role, log, worker, clock: Date.now });
  if (!daemon.ok) {
    sayFailure(daemon.failure);
    await store.close();
    return exitCodes.wrong;
  }
  const { url } = daemon.value;
  readAgain = () => {
    log.info('SIGHUP: reading the configuration again');
    daemon.value.readAgain();
  };
  // On a terminal one line says it.
  if ('server' in begun || !process.stdout.isTTY || !process.stderr.isTTY) log.info(`listening on ${url}`);
  if (!('server' in begun)) await print(`listening on ${url}\n`);
  const signal = await stopping;
  log.info(`${signal}: finishing what is in flight`);
  await daemon.value.stop(GRACE);
  await store.close();
  return exitCodes.ok;
}

/** @param hungUp a SIGHUP came; but on a terminal that says that the terminal has gone, and we go too */
function signalled(hungUp: () => void): Promise<NodeJS.Signals> {
  const onTerminal = [process.stdin, process.stdout, process.stderr].some(({ isTTY }) => isTTY);
  if (!onTerminal) process.on('SIGHUP', hungUp);
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT', ...(onTerminal ? (['SIGHUP'] as const) : [])] as const) process.once(signal, () => resolve(signal));
  });
}
