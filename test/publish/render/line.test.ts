import { expect, test } from 'vitest';
import { headline } from '../../../src/publish/render/parts.js';
import { line } from '../../../src/publish/render/text.js';

test.each([
  ['a zero-width space', '\u200b'],
  ['blanks of every width', '\u00a0\u2003 \u3000\t\n'],
  ['marks of direction and joiners', '\u200e\u202a\u2066\u2060\u200d\ufeff'],
  ['a soft hyphen', '\u00ad'],
  ['fillers that show nothing', '\u3164\u115f\u2800'],
  ['a variation selector', '\ufe0f'],
])('a line of %s is none, and so is a title', (_, text) => {
  expect(line(text)).toBe('');
  expect(headline({ title: text, content: '<p>How it begins.</p>', published: 0 })).toBe('How it begins.');
});

test.each(['标题', '👩‍👩‍👧', 'x\u200by', '-', '…', '\ue000', '１'])('a line of which something is seen stays: %s', (text) => {
  expect(line(text)).toBe(text);
});
