import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compare, type Run } from '../../src/serve/pages/comparison.js';
import { excerpts, limited } from '../../src/serve/pages/excerpts.js';

/** Changed runs in brackets. */
function told(runs: readonly Run[]): string {
  return runs.map(({ text, changed }) => (changed && text !== '' ? `[${text}]` : text)).join('');
}

describe('what changed between two texts', () => {
  test.each([
    ['nothing', '<p>one</p>', '<p>one</p>', '<p>one</p>', '<p>one</p>'],
    ['an element that went', '<p>one</p><b>AD</b><p>two</p>', '<p>one</p><p>two</p>', '<p>one</p>[<b>AD</b>]<p>two</p>', '<p>one</p><p>two</p>'],
    ['a part of an address', '<img src="//a.example/b.jpg" alt="sea">', '<img src="https://a.example/b.jpg" alt="sea">', '<img src="//a.example/b.jpg" alt="sea">', '<img src="[https:]//a.example/b.jpg" alt="sea">'],
    ['a word', '<p>the grey sea</p>', '<p>the blue sea</p>', '<p>the [grey] sea</p>', '<p>the [blue] sea</p>'],
    ['a character of a script without spaces', '<p>海边发光很好</p>', '<p>海上发光很好</p>', '<p>海[边]发光很好</p>', '<p>海[上]发光很好</p>'],
    ['nearly everything: no confetti', 'one two three', 'four five two', '[one two three]', '[four five two]'],
    ['a start alone', '<!--1--><p>x</p>', '<p>x</p>', '[<!--1-->]<p>x</p>', '<p>x</p>'],
    ['all', '', '<p>x</p>', '', '[<p>x</p>]'],
  ])('%s', (_, before, after, left, right) => {
    const sides = compare(before, after);
    expect([told(sides.before), told(sides.after)]).toEqual([left, right]);
  });

  test('is both texts, whole, and what is not marked stands in both', () => {
    const text = fc.array(fc.constantFrom('<p>', '</p>', '<', '>', 'word ', '海', ' ', '\ud83d', '\ude00', '<img src="a">', '\n'), { maxLength: 30 }).map((parts) => parts.join(''));
    fc.assert(fc.property(text, text, (one, other) => {
      const { before, after } = compare(one, other);
      const join = (runs: readonly Run[], all: boolean): string => runs.filter(({ changed }) => all || !changed).map((run) => run.text).join('');
      expect([join(before, true), join(after, true)]).toEqual([one, other]);
      expect(join(before, false)).toBe(join(after, false));
    }));
  });

  test('of long texts that have nothing in common is told without a search of minutes', () => {
    const [one, other] = ['a', 'b'].map((tag) => Array.from({ length: 20_000 }, (_, n) => `<${tag}>${tag}${n}`).join(''));
    const began = performance.now();
    expect(compare(one ?? '', other ?? '').after).toEqual([{ text: other, changed: true }]);
    expect(performance.now() - began).toBeLessThan(5_000);
  });
});

describe('an excerpt', () => {
  const shown = (before: string, after: string): readonly string[] => {
    const sides = compare(before, after);
    return [told(excerpts(sides.before)), told(excerpts(sides.after))];
  };
  const [a, b] = ['a'.repeat(100), 'b'.repeat(100)];
  test.each([
    ['a short text whole', '<p>one</p><i>', '<p>one</p>', '<p>one</p>[<i>]', '<p>one</p>'],
    ['a little before and after a change', `${a}<hr>${b}`, `${a}${b}`.replace('ab', 'a<br>b'), `…${'a'.repeat(60)}[<hr>]${'b'.repeat(60)}…`, `…${'a'.repeat(60)}[<br>]${'b'.repeat(60)}…`],
    ['what lies between two changes shortened', `<hr>${a}${b}<hr>`, `${a}${b}`, `[<hr>]${'a'.repeat(60)}…${'b'.repeat(60)}[<hr>]`, `${'a'.repeat(60)}…${'b'.repeat(60)}`],
  ])('shows %s', (_, before, after, left, right) => expect(shown(before, after)).toEqual([left, right]));

  test('is never longer than it can be read', () => {
    fc.assert(fc.property(fc.string(), fc.string(), (one, other) => {
      const sides = compare(one.repeat(500), other.repeat(500));
      for (const runs of [excerpts(sides.before), excerpts(sides.after)]) expect(told(runs).length).toBeLessThan(25_000);
    }), { numRuns: 30 });
  });

  test('of a limit ends with a mark', () => {
    expect(told(limited([{ text: 'abc', changed: false }, { text: 'def', changed: true }], 4))).toBe('abc[d…]');
  });
});
