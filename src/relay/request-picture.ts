import type { Readable } from 'node:stream';
import type { RelayedPicture } from '../relay-address.js';
import { FetchError, type Fetcher, type StreamedResponse } from '../fetch/index.js';
import type { Failure, Limits, Result } from '../model.js';
import { HEAD_BYTES, pictureTypeOf, type PictureType } from './picture-type.js';
import type { Referers } from './referers.js';

/** What the origin is asked with. */
export interface Asking {
  readonly fetcher: Fetcher;
  readonly limits: Pick<Limits, 'picture' | 'redirects' | 'timeout'>;
  /** Hosts that the operator wrote; every other must have a public address. */
  readonly trustedHosts: readonly string[];
  readonly referers: Referers;
}

export type Obtained =
  | {
      readonly kind: 'picture';
      readonly type: PictureType;
      /** Of the origin's answer, names in lower case. */
      readonly headers: Readonly<Record<string, string>>;
      /** Bounded; throws {@link FetchError}. It holds a connection until it is read to its end … */
      readonly body: AsyncIterable<Uint8Array>;
      /** … or given up. */
      readonly discard: () => void;
    }
  /** What the validators name is what it is. */
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'refused'; readonly failure: Failure };

/** Formats that every reader shows come first, for the picture is kept for all of them. */
const ACCEPT = 'image/jpeg, image/png, image/gif, image/webp;q=0.9, image/avif;q=0.5, */*;q=0.1';

/**
 * Asks a picture's host for it: first without a Referer, for some hosts refuse a foreign one, then with the picture's
 * own origin and with the article's, for others demand one of their own.
 *
 * @param validators of what is kept already
 */
export async function requestPicture(
  { picture, article }: RelayedPicture,
  validators: { readonly etag?: string; readonly lastModified?: string },
  asking: Asking,
): Promise<Obtained> {
  let first: Failure | undefined;
  for (const referer of asking.referers.toTry(picture, article)) {
    const obtained = await requestOnce(picture, { ...conditions(validators), ...(referer && { referer }) }, asking);
    if (obtained.kind !== 'refused') {
      asking.referers.worked(picture, referer);
      return obtained;
    }
    first ??= obtained.failure;
    if (!mayWantReferer(obtained.failure)) return obtained;
  }
  return { kind: 'refused', failure: first ?? notAPicture(picture) };
}

async function requestOnce(picture: string, headers: Readonly<Record<string, string>>, { fetcher, limits, trustedHosts }: Asking): Promise<Obtained> {
  const answer: Result<StreamedResponse> = await fetcher.fetchStream({
    url: picture,
    headers: { accept: ACCEPT, ...headers },
    limits: { body: limits.picture, redirects: limits.redirects, timeout: limits.timeout },
    trustedHosts,
  });
  if (!answer.ok) {
    // A 304 is no success where nothing was asked for conditionally, and all that was hoped for where it was.
    const asked = 'if-none-match' in headers || 'if-modified-since' in headers;
    return asked && answer.failure.http === 304 ? { kind: 'unchanged' } : { kind: 'refused', failure: answer.failure };
  }
  const { body, headers: received } = answer.value;
  if (Number(received['content-length']) > limits.picture) {
    body.destroy();
    return { kind: 'refused', failure: tooLarge(picture, limits.picture) };
  }
  try {
    const { head, rest } = await readHead(body);
    const type = pictureTypeOf(head);
    if (type !== undefined) return { kind: 'picture', type, headers: received, body: rest, discard: () => body.destroy() };
    body.destroy();
    return { kind: 'refused', failure: notAPicture(picture) };
  } catch (error) {
    if (error instanceof FetchError) return { kind: 'refused', failure: error.failure };
    throw error;
  }
}

/** The first bytes, and the whole body once more from its beginning. */
async function readHead(body: Readable): Promise<{ head: Uint8Array; rest: AsyncIterable<Uint8Array> }> {
  const chunks = body[Symbol.asyncIterator]() as AsyncIterator<Uint8Array>;
  let head = new Uint8Array();
  while (head.length < HEAD_BYTES) {
    const next = await chunks.next();
    if (next.done === true) break;
    head = Buffer.concat([head, next.value]);
  }
  const rest = async function* (): AsyncGenerator<Uint8Array> {
    yield head;
    yield* { [Symbol.asyncIterator]: () => chunks };
  };
  return { head, rest: rest() };
}

function conditions({ etag, lastModified }: { readonly etag?: string; readonly lastModified?: string }): Record<string, string> {
  return { ...(etag !== undefined && { 'if-none-match': etag }), ...(lastModified !== undefined && { 'if-modified-since': lastModified }) };
}

/** Hot-link protection answers with any refusal, or with a page that says why; 410 and 429 mean what they say. */
function mayWantReferer({ code, http }: Failure): boolean {
  return code === NOT_A_PICTURE || (http !== undefined && http >= 400 && http < 500 && http !== 410 && http !== 429);
}

const NOT_A_PICTURE = 'not-a-picture';

function notAPicture(picture: string): Failure {
  return { code: NOT_A_PICTURE, message: `What ${hostIn(picture)} sends is no picture that is relayed (png, jpeg, gif, webp, avif); open its address in a browser to see what it is.` };
}

function tooLarge(picture: string, limit: number): Failure {
  return { code: 'too-large', message: `The picture of ${hostIn(picture)} is larger than ${limit} bytes; raise limits.picture if that is expected.` };
}

function hostIn(picture: string): string {
  return URL.canParse(picture) ? new URL(picture).host.slice(0, 100) : 'its host';
}
