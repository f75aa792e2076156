import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { digest } from '../src/digest.js';

const whole = (text: string): string => createHash('sha256').update(text).digest('base64url').slice(0, 22);

test.each([
  ['short', 'a word'],
  ['nothing', ''],
  ['long', 'word '.repeat(100_000)],
  ['beyond the basic plane, with a character across every border', `x${'😀'.repeat(100_000)}`],
  ['the same from an even place', '😀'.repeat(100_000)],
  ['halves of characters alone', `${'\ud800'.repeat(70_000)}${'\udc00'.repeat(70_000)}`],
  ['a half before an ordinary character at every border', '\ud83d.'.repeat(50_000)],
])('a text has the name of all its bytes: %s', (_, text) => {
  expect(digest(text)).toBe(whole(text));
  expect(digest(Buffer.from(text))).toBe(whole(text));
});
