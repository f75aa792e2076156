import { afterEach, describe, expect, it, vi } from 'vitest';
import { borrowedTurns, createTurns, lendTurns, type Turns } from '../../src/fetch/index.js';

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

function shared(limit: number): { readonly own: Turns; readonly lent: Turns; readonly close: () => void } {
  const own = createTurns(limit);
  const port = lendTurns(own);
  const close = (): void => port.close();
  closing.push(close);
  return { own, lent: borrowedTurns(port), close };
}

/** Whether it came to pass; what has not after a while never does, for nothing else goes on. */
async function comes(promise: Promise<unknown>): Promise<boolean> {
  return Promise.race([promise.then(() => true), new Promise<boolean>((resolve) => setTimeout(resolve, 50, false))]);
}

describe('turns at a host, shared by two threads', () => {
  it('are counted together, whoever holds them', async () => {
    const { own, lent } = shared(2);
    const mine = await own.take('site.example');
    await lent.take('site.example');
    const third = lent.take('site.example');
    expect(await comes(third)).toBe(false);
    const fourth = own.take('site.example');
    mine();
    expect(await comes(third)).toBe(true);
    expect(await comes(fourth)).toBe(false);
    (await third)();
    expect(await comes(fourth)).toBe(true);
  });

  it('at one host leave the others free', async () => {
    const { lent } = shared(1);
    await lent.take('one.example');
    expect(await comes(lent.take('other.example'))).toBe(true);
  });

  it('given back twice count once', async () => {
    const { own, lent } = shared(1);
    const release = await lent.take('site.example');
    release();
    release();
    await own.take('site.example');
    expect(await comes(own.take('site.example'))).toBe(false);
  });

  it('that nobody waits for any more are passed on', async () => {
    const { own, lent } = shared(1);
    const release = await own.take('site.example');
    const impatient = new AbortController();
    const given = lent.take('site.example', impatient.signal);
    const next = lent.take('site.example');
    impatient.abort(new Error('too long'));
    await expect(given).rejects.toThrow('too long');
    release();
    expect(await comes(next)).toBe(true);
  });

  it('are not asked for by who has given up already', async () => {
    const { lent } = shared(1);
    await expect(async () => lent.take('site.example', AbortSignal.abort(new Error('gone')))).rejects.toThrow('gone');
    expect(await comes(lent.take('site.example'))).toBe(true);
  });

  it('come back from a thread that is gone', async () => {
    const { own, lent, close } = shared(1);
    await lent.take('site.example');
    void lent.take('site.example');
    close();
    await vi.waitFor(async () => expect(await comes(own.take('site.example'))).toBe(true));
  });
});
