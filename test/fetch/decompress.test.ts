import { brotliCompressSync, constants, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decompressed } from '../../src/fetch/decompress.js';

const LIMIT = 10_000;

const CODINGS: readonly [string, (body: Uint8Array) => Uint8Array][] = [
  ['gzip', gzipSync],
  ['deflate', deflateSync],
  ['deflate', deflateRawSync],
  ['br', brotliCompressSync],
  ['br', (body) => brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 1, [constants.BROTLI_PARAM_LGWIN]: 10 } })],
];

async function* pieces(body: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < body.length; at += size) yield await Promise.resolve(body.subarray(at, at + size));
}

async function read(body: Uint8Array, coding: string, size = 1024): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of decompressed(pieces(body, size), coding, LIMIT, 'feeds.example')) parts.push(part);
  return Buffer.concat(parts);
}

/** Bytes of every kind, and texts such as feeds are made of. */
const body = fc.oneof(fc.uint8Array({ maxLength: 400 }), fc.string({ maxLength: 400 }).map((text) => new TextEncoder().encode(text)));

describe('what was compressed comes back, in whatever pieces it arrives', () => {
  it.each(CODINGS)('%s', async (coding, compress) => {
    await fc.assert(
      fc.asyncProperty(body, fc.integer({ min: 1, max: 64 }), async (bytes, size) => {
        expect(await read(compress(bytes), coding, size)).toEqual(Buffer.from(bytes));
      }),
      { numRuns: 200 },
    );
  });

  it('through two layers', async () => {
    const bytes = Buffer.from('<rss/>');
    expect(await read(brotliCompressSync(gzipSync(bytes)), 'gzip, br')).toEqual(bytes);
  });
});

describe('a body at the limit', () => {
  it.each(CODINGS)('passes, and a byte more does not: %s', async (coding, compress) => {
    expect(await read(compress(Buffer.alloc(LIMIT)), coding)).toHaveLength(LIMIT);
    await expect(read(compress(Buffer.alloc(LIMIT + 1)), coding)).rejects.toMatchObject({ failure: { code: 'too-large' } });
  });

  it('is measured at every layer, so that none can be stuffed with what the next swallows', async () => {
    const nothings = Buffer.concat(Array<Buffer>(1000).fill(gzipSync('')));
    expect(nothings.length).toBeGreaterThan(LIMIT);
    await expect(read(gzipSync(nothings), 'gzip, gzip')).rejects.toMatchObject({ failure: { code: 'too-large' } });
  });
});
