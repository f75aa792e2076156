import type { StoredBatch } from './keyv-store.js';
import { CHANGES, fromSource, indexOf, nameOf, toRedis } from './redis-keys.js';

/**
 * A batch in one step. A script and not a MULTI, for only a script can refuse the batch by what it finds (a fence)
 * without a connection of its own for each commit; and like a MULTI it is refused whole where the memory is full.
 * It answers how many keys were deleted, or -1 where it refused. The keys it writes begin with the index's name and
 * so stand in its slot.
 */
const COMMIT = `
local held = redis.call('GET', KEYS[2])
if ARGV[1] == 'holds' and held ~= ARGV[2] or ARGV[1] == 'absent' and held then return -1 end
local at, deleted = 7, 0
for _ = 1, tonumber(ARGV[3]) do
  deleted = deleted + redis.call('UNLINK', KEYS[1] .. ':' .. ARGV[at])
  redis.call('ZREM', KEYS[1], ARGV[at])
  at = at + 1
end
for _ = 1, tonumber(ARGV[4]) do
  local name = KEYS[1] .. ':' .. ARGV[at]
  if ARGV[at + 2] == '' then redis.call('SET', name, ARGV[at + 1])
  else redis.call('SET', name, ARGV[at + 1], 'PXAT', ARGV[at + 2]) end
  redis.call('ZADD', KEYS[1], 0, ARGV[at])
  at = at + 3
end
if ARGV[6] == 'tell' then redis.call('PUBLISH', '${CHANGES}', ARGV[5]) end
return deleted`;

/** The batch as a command of the protocol. All its keys belong to one source; anything else is a bug of the caller. */
export function commitCommand(batch: StoredBatch): { readonly source: string; readonly command: string[] } {
  const deletes = batch.delete.map(toRedis);
  const sets = batch.set.map(([key]) => toRedis(key));
  const guard = batch.expect && toRedis(batch.expect[0]);
  const [first, ...others] = [...(guard ? [guard] : []), ...deletes, ...sets];
  if (!first) throw new TypeError('an empty batch');
  const stranger = others.find(({ source }) => source !== first.source);
  if (stranger) throw new TypeError(`a batch of two sources, ${first.source} and ${stranger.source}`);
  const expected = batch.expect?.[1];
  const condition = batch.expect === undefined ? 'any' : expected === undefined ? 'absent' : 'holds';
  const counts = [String(deletes.length), String(sets.length)];
  const values = batch.set.flatMap(([key, value, expires]) => [toRedis(key).member, value, expires === null ? '' : String(expires)]);
  return {
    source: first.source,
    command: ['EVAL', COMMIT, '2', indexOf(first.source), nameOf(guard ?? first), condition, expected ?? '', ...counts, fromSource(first.source), batch.quiet === true ? 'quiet' : 'tell', ...deletes.map(({ member }) => member), ...values],
  };
}
