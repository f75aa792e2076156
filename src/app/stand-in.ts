import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { loadConfiguration, type Loaded } from '../config/index.js';
import { Library, openLastShown, type LastShown } from '../library/index.js';
import type { Configuration, Failure, Millis, Result } from '../model.js';
import { startServer, type RunningServer, type Shelf, type StatusModel } from '../serve/index.js';
import { isShared, openStore, StoreError, type OwnStore } from '../store/index.js';
import type { Role } from './daemon.js';
import { createWardrobe } from './feed-shelf.js';
import { createLastKnown } from './last-known.js';
import { createMetrics } from './metrics.js';
import { createShelf } from './shelf.js';
import { statusOf, unreadable } from './status.js';

/** Bytes on disk. */
const LAST_SHOWN = 256 * 1024 * 1024;
/** Between two tries to reach a store, each of which waits itself for a while. */
const REST: Millis = 500;

/** For who only polls. */
export const emptyShelf: Shelf = { find: () => ({ kind: 'missing' }) };

/** What readers were last shown of a store on another machine; where the store is on this one, nothing stands between. */
export function lastShownOf({ store }: Configuration, role: Role): LastShown | undefined {
  if (!isShared(store) || role === 'poll') return undefined;
  const { host, pathname } = new URL(store);
  return openLastShown({ folder: join('cache', 'documents'), of: `${host}${pathname}`, bound: LAST_SHOWN });
}

/** Serves what was last shown, and tells monitors that it is alive and not ready, until a daemon takes the server over. */
export function startStandIn(configuration: Configuration, role: Role, failure: Failure): Promise<Result<RunningServer>> {
  const away = (): Promise<never> => Promise.reject(new StoreError(failure));
  const lastShown = lastShownOf(configuration, role);
  const library = new Library(configuration, { make: away }, lastShown === undefined ? {} : { lastShown });
  const bare = (): Promise<StatusModel> => statusOf({ configuration, mistakes: [], warnings: [], troubles: new Map(), store: unreadable, now: Date.now() });
  const status = async (): Promise<StatusModel> => createLastKnown().whileAway(await bare(), failure.message);
  const metrics = createMetrics({ role, store: { getMany: away, size: away }, configuration: () => configuration, mistakes: () => [], pictureBytes: () => 0 });
  return startServer({
    listen: configuration.server.listen,
    basePath: new URL(configuration.server.baseUrl).pathname,
    shelf: role === 'poll' ? emptyShelf : createShelf({ library, wardrobe: createWardrobe(), status, clock: Date.now }),
    ready: () => false,
    metrics: metrics.text,
  });
}

type Good = Extract<Loaded, { ok: true }>;

export interface Reached {
  /** As the file is by now: it may have been the address that was wrong. */
  readonly loaded: Good;
  readonly store: OwnStore;
}

/** Tries until the store can be reached, or says of itself that waiting is of no use; `undefined` once it is stopped. */
export async function reachStore(file: string, first: Good, stopped: AbortSignal): Promise<Result<Reached> | undefined> {
  let loaded = first;
  while (!stopped.aborted) {
    const again = await loadConfiguration(file, process.env, process.cwd());
    if (again.ok) loaded = again;
    const store = await openStore(loaded.configuration.store);
    if (store.ok) return { ok: true, value: { loaded, store: store.value } };
    if (store.failure.code !== 'unreachable') return store;
    await pause(REST, undefined, { signal: stopped }).catch(() => undefined);
  }
  return undefined;
}
