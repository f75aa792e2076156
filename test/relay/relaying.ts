import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pino from 'pino';
import { afterEach } from 'vitest';
import { relayAddress } from '../../src/relay-address.js';
import { createPictureRelay, type PictureOutcome, type PictureRelay, type PictureRelayOptions } from '../../src/relay/index.js';
import { startServer } from '../../src/serve/index.js';
import { quietFetcher } from '../fetch/asking.js';
import { ask, type Asking, type Reply } from '../serve/client.js';

const MB = 1024 * 1024;
export const key = 'a key that signs';

/** A relay behind a server of its own, as its readers meet it. */
export interface Relaying {
  readonly origin: string;
  readonly cacheDir: string;
  readonly relay: PictureRelay;
  /** How each request was met, in order. */
  readonly outcomes: readonly PictureOutcome[];
  /** The address of a picture as we publish it. */
  readonly address: (picture: string, article?: string) => string;
  /** What a reader of our feed gets. */
  readonly see: (picture: string, asking?: Asking & { readonly article?: string }) => Promise<Reply>;
  /** Lets time pass, milliseconds. */
  readonly wait: (ms: number) => void;
  readonly close: () => Promise<void>;
}

export type RelayingOptions = Partial<Omit<PictureRelayOptions, 'limits'>> & { readonly limits?: Partial<ReturnType<PictureRelayOptions['limits']>> };

const endings: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
});

/** A folder of its own, gone after the test. */
export async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'feedrelay-pictures-'));
  endings.push(() => rm(path, { recursive: true, force: true }));
  return path;
}

/** Starts a relay that trusts these hosts; closed after the test, or by itself to start another on the same folder. */
export async function startRelaying(trusted: readonly string[], { limits, ...options }: RelayingOptions = {}): Promise<Relaying> {
  let now = Date.UTC(2026, 4, 1);
  const outcomes: PictureOutcome[] = [];
  const fetcher = quietFetcher();
  const cacheDir = options.cacheDir ?? (await folder());
  const relay = createPictureRelay({
    fetcher,
    cacheDir,
    limits: () => ({ picture: 10 * MB, pictureCache: 100 * MB, redirects: 5, timeout: 5_000, ...limits }),
    key: () => key,
    trustedHosts: () => trusted,
    clock: () => now,
    log: pino({ level: 'silent' }),
    note: (outcome) => void outcomes.push(outcome),
    ...options,
  });
  const problems: unknown[] = [];
  const server = await startServer({
    listen: { host: '127.0.0.1', port: 0 },
    basePath: '',
    shelf: { find: () => ({ kind: 'missing' }) },
    ready: () => true,
    routes: [relay.route],
    report: (error) => void problems.push(error),
  });
  if (!server.ok) throw new Error(server.failure.message);
  const origin = server.value.url;
  let open = true;
  const close = async (): Promise<void> => {
    if (!open) return;
    open = false;
    await server.value.close(0);
    await fetcher.close();
    await relay.close();
    if (problems.length > 0) throw problems[0];
  };
  endings.push(close);
  const address = (picture: string, article?: string): string => relayAddress(picture, article, { base: origin, key });
  return {
    origin,
    cacheDir,
    relay,
    outcomes,
    address,
    see: (picture, { article, ...asking } = {}) => ask(address(picture, article), asking),
    wait: (ms) => void (now += ms),
    close,
  };
}
