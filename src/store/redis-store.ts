import type { Result } from '../model.js';
import { keyvStore } from './keyv-store.js';
import { RedisAdapter } from './redis-adapter.js';
import { connect } from './redis-client.js';
import { placeOf } from './redis-failure.js';
import { lookOver } from './redis-setup.js';
import { failed, type Store } from './store.js';

/** @param address `redis://…` or `rediss://…` */
export async function openRedisStore(address: string): Promise<Result<Store>> {
  if (!URL.canParse(address)) return failed('bad-address', 'Store address "redis:…" cannot be read: write redis://HOST:PORT/0.');
  const connected = await connect(address);
  if (!connected.ok) return connected;
  const place = placeOf(address);
  const looked = await lookOver(connected.value, place);
  if (!looked.ok) {
    connected.value.client.destroy();
    return looked;
  }
  return { ok: true, value: keyvStore(new RedisAdapter(connected.value, place)) };
}
