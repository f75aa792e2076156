import { expect, test } from 'vitest';
import { variantOf } from '../../src/serve/variant.js';
import { representation } from './shop.js';

test('requests that come while a body is compressed share the work, later ones its outcome', async () => {
  const one = representation();
  const [first, second] = [variantOf(one, 'br').full(), variantOf(one, 'br').full()];
  expect(first).toBeInstanceOf(Promise);
  expect(second).toBe(first);
  const answer = await first;
  expect(variantOf(one, 'br').full()).toBe(answer);
});

test('a 304 is told without compressing anything', () => {
  const variant = variantOf(representation(), 'br');
  expect(variant.notModified.headers).toContain(variant.etag);
});

test('no two codings of a document bear one tag, nor two documents', () => {
  const [one, other] = [representation(), representation({ etag: 'v2' })];
  const tags = [one, other].flatMap((document) => (['br', 'gzip', 'identity'] as const).map((coding) => variantOf(document, coding).etag));
  expect(new Set(tags).size).toBe(6);
});
