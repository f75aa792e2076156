import { createClient, createCluster } from '@keyv/redis';
import type { Millis, Result } from '../model.js';
import { placeOf, redisFailure } from './redis-failure.js';
import { Pulse } from './redis-pulse.js';

/**
 * What we ask of a connection, to one server or to a cluster. Written out, for the client's own types, generic in every
 * command there is, take a type checker minutes and gigabytes.
 */
export interface RedisClient {
  readonly isOpen: boolean;
  on(event: 'error', listener: () => void): unknown;
  connect(): Promise<unknown>;
  destroy(): void;
  info(section: string): Promise<string>;
  strLen(key: string): Promise<number>;
  zAdd(key: string, member: { score: number; value: string }): Promise<unknown>;
  zRange(key: string, min: string, max: string, options: { BY: 'LEX'; LIMIT: { offset: number; count: number } }): Promise<string[]>;
}

export interface RedisConnection {
  readonly client: RedisClient;
  /** Asks, and waits for a server that is silent no longer than `patience` milliseconds, a few seconds unless said. */
  readonly ask: <T>(question: () => Promise<T>, patience?: Millis) => Promise<T>;
  /** A command in the protocol's own form, sent to whoever keeps the key. The client's `eval` takes no more arguments than a call of a function. */
  readonly send: (key: string, command: string[]) => Promise<unknown>;
  /** Hears a channel until the returned function is called. */
  readonly listen: (channel: string, listener: ChannelListener) => Promise<() => void>;
}

export interface ChannelListener {
  readonly heard: (message: string) => void;
  /** The connection is lost; again at each try to regain it. */
  readonly lost: () => void;
  /** It is there again, and messages may have been missed. */
  readonly regained: () => void;
}

/** How long a server may take to be there when we start; later it may take as long as it likes. */
const PATIENCE_AT_START = 3_000;
/** A frozen server is a lost one after so long. */
const SILENCE = 15_000;
/** Between two tries to reach it again. */
const LONGEST_REST = 2_000;

interface ServerClient extends RedisClient {
  on(event: 'error' | 'ready', listener: () => void): unknown;
  sendCommand(command: string[]): Promise<unknown>;
  duplicate(): ServerClient;
  subscribe(channel: string, heard: (message: string) => void): Promise<void>;
}
interface ClusterClient extends RedisClient {
  on(event: 'error' | 'node-reconnecting' | 'node-disconnect', listener: () => void): unknown;
  off(event: 'node-reconnecting' | 'node-disconnect', listener: () => void): unknown;
  sendCommand(key: string, readOnly: boolean, command: string[]): Promise<unknown>;
  subscribe(channel: string, heard: (message: string) => void): Promise<void>;
  unsubscribe(channel: string, heard: (message: string) => void): Promise<void>;
}

/**
 * Connects to a server, or, where that one is part of a cluster, to the cluster. The connection repairs itself; what is
 * asked meanwhile fails at once instead of waiting in a queue without an end.
 */
export async function connect(address: string): Promise<Result<RedisConnection>> {
  const place = placeOf(address);
  const started = Date.now();
  let connected = false;
  const options = {
    disableOfflineQueue: true,
    pingInterval: SILENCE / 3,
    socket: {
      connectTimeout: PATIENCE_AT_START,
      socketTimeout: SILENCE,
      reconnectStrategy: (attempts: number, cause: Error) => {
        const hopeless = Date.now() - started > PATIENCE_AT_START || (redisFailure(cause, place)?.code ?? 'unreachable') !== 'unreachable';
        return !connected && hopeless ? cause : Math.min(50 * 2 ** attempts, LONGEST_REST);
      },
    },
  };
  const pulse = new Pulse();
  const ask: RedisConnection['ask'] = (question, patience) => pulse.ask(question, patience);
  let client: ServerClient | undefined;
  try {
    const server = (client = createClient({ url: address, ...options }) as unknown as ServerClient);
    await ask(() => open(server), PATIENCE_AT_START + LONGEST_REST);
    connected = true;
    if (!/^cluster_enabled:1/m.test(await ask(() => server.info('cluster')))) return { ok: true, value: { ...toServer(server), ask } };
    client.destroy();
    const { username, password, protocol } = new URL(address);
    const defaults = {
      ...options,
      socket: { ...options.socket, ...(protocol === 'rediss:' && { tls: true }) },
      ...(username !== '' && { username: decodeURIComponent(username) }),
      ...(password !== '' && { password: decodeURIComponent(password) }),
    };
    const cluster = createCluster({ rootNodes: [{ url: address }], defaults }) as unknown as ClusterClient;
    await open(cluster);
    return { ok: true, value: { ...toCluster(cluster), ask } };
  } catch (error) {
    if (client?.isOpen === true) client.destroy();
    const failure = redisFailure(error, place);
    if (!failure) throw error;
    return { ok: false, failure };
  }
}

async function open(client: RedisClient): Promise<void> {
  // What is asked meanwhile tells of it; without a listener the event would end the process.
  client.on('error', () => undefined);
  await client.connect();
}

function toServer(client: ServerClient): Omit<RedisConnection, 'ask'> {
  return {
    client,
    send: (_, command) => client.sendCommand(command),
    listen: async (channel, { heard, lost, regained }) => {
      // A connection that listens may do nothing else.
      const ear = client.duplicate();
      await open(ear);
      await ear.subscribe(channel, heard);
      // From now on each "ready" is a connection regained.
      ear.on('ready', regained);
      ear.on('error', lost);
      return () => ear.destroy();
    },
  };
}

function toCluster(client: ClusterClient): Omit<RedisConnection, 'ask'> {
  return {
    client,
    send: (key, command) => client.sendCommand(key, false, command),
    listen: async (channel, { heard, lost, regained }) => {
      await client.subscribe(channel, heard);
      // A cluster tells that it tries to regain a connection, and not that it has: where it tries no more, it has.
      let quiet: NodeJS.Timeout | undefined;
      const trying = (): void => {
        lost();
        clearTimeout(quiet);
        quiet = setTimeout(regained, LONGEST_REST + 1_000).unref();
      };
      for (const event of ['node-reconnecting', 'node-disconnect'] as const) client.on(event, trying);
      return () => {
        clearTimeout(quiet);
        for (const event of ['node-reconnecting', 'node-disconnect'] as const) client.off(event, trying);
        void client.unsubscribe(channel, heard).catch(() => undefined);
      };
    },
  };
}
