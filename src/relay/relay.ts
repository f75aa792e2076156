import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { LRUCache } from 'lru-cache';
import { openRelayAddress, type RelayedPicture } from '../relay-address.js';
import { hostOf, type Fetcher } from '../fetch/index.js';
import type { Logger } from '../log.js';
import type { Failure, Limits, Millis, Result } from '../model.js';
import type { Route } from '../serve/index.js';
import { answerPicture } from './answer.js';
import { openCabinet, type Kept } from './cabinet.js';
import { createPictureFetcher } from './fetch-picture.js';
import { isStale } from './freshness.js';
import { sendPlaceholder } from './placeholder.js';
import { rememberReferers } from './referers.js';
import { rememberRefusals } from './refusals.js';
import { createSender } from './send-picture.js';

export interface PictureRelayOptions {
  readonly fetcher: Fetcher;
  /** The folder of the cache, made when it is needed; what is in it may be thrown away at any time. */
  readonly cacheDir: string;
  /** The largest picture and the whole cache in bytes, redirects, and milliseconds for one fetch; as they are now. */
  readonly limits: () => Pick<Limits, 'picture' | 'pictureCache' | 'redirects' | 'timeout'>;
  /** What addresses are signed with; as it is now. */
  readonly key: () => string;
  /** Hosts that the operator wrote, as `hostOf` writes them: they may be anywhere, every other must be public. */
  readonly trustedHosts: () => readonly string[];
  readonly clock: () => Millis;
  readonly log: Logger;
  /** Hears how each request for a picture of ours was met. */
  readonly note?: (outcome: PictureOutcome) => void;
  /** Hears of each picture that came from its host, bytes. */
  readonly received?: (bytes: number) => void;
}

/** `kept`: out of the cache. `fetched`: its host was asked first. `placeholder`: there was none to show. */
export type PictureOutcome = (typeof pictureOutcomes)[number];
export const pictureOutcomes = ['kept', 'fetched', 'placeholder'] as const;

export interface PictureRelay {
  readonly route: Route;
  /** Bytes in the cache. */
  size(): number;
  /** Writes down what the cache needs to know at the next start. Close the fetcher and the server before. */
  close(): Promise<void>;
}

/** A reader waits so long; the picture is fetched to its end all the same, for the next one. */
const PATIENCE: Millis = 25_000;
/** Addresses whose signature is not computed again. */
const OPENED = 2_000;

/**
 * `GET /img/SIGNATURE/PICTURE[.ARTICLE]`: relayed pictures. What we did not sign is not ours, and 404 by whoever comes
 * after this route. A picture is fetched whole before it is shown, so that none is shown in part and each has its length
 * and a tag of its bytes; shown again it comes out of a cache on disk. One whose origin has not been asked for long is
 * shown as it is while the origin is asked, and goes on being shown should the origin have lost it.
 */
export function createPictureRelay(options: PictureRelayOptions): PictureRelay {
  const { fetcher, limits, key, trustedHosts, clock, log, note = () => undefined, received = () => undefined } = options;
  const cabinet = openCabinet(options.cacheDir, () => limits().pictureCache, clock);
  const referers = rememberReferers();
  const refusals = rememberRefusals();
  const send = createSender(cabinet);
  const fetchPicture = createPictureFetcher({
    cabinet,
    clock,
    received,
    asking: () => {
      const { picture, pictureCache, ...bounds } = limits();
      return { fetcher, referers, trustedHosts: trustedHosts(), limits: { ...bounds, picture: Math.min(picture, pictureCache) } };
    },
  });

  const refresh = async (name: string, relayed: RelayedPicture, before?: Kept): Promise<Result<Kept>> => {
    const host = hostOf(relayed.picture);
    const refused = refusals.of(name, host, clock());
    if (refused !== undefined) return { ok: false, failure: refused };
    const fetched = await fetchPicture(name, relayed, before);
    if (fetched.ok) refusals.forget(name, host);
    else if (fetched.failure.code !== 'aborted') {
      refusals.note(name, host, fetched.failure, clock());
      log[fetched.failure.code === 'disk' ? 'error' : 'debug']({ code: fetched.failure.code, host }, fetched.failure.message);
    }
    return fetched;
  };

  const show = (kept: Kept, outcome: PictureOutcome, request: IncomingMessage, response: ServerResponse): boolean | Promise<boolean> => {
    const sent = send(kept, answerPicture(kept.picture, request, clock()), request, response);
    const noted = (did: boolean): boolean => {
      if (did) note(outcome);
      return did;
    };
    return sent instanceof Promise ? sent.then(noted) : noted(sent);
  };

  const showKept = (kept: Kept | undefined, { name, relayed }: Opened, request: IncomingMessage, response: ServerResponse): boolean | Promise<boolean> => {
    if (kept === undefined) return false;
    if (isStale(kept, clock())) void refresh(name, relayed, kept).catch((error: unknown) => log.error({ err: error }, 'a picture could not be refreshed'));
    return show(kept, 'kept', request, response);
  };

  const fetchAndShow = async ({ name, relayed }: Opened, request: IncomingMessage, response: ServerResponse): Promise<true> => {
    const fetched = await within(PATIENCE, refresh(name, relayed));
    if (fetched.ok && (await show(fetched.value, 'fetched', request, response))) return true;
    note('placeholder');
    sendPlaceholder(request, response);
    return true;
  };

  // A picture in memory is answered at once, without a promise: that is the way most of them go.
  const answer = (opened: Opened, request: IncomingMessage, response: ServerResponse): boolean | Promise<boolean> => {
    const otherwise = (shown: boolean): true | Promise<true> => shown || fetchAndShow(opened, request, response);
    const found = cabinet.find(opened.name, clock());
    const shown = found instanceof Promise ? found.then((kept) => showKept(kept, opened, request, response)) : showKept(found, opened, request, response);
    return shown instanceof Promise ? shown.then(otherwise) : otherwise(shown);
  };

  const open = rememberOpened();
  return {
    route: {
      method: 'GET',
      prefix: '/img/',
      handle(request, response, path) {
        const opened = open(path, key());
        return opened === undefined ? false : answer(opened, request, response);
      },
    },
    size: () => cabinet.size(),
    close: () => cabinet.close(),
  };
}

/** An address that we signed. */
interface Opened {
  readonly relayed: RelayedPicture;
  /** Of its file. The picture alone decides, so that articles that share one share its file. */
  readonly name: string;
}

/** Checks signatures, those of the addresses asked for most often once. */
function rememberOpened(): (path: string, key: string) => Opened | undefined {
  const known = new LRUCache<string, Opened & { readonly key: string }>({ max: OPENED });
  return (path, key) => {
    const before = known.get(path);
    if (before?.key === key) return before;
    const relayed = openRelayAddress(path, key);
    if (relayed === undefined || !URL.canParse(relayed.picture)) return undefined;
    const opened = { relayed, key, name: createHash('sha256').update(relayed.picture).digest('hex').slice(0, 40) };
    known.set(path, opened);
    return opened;
  };
}

const LATE: Failure = { code: 'late', message: 'The picture is still on its way; its reader was not kept waiting any longer.' };

async function within<T>(ms: Millis, work: Promise<Result<T>>): Promise<Result<T>> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Result<T>>((resolve) => (timer = setTimeout(() => resolve({ ok: false, failure: LATE }), ms)));
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
