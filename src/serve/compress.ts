import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Encoding } from './quality.js';

const brotliBytes = promisify(brotliCompress);
const gzipBytes = promisify(gzip);

/** Bytes below which compressing saves no packet. */
const worthwhile = 1_024;

/** Whether a body is sent compressed to those who accept it; known without compressing it, and so is its ETag. */
export function isCompressible(contentType: string, size: number): boolean {
  return size >= worthwhile && /^(text\/|application\/([\w.]+\+)?(xml|json)|application\/javascript|image\/svg)/.test(contentType);
}

/** Compresses off the event loop. Qualities: what a feed of some hundred kilobytes takes in about ten milliseconds. */
export function compress(body: Uint8Array, encoding: Exclude<Encoding, 'identity'>): Promise<Uint8Array> {
  if (encoding === 'gzip') return gzipBytes(body, { level: 6 });
  return brotliBytes(body, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: 5,
      [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
      [constants.BROTLI_PARAM_SIZE_HINT]: body.length,
    },
  });
}
