import { Cluster, Redis, type RedisOptions } from 'ioredis';
import type { Millis } from '../model.js';

/** The connections of a queue to the Redis that also keeps the store. BullMQ speaks through a client of its own. */
export interface QueueConnection {
  /** For what somebody waits for: fails at once while the server is away. */
  readonly asking: () => Redis | Cluster;
  /** For the worker: waits until the server is back. */
  readonly working: () => Redis | Cluster;
  close(): Promise<void>;
}

const PATIENCE: Millis = 3_000;
const comingBack = (attempts: number): Millis => Math.min(50 * 2 ** attempts, 2_000);

/**
 * Waits until the server is there.
 *
 * @param address `redis://…` or `rediss://…`; of a cluster, any of its servers
 */
export async function connectQueue(address: string): Promise<QueueConnection> {
  const first = new Redis(address, { maxRetriesPerRequest: null, connectTimeout: PATIENCE, retryStrategy: comingBack });
  first.on('error', () => undefined);
  const cluster = /^cluster_enabled:1/m.test(await first.info('cluster'));
  first.disconnect();

  const open: (Redis | Cluster)[] = [];
  const connect = (own: RedisOptions): Redis | Cluster => {
    const redisOptions: RedisOptions = { maxRetriesPerRequest: null, connectTimeout: PATIENCE, retryStrategy: comingBack, keepAlive: PATIENCE, ...own };
    const client = cluster ? new Cluster([address], { redisOptions: { ...redisOptions, ...login(address) }, clusterRetryStrategy: comingBack }) : new Redis(address, redisOptions);
    // Whoever asks is told; without a listener the event would end up in the log, once an attempt.
    client.on('error', () => undefined);
    open.push(client);
    return silenced(client);
  };
  return {
    asking: () => connect({ maxRetriesPerRequest: 0, commandTimeout: PATIENCE }),
    working: () => connect({}),
    close: () => {
      for (const client of open) client.disconnect();
      return Promise.resolve();
    },
  };
}

/** BullMQ prints, past every log, what it thinks of a server's eviction; the store has its own sentence for that. */
function silenced<Client extends Redis | Cluster>(client: Client): Client {
  const [info, duplicate] = [client.info.bind(client) as (...args: unknown[]) => Promise<string>, client.duplicate.bind(client) as (...args: unknown[]) => Client];
  return Object.assign(client, {
    // The client asks by itself too, with a callback.
    info: (...args: unknown[]) => (args.length > 0 ? info(...args) : info().then((text) => text.replace(/^maxmemory_policy:.*$/m, ''))),
    duplicate: (...args: unknown[]) => silenced(duplicate(...args)),
  });
}

/** What the address of one server says for all servers of its cluster. */
function login(address: string): RedisOptions {
  const { username, password, protocol } = new URL(address);
  return {
    ...(username === '' ? {} : { username: decodeURIComponent(username) }),
    ...(password === '' ? {} : { password: decodeURIComponent(password) }),
    ...(protocol === 'rediss:' ? { tls: {} } : {}),
  };
}
