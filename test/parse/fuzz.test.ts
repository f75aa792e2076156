import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Item } from '../../src/model.js';
import { parseFeed } from '../../src/parse/index.js';
import { URL_OF_FEED } from './cases/shape.js';
import { wholeFeeds } from './feeds.js';
import { LIMITS } from './read.js';

/** Bytes that mean something to some layer. */
const TOKENS = ['<', '>', '</', '/>', '<![CDATA[', ']]>', '<!--', '-->', '&', '&#', '&amp;', ';', '"', "'", '=', '<item>', '</item>', '<entry>', '<div>', '</rss>', '<?xml ', '?>', '<!DOCTYPE ', '[', ']', '{', '}', ',', '\\', '\0', '\u0092', '\ufeff', '雨', '---\n', ' xmlns:a="b"', ' xml:base="x"', '](', ')', '------', '\r\n'];

type Mutation = { readonly at: number; readonly kind: 'cut' | 'drop' | 'insert' | 'byte' | 'double'; readonly token: string; readonly size: number };

const mutation: fc.Arbitrary<Mutation> = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  kind: fc.constantFrom('cut', 'drop', 'insert', 'byte', 'double'),
  token: fc.constantFrom(...TOKENS),
  size: fc.integer({ min: 1, max: 400 }),
});

function mutate(bytes: Buffer, { at, kind, token, size }: Mutation): Buffer {
  const place = Math.floor(at * bytes.length);
  const before = bytes.subarray(0, place);
  switch (kind) {
    case 'cut':
      return before;
    case 'drop':
      return Buffer.concat([before, bytes.subarray(place + size)]);
    case 'insert':
      return Buffer.concat([before, Buffer.from(token), bytes.subarray(place)]);
    case 'byte':
      return Buffer.concat([before, Buffer.from([size % 256]), bytes.subarray(place + 1)]);
    case 'double':
      return Buffer.concat([before, bytes.subarray(place, place + size), bytes.subarray(place)]);
  }
}

/** What every item must be, whatever it came from: the model's promises. */
function check(item: Item): void {
  for (const address of [item.link, item.image, item.base, ...item.enclosures.map(({ url }) => url)]) if (address !== undefined) expect(URL.canParse(address)).toBe(true);
  for (const line of [item.title, item.guid]) if (line !== undefined) expect(line).not.toMatch(/^\s|\s$/);
  expect(item.title ?? '').not.toMatch(/[\r\n]/);
  expect(item.content ?? 'a').not.toBe('');
  for (const at of [item.published?.at, item.updated?.at, item.stamp]) if (at !== undefined) expect(Number.isSafeInteger(at)).toBe(true);
}

describe.each(wholeFeeds)('%s, mutilated', (_, document) => {
  it('is read or refused, and never escapes', async () => {
    const whole = Buffer.from(document);
    await fc.assert(
      fc.asyncProperty(fc.array(mutation, { minLength: 1, maxLength: 6 }), async (mutations) => {
        const before = process.cpuUsage();
        const result = await parseFeed(mutations.reduce(mutate, whole), { url: URL_OF_FEED, timezone: 'Asia/Shanghai', limits: LIMITS });
        expect(process.cpuUsage(before).user / 1_000).toBeLessThan(2_000);
        if (result.ok) result.value.items.forEach(check);
        else expect(result.failure.message).toMatch(/\.$/);
      }),
      { numRuns: 250, seed: 20_241_129 },
    );
  });
});

describe('noise', () => {
  it('is refused', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.uint8Array({ maxLength: 300 }), fc.array(fc.constantFrom(...TOKENS), { maxLength: 40 }).map((tokens) => Buffer.from(tokens.join('')))), async (bytes) => {
        const result = await parseFeed(bytes, { url: URL_OF_FEED, timezone: 'UTC', contentType: 'text/xml; charset=gbk', limits: LIMITS });
        if (result.ok) result.value.items.forEach(check);
        else expect(result.failure.message).toMatch(/\.$/);
      }),
      { numRuns: 1_500, seed: 20_241_129 },
    );
  });
});
