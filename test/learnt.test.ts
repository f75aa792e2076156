import { describe, expect, it } from 'vitest';
import { learnt } from '../src/learnt.js';

/** Counts how often its work is done. */
function counted(): { readonly lengthOf: (text: string) => number | undefined; readonly done: () => number } {
  let done = 0;
  const lengthOf = learnt((text) => {
    done += 1;
    return text === '' ? undefined : text.length;
  });
  return { lengthOf, done: () => done };
}

describe('what is learnt of a text', () => {
  it('is worked out once, also where it is nothing', () => {
    const { lengthOf, done } = counted();
    expect([lengthOf('ab'), lengthOf('ab'), lengthOf(''), lengthOf('')]).toEqual([2, 2, undefined, undefined]);
    expect(done()).toBe(2);
  });

  it('is let go when very many others were asked for, and then learnt again', () => {
    const { lengthOf, done } = counted();
    lengthOf('first');
    for (let n = 0; n < 500; n += 1) lengthOf(`text ${n}`);
    expect(done()).toBe(501);
    expect(lengthOf('first')).toBe(5);
    expect(done()).toBe(502);
  });

  it('is not kept of long texts', () => {
    const { lengthOf, done } = counted();
    const text = 'x'.repeat(501);
    expect([lengthOf(text), lengthOf(text)]).toEqual([501, 501]);
    expect(done()).toBe(2);
  });
});
