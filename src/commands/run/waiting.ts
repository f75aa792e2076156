import type { Role } from '../../app/daemon.js';
import type { Loaded } from '../../config/index.js';
import type { Logger } from '../../log.js';
import type { Failure } from '../../model.js';
import type { RunningServer } from '../../serve/index.js';
import type { OwnStore } from '../../store/index.js';
import { exitCodes, print, sayFailure, type ExitCode } from '../words.js';

type Good = Extract<Loaded, { ok: true }>;

/** All that a daemon begins with. */
export interface Begun {
  readonly loaded: Good;
  readonly store: OwnStore;
  /** Listens already. */
  readonly server: RunningServer;
}

export interface WaitingOptions {
  readonly loaded: Good;
  readonly file: string;
  readonly role: Role;
  /** Why the store cannot be reached. */
  readonly failure: Failure;
  readonly log: Logger;
  readonly stopping: Promise<unknown>;
}

/** A store on another machine that is away is waited for, while readers have what they were last shown. */
export async function waitForStore({ loaded, file, role, failure, log, stopping }: WaitingOptions): Promise<Begun | ExitCode> {
  const { reachStore, startStandIn } = await import('../../app/stand-in.js');
  const server = await startStandIn(loaded.configuration, role, failure);
  if (!server.ok) {
    sayFailure(server.failure);
    return exitCodes.wrong;
  }
  log.warn(`waiting for the store: ${failure.message}`);
  await print(`listening on ${server.value.url}\n`);
  const stopped = new AbortController();
  void stopping.then(() => stopped.abort());
  const reached = await reachStore(file, loaded, stopped.signal);
  if (reached?.ok === true) {
    log.info('the store is there');
    return { ...reached.value, server: server.value };
  }
  await server.value.close(0);
  if (reached === undefined) return exitCodes.ok;
  sayFailure(reached.failure);
  return exitCodes.wrong;
}
