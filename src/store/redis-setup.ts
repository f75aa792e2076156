import type { Result } from '../model.js';
import type { RedisConnection } from './redis-client.js';
import { redisFailure } from './redis-failure.js';
import { CHANGES, NO_SOURCE, QUEUE, VERSION } from './redis-keys.js';
import { failed } from './store.js';

/** The version of what we keep on Redis. */
const CURRENT = 1;

/** Refuses a store of a newer version, and marks a new one. */
export async function lookOver({ ask, send }: RedisConnection, place: string): Promise<Result<undefined>> {
  try {
    await ask(() => send(VERSION, ['SET', VERSION, String(CURRENT), 'NX']));
    const version = Number(await ask(() => send(VERSION, ['GET', VERSION])));
    if (version > CURRENT) return failed('newer-version', `Store ${place} was written by a newer feedrelay (store version ${version}, this program knows ${CURRENT}): update feedrelay.`);
    // What a user may be forbidden, whom the server bounds: scripts, our keys and the queue's, and our channel.
    for (const key of [VERSION, QUEUE]) await ask(() => send(key, ['EVAL', 'return 1', '1', key]));
    await ask(() => send(VERSION, ['PUBLISH', CHANGES, NO_SOURCE]));
    await ask(() => send(VERSION, ['INFO', 'memory']));
    return { ok: true, value: undefined };
  } catch (error) {
    const failure = redisFailure(error, place);
    if (!failure) throw error;
    return { ok: false, failure };
  }
}

/**
 * What in a server's set-up may cost us what we commit: a key that is evicted is an article lost, or shown twice.
 *
 * @param info its sections `memory`, `persistence` and `replication`, of all servers of a cluster
 */
export function warningsOf(info: string, place: string): readonly string[] {
  const found: string[] = [];
  // Only what began as the primary comes so far.
  if (/^role:slave/m.test(info)) found.push(`Store ${place} has become a replica and takes no writes, so that nothing is polled: name the primary server, or make it one again.`);
  const policy = /^maxmemory_policy:(?!noeviction\s)(\S+)/m.exec(info)?.[1];
  if (policy !== undefined) found.push(`Store ${place} throws keys away when its memory is full (maxmemory-policy ${policy}), and articles with them: set maxmemory-policy noeviction.`);
  if (/^aof_enabled:0/m.test(info)) found.push(`Store ${place} may forget its last commits when it is stopped, for it keeps no append-only file: set appendonly yes.`);
  return found;
}
