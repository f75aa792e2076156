import fc from 'fast-check';
import { expect, it } from 'vitest';
import { endOfPrefix } from '../../src/store/key-range.js';

it.each([
  ['entry/', 'entry0'],
  ['a\u{10ffff}', 'b'],
  ['\ud7ff', '\ue000'],
  ['', undefined],
  ['\u{10ffff}', undefined],
])('after all that begins with %j comes %j', (prefix, end) => {
  expect(endOfPrefix(prefix)).toBe(end);
});

it('bounds exactly the strings with the prefix', () => {
  const character = fc.oneof(fc.constantFrom('/', '0', '\ud7ff', '\ue000', '\uffff', '\u{10ffff}'), fc.string({ minLength: 1, maxLength: 1 }));
  const text = fc.string({ unit: character, maxLength: 4 });
  const bytes = (value: string): Buffer => Buffer.from(value);
  fc.assert(
    fc.property(text, text, (prefix, other) => {
      const end = endOfPrefix(prefix);
      const within = (value: string): boolean => Buffer.compare(bytes(value), bytes(prefix)) >= 0 && (end === undefined || Buffer.compare(bytes(value), bytes(end)) < 0);
      expect(within(prefix + other)).toBe(true);
      expect(within(other)).toBe(other.startsWith(prefix));
    }),
  );
});
