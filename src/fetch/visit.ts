import type { Readable } from 'node:stream';
import { errors, type Dispatcher } from 'undici';
import type { Millis } from '../model.js';
import type { Headers } from './caching.js';
import { explain } from './explain.js';
import { aborted, noAnswer, placeOf, tooSlow } from './failures.js';
import { FetchError } from './request.js';
import type { Release } from './turns.js';

/** A body of an answer that nobody wants is read this far, to keep its connection. */
const DISCARDED = 64 * 1024;
/** The longest a timer can run. */
const LONGEST: Millis = 2 ** 31 - 1;
/** Fields that are lists, of which several lines are one (RFC 9110 §5.3); of any other the first line counts. */
const LISTS = new Set(['cache-control', 'content-encoding', 'vary']);
/** What a body is broken off with once nobody wants it. */
const ENDED = new FetchError(aborted('a host that was done with'));

/** One request and its answer: it holds a turn at the host and a clock until it is ended. */
export interface Visit {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Readable;
  /** Aborted, with a FetchError, once the time is over or the visit has ended. */
  readonly over: AbortSignal;
  /** Stops the clock until this has happened; throws its reason if the visit is over before. */
  standStill(until: Promise<void>): Promise<void>;
  /** Reads over the rest of the body, that the connection may serve again, or gives it up where that costs more. */
  discard(): Promise<void>;
  /** Stops the clock, breaks off what is unread, gives the turn back; gives the milliseconds the visit took. */
  end(): Millis;
}

export interface VisitOptions {
  readonly dispatcher: Dispatcher;
  readonly behindProxy: boolean;
  readonly headers: Readonly<Record<string, string>>;
  /** What is left of the request's time; `limit` is what it had at first, for the sentence. */
  readonly left: Millis;
  readonly limit: Millis;
  /** Aborted, with a FetchError, when the program stops or the caller gives up. */
  readonly signal: AbortSignal;
  readonly release: Release;
}

/** @throws FetchError, after the visit has been ended */
export async function visit(url: URL, options: VisitOptions): Promise<Visit> {
  const { dispatcher, behindProxy, headers, left, limit, signal, release } = options;
  const place = placeOf(url);
  const started = performance.now();
  const clock = new AbortController();
  let overdue = noAnswer(place, limit);
  const expire = (): void => clock.abort(new FetchError(overdue));
  const giveUp = (): void => clock.abort(signal.reason);
  let stoodStill = 0;
  const run = (): NodeJS.Timeout => setTimeout(expire, Math.min(Math.max(0, left - (performance.now() - started - stoodStill)), LONGEST));
  let timer = run();
  signal.addEventListener('abort', giveUp, { once: true });

  const end = (): Millis => {
    clearTimeout(timer);
    signal.removeEventListener('abort', giveUp);
    clock.abort(ENDED);
    release();
    return performance.now() - started - stoodStill;
  };

  const standStill = async (until: Promise<void>): Promise<void> => {
    clearTimeout(timer);
    const stopped = performance.now();
    await Promise.race([until, rejected(clock.signal)]);
    stoodStill += performance.now() - stopped;
    if (!clock.signal.aborted) timer = run();
  };

  try {
    if (signal.aborted) giveUp();
    const ask = (): Promise<Dispatcher.ResponseData> =>
      dispatcher.request({
        origin: url.origin,
        path: url.pathname + url.search,
        method: 'GET',
        headers,
        signal: clock.signal,
        headersTimeout: 0,
        bodyTimeout: 0,
      });
    const asked = ask().catch((error: unknown) => {
      if (wasIdle(error)) return ask();
      throw error;
    });
    const answer = await Promise.race([asked, rejection(clock.signal, asked)]);
    overdue = tooSlow(place, limit);
    return {
      status: answer.statusCode,
      headers: fieldsOf(answer.headers),
      body: answer.body,
      over: clock.signal,
      standStill,
      discard: () => answer.body.dump({ limit: DISCARDED, signal: clock.signal }).catch(() => undefined),
      end,
    };
  } catch (error) {
    end();
    throw new FetchError(explain(error, place, behindProxy));
  }
}

/** A kept connection that the server closed just as we used it again: the request may be sent anew (RFC 9110 §9.2.2). */
function wasIdle(error: unknown): boolean {
  return error instanceof errors.SocketError && (error.socket?.bytesRead ?? 0) > 0;
}

/** Rejects with the signal's reason once it goes off. */
function rejected(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason as Error);
    else signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
}

/** undici hears of an abort only once it has a connection; a caller who waits for one must not have to. */
function rejection(signal: AbortSignal, asked: Promise<Dispatcher.ResponseData>): Promise<never> {
  return new Promise((_, reject) => {
    const abandon = (): void => {
      asked.then(({ body }) => body.on('error', () => undefined).destroy(), () => undefined);
      reject(signal.reason as Error);
    };
    if (signal.aborted) abandon();
    else signal.addEventListener('abort', abandon, { once: true });
  });
}

function fieldsOf(headers: Dispatcher.ResponseData['headers']): Headers {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => {
      const lines = [value ?? ''].flat();
      return [name, LISTS.has(name) ? lines.join(', ') : (lines[0] ?? '')];
    }),
  );
}
