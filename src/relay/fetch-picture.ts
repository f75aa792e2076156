import type { RelayedPicture } from '../relay-address.js';
import { FetchError } from '../fetch/index.js';
import type { Failure, Millis, Result } from '../model.js';
import type { Cabinet, Kept } from './cabinet.js';
import { originOf } from './freshness.js';
import { requestPicture, type Asking } from './request-picture.js';

export interface Fetching {
  readonly cabinet: Cabinet;
  readonly asking: () => Asking;
  readonly clock: () => Millis;
  /** Hears of each picture that came, bytes. */
  readonly received: (bytes: number) => void;
}

/**
 * Fetches a picture into the cabinet, once however many wait for it.
 *
 * @param before what is kept of it: then the origin is asked whether that still holds
 */
export type FetchPicture = (name: string, relayed: RelayedPicture, before?: Kept) => Promise<Result<Kept>>;

export function createPictureFetcher({ cabinet, asking, clock, received }: Fetching): FetchPicture {
  const underWay = new Map<string, Promise<Result<Kept>>>();

  const fetchNow = async (name: string, relayed: RelayedPicture, before: Kept | undefined): Promise<Result<Kept>> => {
    const obtained = await requestPicture(relayed, before?.picture ?? {}, asking());
    if (obtained.kind === 'refused') return { ok: false, failure: obtained.failure };
    if (obtained.kind === 'unchanged') {
      if (before === undefined) throw new Error('a picture that was asked for whole cannot be unchanged');
      return { ok: true, value: cabinet.renew(before, clock()) };
    }
    try {
      const origin = originOf(obtained.type, obtained.headers, clock());
      const kept = await cabinet.put(name, origin, obtained.body, clock());
      received(kept.picture.size);
      return { ok: true, value: kept };
    } catch (error) {
      if (error instanceof FetchError) return { ok: false, failure: error.failure };
      if (error instanceof Error && 'code' in error) return { ok: false, failure: unwritable(String(error.code)) };
      throw error;
    } finally {
      obtained.discard();
    }
  };

  return (name, relayed, before) => {
    const running = underWay.get(name);
    if (running !== undefined) return running;
    const fetching = fetchNow(name, relayed, before).finally(() => underWay.delete(name));
    underWay.set(name, fetching);
    return fetching;
  };
}

function unwritable(code: string): Failure {
  return { code: 'disk', message: `The picture cache cannot be written (${code}): give its folder room, and to this user.` };
}
