import { createGzip, gzipSync, brotliCompressSync, deflateRawSync, deflateSync } from 'node:zlib';
import { answer, redirect, type Route } from './upstream.js';

/** Every way we know in which a server misbehaves, each a {@link Route} or a maker of one. */
export const hostile = {
  /** Takes the request and never says a word. */
  silent: (): Route => () => undefined,

  /** Sends the head at once and then a byte every `ms`, for ever. */
  trickle: (ms = 20, byte = ' '): Route => (_request, response) => {
    response.writeHead(200, { 'content-type': 'application/xml' });
    const timer = setInterval(() => response.write(byte), ms);
    response.once('close', () => clearInterval(timer));
  },

  /** Sends header lines one by one and never ends the head. */
  slowHeaders: (ms = 20): Route => ({ socket }) => {
    socket.write('HTTP/1.1 200 OK\r\n');
    let line = 0;
    const timer = setInterval(() => socket.write(`x-${line++}: y\r\n`), ms);
    socket.once('close', () => clearInterval(timer));
  },

  /** As fast as it is read, without an end. */
  endless: (): Route => (_request, response) => {
    const chunk = Buffer.alloc(64 * 1024, 'a');
    const more = (): void => {
      while (!response.destroyed && response.write(chunk));
    };
    response.on('drain', more);
    more();
  },

  /** Promises more bytes than it sends. */
  lengthTooLong: (body = '<rss/>'): Route => ({ socket }) => {
    socket.end(`HTTP/1.1 200 OK\r\ncontent-length: ${body.length + 1000}\r\n\r\n${body}`);
  },

  /** Sends more bytes than it promised. */
  lengthTooShort: (body = '<rss/>', promised = 3): Route => ({ socket }) => {
    socket.end(`HTTP/1.1 200 OK\r\ncontent-length: ${promised}\r\n\r\n${body}`);
  },

  /** Resets the connection before the answer. */
  reset: (): Route => ({ socket }) => void socket.resetAndDestroy(),

  /** Resets the connection in the middle of the body. */
  resetMidway: (): Route => ({ socket }, response) => {
    response.writeHead(200, { 'content-type': 'application/xml' });
    response.write('<rss><channel>', () => setImmediate(() => socket.resetAndDestroy()));
  },

  /** A chunked body that stops without its last chunk. */
  cutOff: (): Route => ({ socket }) => {
    socket.end('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\n<rss>\r\n');
  },

  /** Bytes that are no HTTP. */
  garbage: (): Route => ({ socket }) => void socket.end('\u0000\u0001SSH-2.0-nonsense\r\n\r\n'),

  /** A head of many kilobytes. */
  hugeHeaders: (bytes = 200_000): Route => ({ socket }) => {
    socket.on('error', () => undefined);
    socket.write(`HTTP/1.1 200 OK\r\nx-long: ${'a'.repeat(bytes)}\r\n\r\n`);
  },

  /** A few kilobytes that decompress to `size` bytes, without ever holding them. */
  gzipBomb: (size = 1_000_000_000): Route => (_request, response) => {
    response.writeHead(200, { 'content-encoding': 'gzip', 'content-type': 'application/xml' });
    const gzip = createGzip({ level: 9 });
    gzip.pipe(response);
    const zeros = Buffer.alloc(1 << 20);
    let left = size;
    const more = (): void => {
      while (left > 0 && !response.destroyed) {
        left -= zeros.length;
        if (!gzip.write(zeros)) return void gzip.once('drain', more);
      }
      gzip.end();
    };
    response.once('close', () => gzip.destroy());
    more();
  },

  /** Compressed so many times over. */
  gzipLayers: (body: string, layers: number): Route => {
    let bytes: Uint8Array = Buffer.from(body);
    for (let layer = 0; layer < layers; layer++) bytes = gzipSync(bytes);
    return answer({ headers: { 'content-encoding': Array<string>(layers).fill('gzip').join(', ') }, body: bytes });
  },

  /** Compressed as it says, and as it should not be: "deflate" without zlib's frame. */
  encoded: (body: string, coding: 'gzip' | 'br' | 'deflate' | 'raw deflate'): Route =>
    answer({ headers: { 'content-encoding': coding.replace('raw ', '') }, body: COMPRESS[coding](body) }),

  /** A coding is claimed and the body is something else. */
  falselyEncoded: (body: string | Uint8Array, coding: string): Route => answer({ headers: { 'content-encoding': coding }, body }),

  /** A compressed body that lacks its end. */
  gzipCutOff: (body: string): Route => {
    const bytes = gzipSync(body);
    return answer({ headers: { 'content-encoding': 'gzip' }, body: bytes.subarray(0, bytes.length >> 1) });
  },

  /** To itself. */
  redirectLoop: (path: string): Route => redirect(path),

  /** Always one further: `/n` leads to `/n+1`. */
  redirectChain: (status = 302): Route => (request, response) => {
    const at = Number(/\d+$/.exec(request.url ?? '')?.[0] ?? 0);
    redirect(`/${at + 1}`, status)(request, response);
  },

  /** Says it was changed with a page for people in place of the feed. */
  html: (): Route => answer({ headers: { 'content-type': 'text/html' }, body: '<!doctype html><title>Please log in</title><p>Hello.' }),

  empty: (): Route => answer({ headers: { 'content-type': 'application/rss+xml' } }),

  tooManyRequests: (retryAfter: string): Route => answer({ status: 429, headers: { 'retry-after': retryAfter } }),

  gone: (): Route => answer({ status: 410 }),

  /** 304 whatever it is asked. */
  neverModified: (): Route => (_request, response) => void response.writeHead(304).end(),
} as const;

const COMPRESS = {
  gzip: gzipSync,
  br: brotliCompressSync,
  deflate: deflateSync,
  'raw deflate': deflateRawSync,
} satisfies Record<string, (body: string) => Uint8Array>;
