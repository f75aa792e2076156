import type { Readable } from 'node:stream';
import type { Failure, Millis, Result } from '../model.js';

/** What a server gave us to ask "has it changed?" with (RFC 9110 §8.8); sent back byte for byte, weak tags too. */
export interface Validators {
  readonly etag?: string;
  readonly lastModified?: string;
}

export interface FetchLimits {
  /** Bytes of a body once its compression is undone. */
  readonly body: number;
  /** Redirects followed. */
  readonly redirects: number;
  /** Milliseconds for the whole exchange, redirects and body included; waiting for a turn at a host is not counted. */
  readonly timeout: Millis;
}

export interface FetchRequest {
  /** http: or https:; credentials in it are sent as Basic authorization, to this origin only. */
  readonly url: string;
  /**
   * The operator's own, secrets among them: sent to the origin of `url` and dropped for good at the first
   * redirect to another. So never hand them over with a `url` that the operator did not write.
   */
  readonly headers: Readonly<Record<string, string>>;
  readonly validators?: Validators;
  readonly limits: FetchLimits;
  /**
   * Hosts that may be anywhere, as {@link hostOf} writes them; every other host must have a public address.
   * A host without a port means ports 80 and 443, so that one local service does not open the door to its neighbours.
   */
  readonly trustedHosts: readonly string[];
  readonly large?: LargeBody;
  readonly signal?: AbortSignal;
}

/** For a body that many at once would be too much for memory. */
export interface LargeBody {
  /** Bytes. */
  readonly from: number;
  /** Awaited once, when a body has grown to so many, before more of it is read; the time limit stands still meanwhile. */
  readonly admit: () => Promise<void>;
}

export type FetchOutcome =
  | {
      readonly kind: 'fresh';
      readonly status: number;
      /** Where the bytes came from, redirects followed. */
      readonly url: string;
      /** Where permanent redirects (301, 308) alone led; a temporary one after them is not in it. */
      readonly permanentUrl?: string;
      readonly bytes: Uint8Array;
      /** The Content-Type header as sent. */
      readonly contentType?: string;
      readonly validators: Validators;
      /** How long the answer stays fresh: Cache-Control max-age less Age. */
      readonly maxAge?: Millis;
      readonly retryAfter?: Millis;
    }
  | {
      readonly kind: 'notModified';
      readonly validators: Validators;
      readonly maxAge?: Millis;
      readonly permanentUrl?: string;
    }
  /** 410, said by the source itself: not by a place that only a temporary redirect led to. */
  | { readonly kind: 'gone' }
  | {
      readonly kind: 'failed';
      readonly failure: Failure;
      readonly retryAfter?: Millis;
      /** No byte of an answer came: our own network may be down. */
      readonly network: boolean;
    };

/** A successful (2xx) answer whose body is still on its way. */
export interface StreamedResponse {
  readonly status: number;
  readonly url: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /**
   * Decompressed and bounded by the request's limits. Must be read to its end or destroyed: it holds its turn at the
   * host until then, the time limit at the latest. What goes wrong midway arrives as an `error` of {@link FetchError}.
   */
  readonly body: Readable;
}

export interface Fetcher {
  /** One conditional GET, redirects followed. Never rejects for what a server or a network does. */
  fetch(request: FetchRequest): Promise<FetchOutcome>;
  /** The same walk under the same guard, giving the body as a stream. `validators` are not sent. */
  fetchStream(request: Omit<FetchRequest, 'validators'>): Promise<Result<StreamedResponse>>;
  /** Ends every exchange under way (each fails as `aborted`) and every kept connection. */
  close(): Promise<void>;
}

/** How an address is written in `trustedHosts`: its host, with the port where it is not the scheme's own. */
export function hostOf(url: string | URL): string {
  return new URL(url).host;
}

/** A {@link Failure} on its way through code that throws, such as a stream. */
export class FetchError extends Error {
  override readonly name = 'FetchError';
  constructor(readonly failure: Failure) {
    super(failure.message);
  }
}
