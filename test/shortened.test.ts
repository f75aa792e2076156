import { describe, expect, it } from 'vitest';
import { shortened } from '../src/shortened.js';

describe('a text that is cut', () => {
  it.each([
    ['stays where it is short', 'as it is', 8, 'as it is'],
    ['ends between words', 'one two three', 10, 'one two…'],
    ['ends between words where a word ends just there', 'one two three', 8, 'one two…'],
    ['shows no half of a token, which may be a secret', 'Invalid token: QWERTYUIOP1234567890abcdefghij', 40, 'Invalid token:…'],
    ['shows nothing where it is one token', 'QWERTYUIOP1234567890', 10, '…'],
    ['ends between characters where there are no spaces', '一二三四五六', 4, '一二三…'],
    ['breaks no character apart', '一二\u{1f600}五六', 4, '一二…'],
    ['breaks a word that is longer than any token', 'x'.repeat(9_000), 5_000, `${'x'.repeat(2_999)}…`],
  ])('%s', (_what, text, length, cut) => expect(shortened(text, length)).toBe(cut));
});
