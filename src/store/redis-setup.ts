import type { Result } from '../model.js';
import type { RedisConnection } from './redis-client.js';
import { redisFailure } from './redis-failure.js';
import { VERSION } from './redis-keys.js';
import { failed } from './store.js';

/** The version of what we keep on Redis. */
const CURRENT = 1;

/** Refuses a store of a newer version, and marks a new one. */
export async function lookOver({ send }: RedisConnection, place: string): Promise<Result<undefined>> {
  try {
    await send(VERSION, ['SET', VERSION, String(CURRENT), 'NX']);
    const version = Number(await send(VERSION, ['GET', VERSION]));
    if (version > CURRENT) return failed('newer-version', `Store ${place} was written by a newer feedrelay (store version ${version}, this program knows ${CURRENT}): update feedrelay.`);
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
 * @param info its sections `memory` and `persistence`, of all servers of a cluster
 */
export function warningsOf(info: string, place: string): readonly string[] {
  const found: string[] = [];
  const policy = /^maxmemory_policy:(?!noeviction\s)(\S+)/m.exec(info)?.[1];
  if (policy !== undefined) found.push(`Store ${place} throws keys away when its memory is full (maxmemory-policy ${policy}), and articles with them: set maxmemory-policy noeviction.`);
  if (/^aof_enabled:0/m.test(info)) found.push(`Store ${place} may forget its last commits when it is stopped, for it keeps no append-only file: set appendonly yes.`);
  return found;
}
