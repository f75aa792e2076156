import type { IncomingMessage } from 'node:http';

/** Bytes of a form; ours have two or three short fields. */
const largest = 8_192;

/**
 * The fields of a request's urlencoded body (WHATWG URL §5); none where it has no body. The status to refuse with where
 * the body is too large (413) or something else (415); a client that goes away in the middle rejects.
 */
export async function readForm(request: IncomingMessage): Promise<URLSearchParams | 413 | 415> {
  const { 'content-type': type, 'content-length': length = '0' } = request.headers;
  if (Number(length) > largest) return 413;
  const chunks: Buffer[] = [];
  let size = 0;
  // Left unfinished the request would be destroyed, and with it the chance to say why.
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > largest) return 413;
    chunks.push(chunk);
  }
  if (size > 0 && !/^application\/x-www-form-urlencoded(?=$|\s*;)/i.test(type ?? '')) return 415;
  return new URLSearchParams(Buffer.concat(chunks).toString('utf8'));
}
