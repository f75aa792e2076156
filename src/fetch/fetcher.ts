import { setMaxListeners } from 'node:events';
import type { LookupFunction } from 'node:net';
import { Readable } from 'node:stream';
import type { Millis, Result } from '../model.js';
import { explain } from './explain.js';
import { aborted, httpStatus, mayBeOurNetwork, placeOf } from './failures.js';
import { follow, type Arrival, type Network } from './follow.js';
import { bodyOf, isWhole, outcomeOf } from './outcome.js';
import { FetchError, type Fetcher, type FetchOutcome, type FetchRequest, type StreamedResponse } from './request.js';
import { createTransport } from './transport.js';
import { createTurns, type Turns } from './turns.js';

/** Feeds in the order of what they carry; anything else is welcome too, for many are served under a wrong type. */
const FEEDS =
  'application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.8';

/** Requests at once to one host. */
export const PER_HOST = 2;

export interface FetcherOptions {
  /** Who we say we are, such as `feedrelay/1.0.0 (feed republisher)`. */
  readonly userAgent: string;
  /** Milliseconds for TCP and TLS together; 10 s unless said. */
  readonly connectTimeout?: Millis;
  /** Requests at once to one host; {@link PER_HOST} unless said. */
  readonly perHost?: number;
  /** Who counts them; this fetcher by itself unless said. */
  readonly turns?: Turns;
  /** The time, for Retry-After dates. */
  readonly clock?: () => Millis;
  /** Where the proxies are named (`http_proxy`, `https_proxy`, `all_proxy`, `no_proxy`). */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** How names are resolved; the system's way unless said. */
  readonly lookup?: LookupFunction;
}

/** One for the whole program: it keeps the connections and the count of them. Close it, or the process stays. */
export function createFetcher(options: FetcherOptions): Fetcher {
  const { userAgent, connectTimeout = 10_000, perHost = PER_HOST, clock = Date.now, environment = process.env, lookup, turns = createTurns(perHost) } = options;
  const transport = createTransport({ connectTimeout, perHost, environment, ...(lookup && { lookup }) });
  const network: Network = { ...transport, userAgent, turns };
  const ongoing = new Set<() => void>();
  let closed = false;

  /** Walks to the answer; `leave` is to be called once nothing of it is wanted any more. */
  async function arrive(request: FetchRequest, accept: string): Promise<Arrival & { readonly leave: () => void }> {
    const stop = new AbortController();
    const giveUp = (): void => stop.abort(new FetchError(aborted(placeIn(request))));
    const forget = (): void => {
      ongoing.delete(giveUp);
      request.signal?.removeEventListener('abort', giveUp);
    };
    if (closed || request.signal?.aborted === true) giveUp();
    if (request.signal) listen(request.signal, giveUp);
    ongoing.add(giveUp);
    try {
      const arrival = await follow(request, network, { accept, signal: stop.signal });
      const leave = (): void => {
        forget();
        arrival.visit.end();
      };
      return { ...arrival, leave };
    } catch (error) {
      forget();
      throw error;
    }
  }

  return {
    async fetch(request): Promise<FetchOutcome> {
      try {
        const arrival = await arrive(request, FEEDS);
        try {
          return await outcomeOf(arrival, request, clock());
        } finally {
          arrival.leave();
        }
      } catch (error) {
        const failure = explain(error, placeIn(request));
        return { kind: 'failed', failure, network: mayBeOurNetwork(failure) };
      }
    },

    async fetchStream(request): Promise<Result<StreamedResponse>> {
      try {
        const arrival = await arrive(request, '*/*');
        const { visit, url, leave } = arrival;
        if (!isWhole(visit.status)) {
          await visit.discard();
          leave();
          return { ok: false, failure: httpStatus(placeOf(url), visit.status) };
        }
        const body = Readable.from(bodyOf(arrival, request.limits.body), { objectMode: false });
        // Whoever reads it hears of its error then; one that comes before must not end the process.
        body.on('error', () => undefined).once('close', leave);
        // A reader who has stopped reading must not keep the turn: the clock closes the stream as well.
        visit.over.addEventListener('abort', () => body.destroy(visit.over.reason as Error), { once: true });
        return { ok: true, value: { status: visit.status, url: url.href, headers: visit.headers, body } };
      } catch (error) {
        return { ok: false, failure: explain(error, placeIn(request)) };
      }
    },

    async close() {
      closed = true;
      for (const giveUp of ongoing) giveUp();
      await Promise.all([network.open.destroy(), network.guarded.destroy()]);
    },
  };
}

/** All sources may share one signal, and so exceed the number of listeners that the platform warns of. */
function listen(signal: AbortSignal, giveUp: () => void): void {
  setMaxListeners(0, signal);
  signal.addEventListener('abort', giveUp, { once: true });
}

function placeIn({ url }: FetchRequest): string {
  return URL.canParse(url) ? placeOf(new URL(url)) : 'the address';
}
