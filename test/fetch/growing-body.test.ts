import { expect, test } from 'vitest';
import { growingBody } from '../../src/fetch/growing-body.js';

const MB = 1024 * 1024;

test.each([
  ['nothing', [], 0],
  ['one small chunk', [10], 10],
  ['small chunks', [10, 20, 0, 30], 60],
  ['chunks that come to more than is kept as it comes', [300_000, 200_000, 24_288, 1, 65_536], 589_825],
  ['one large chunk', [3 * MB], 3 * MB],
  ['a body of as much as it may have', Array.from({ length: 80 }, () => 65_536), 5 * MB],
])('gives back what was added: %s', (_, sizes, expected) => {
  const body = growingBody(5 * MB);
  const chunks = sizes.map((size, at) => Buffer.alloc(size, at + 1));
  for (const chunk of chunks) body.add(chunk);
  expect(body.size()).toBe(expected);
  expect(Buffer.compare(body.whole(), Buffer.concat(chunks))).toBe(0);
});

test('a large body stands in memory once while it comes', () => {
  const before = process.memoryUsage().arrayBuffers;
  const body = growingBody(20 * MB);
  const chunk = Buffer.alloc(65_536, 'x');
  for (let at = 0; at < 300; at += 1) body.add(chunk);
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(22 * MB);
  expect(body.whole().byteLength).toBe(300 * 65_536);
});
