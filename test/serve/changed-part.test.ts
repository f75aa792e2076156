import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { changedPart } from '../../src/serve/pages/changed-part.js';

describe('what changed between two texts', () => {
  test.each([
    ['a short one whole', 'one two', 'one three', 'one two', 'one three'],
    ['what was taken out', `${'a'.repeat(100)}AD${'b'.repeat(100)}`, `${'a'.repeat(100)}${'b'.repeat(100)}`, `…${'a'.repeat(60)}AD${'b'.repeat(60)}…`, `…${'a'.repeat(60)}${'b'.repeat(60)}…`],
    ['a repetition that was taken out', 'xx', 'x', 'xx', 'x'],
  ])('is %s', (_, before, after, left, right) => expect(changedPart(before, after)).toEqual({ before: left, after: right }));

  test('is never shown longer than it can be read', () => {
    fc.assert(fc.property(fc.string(), fc.string(), (one, other) => {
      const { before, after } = changedPart(one.repeat(500), other.repeat(500));
      expect(Math.max(before.length, after.length)).toBeLessThan(20_100);
    }));
  });
});
