import { pipeline, type Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate, createInflateRaw } from 'node:zlib';
import type { Failure } from '../model.js';
import { badEncoding, tooLarge } from './failures.js';
import { shortened } from '../shortened.js';
import { FetchError } from './request.js';

/** More codings on top of each other than this are an attack, not a server. */
const MOST_CODINGS = 3;
/** As many first bytes as tell a compressed body from a plain one that is only said to be compressed. */
const EVIDENCE = 16;
/** Codings (RFC 9110 §8.4.1) that exist and that we did not ask for; any other word there is a mistake (`utf-8` is common). */
const UNSUPPORTED = new Set(['zstd', 'compress', 'x-compress', 'dcb', 'dcz']);

type Bytes = AsyncIterable<Uint8Array>;

/**
 * Undoes a Content-Encoding while the body streams, every stage bounded by `limit` bytes so that a bomb costs no more
 * than an honest body of that size. A body that is plain in spite of its header is passed on as it is.
 * @throws FetchError `too-large`, `bad-encoding`; zlib's own errors for a broken stream
 */
export function decompressed(body: Bytes, contentEncoding: string | undefined, limit: number, host: string): Bytes {
  const codings = codingsOf(contentEncoding);
  if (codings.length > MOST_CODINGS) throw new FetchError(badEncoding(host, shortened(codings.join(', '), 60)));
  const full = tooLarge(host, limit);
  return codings.reduceRight<Bytes>((stage, coding) => {
    if (UNSUPPORTED.has(coding)) throw new FetchError(badEncoding(host, coding));
    return bounded(undo(coding, stage), limit, full);
  }, bounded(body, limit, full));
}

function codingsOf(header = ''): string[] {
  return header
    .toLowerCase()
    .split(',')
    .map((coding) => coding.trim())
    .filter((coding) => coding !== '' && coding !== 'identity');
}

async function* bounded(stage: Bytes, limit: number, full: Failure): Bytes {
  let size = 0;
  for await (const chunk of stage) {
    size += chunk.length;
    if (size > limit) throw new FetchError(full);
    yield chunk;
  }
}

async function* undo(coding: string, stage: Bytes): Bytes {
  const chunks = stage[Symbol.asyncIterator]();
  let head = new Uint8Array();
  while (head.length < EVIDENCE) {
    const next = await chunks.next();
    if (next.done === true) break;
    head = Buffer.concat([head, next.value]);
  }
  const whole = async function* (): Bytes {
    yield head;
    yield* { [Symbol.asyncIterator]: () => chunks };
  };
  const decoder = decoderFor(coding, head);
  // The callback only keeps an error from being unhandled: it reaches the reader through the iteration.
  yield* decoder === undefined ? whole() : pipeline(whole, decoder, () => undefined);
}

/** The decoder that the first bytes call for; none where they are plain. */
function decoderFor(coding: string, head: Uint8Array): Transform | undefined {
  switch (coding) {
    case 'gzip': case 'x-gzip': return head[0] === 0x1f && head[1] === 0x8b ? createGunzip() : undefined;
    // "deflate" means zlib's format (RFC 9110 §8.4.1.2), but some servers send the bare one.
    case 'deflate': return hasZlibHeader(head) ? createInflate() : isText(head) ? undefined : createInflateRaw();
    case 'br': return isText(head) ? undefined : createBrotliDecompress();
    default: return undefined;
  }
}

/** RFC 1950 §2.2: method 8, and the two bytes a multiple of 31. */
function hasZlibHeader([first = 0, second = 0]: Uint8Array): boolean {
  return (first & 0x0f) === 8 && ((first << 8) | second) % 31 === 0;
}

/**
 * Whether a body begins with printable ASCII, a UTF-8 byte order mark aside: every feed does, and hardly a compressed
 * stream. A shorter one proves nothing (an empty brotli stream is a `;`); an empty one is nothing to be undone.
 */
function isText(head: Uint8Array): boolean {
  if (head.length === 0) return true;
  const start = head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf ? 3 : 0;
  return head.length >= EVIDENCE && head.subarray(start, EVIDENCE).every(isPrintable);
}

function isPrintable(byte: number): boolean {
  return (byte >= 0x20 && byte < 0x7f) || (byte >= 0x09 && byte <= 0x0d);
}
