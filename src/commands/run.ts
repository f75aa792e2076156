import { loadConfiguration } from '../config/index.js';
import { startDaemon, type Role } from '../app/daemon.js';
import { newFetcher } from '../app/house.js';
import { createLog } from '../log.js';
import { openConfiguredStore } from './open.js';
import { exitCodes, say, sayFailure, sayMistakes, type ExitCode } from './words.js';
import { formatMistake } from '../config/index.js';

export interface RunOptions {
  readonly config: string;
  readonly role: Role;
}

/** What is in flight at a stop may take this long, milliseconds. */
const GRACE = 9_000;

/** Runs until SIGTERM or SIGINT; a second signal ends it at once. */
export async function runCommand({ config, role }: RunOptions): Promise<ExitCode> {
  const loaded = await loadConfiguration(config, process.env, process.cwd());
  if (!loaded.ok) {
    sayMistakes(loaded.mistakes);
    return exitCodes.wrong;
  }
  for (const warning of loaded.warnings) say(`warning: ${formatMistake(warning)}`);
  const store = await openConfiguredStore(loaded.configuration.store);
  if (store === undefined) return exitCodes.wrong;
  const log = createLog(process.env['FEEDRELAY_LOG'] ?? 'info');
  const stopping = signalled();
  const daemon = await startDaemon({ loaded, file: config, role, store, fetcher: newFetcher(), log, clock: Date.now });
  if (!daemon.ok) {
    sayFailure(daemon.failure);
    await store.close();
    return exitCodes.wrong;
  }
  const { url } = daemon.value;
  log.info(url === undefined ? 'polling' : `listening on ${url}`);
  const signal = await stopping;
  log.info(`${signal}: finishing what is in flight`);
  await daemon.value.stop(GRACE);
  await store.close();
  return exitCodes.ok;
}

function signalled(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve(signal));
  });
}
