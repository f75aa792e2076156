import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTurns, type Release } from '../../src/fetch/turns.js';

describe('turns at a host', () => {
  it('are given in the order they were asked for, so many at a time', async () => {
    const turns = createTurns(2);
    const order: number[] = [];
    const releases: Release[] = [];
    const all = [0, 1, 2, 3].map(async (visitor) => {
      releases[visitor] = await turns.take('feeds.example');
      order.push(visitor);
    });
    await Promise.all(all.slice(0, 2));
    expect(order).toEqual([0, 1]);
    releases[1]?.();
    await all[2];
    releases[0]?.();
    await all[3];
    expect(order).toEqual([0, 1, 2, 3]);
  });

  it('at one host do not hold up another', async () => {
    const turns = createTurns(1);
    await turns.take('one.example');
    await expect(turns.take('two.example')).resolves.toBeTypeOf('function');
  });

  it('may be left before they come, with the reason, and go to the next in line', async () => {
    const turns = createTurns(1);
    const release = await turns.take('feeds.example');
    const tired = new AbortController();
    const second = turns.take('feeds.example', tired.signal);
    const third = turns.take('feeds.example');
    tired.abort(new Error('tired'));
    await expect(second).rejects.toThrow('tired');
    release();
    await expect(third).resolves.toBeTypeOf('function');
    await expect(turns.take('feeds.example', AbortSignal.abort(new Error('late')))).rejects.toThrow('late');
  });

  it('end once, however often that is said', async () => {
    const turns = createTurns(1);
    const release = await turns.take('feeds.example');
    const second = turns.take('feeds.example');
    release();
    release();
    await second;
    let third = false;
    void turns.take('feeds.example').then(() => (third = true));
    await new Promise(setImmediate);
    expect(third).toBe(false);
  });

  it('are never more than the limit, and none is lost, whatever the order of coming and going', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.integer({ min: 1, max: 3 }), fc.array(fc.boolean(), { maxLength: 12 }), async (s, limit, patience) => {
        const turns = createTurns(limit);
        let held = 0;
        let served = 0;
        const visits = patience.map(async (patient) => {
          const leaving = new AbortController();
          if (!patient) void s.schedule(Promise.resolve()).then(() => leaving.abort(new Error('left')));
          try {
            const release = await turns.take('feeds.example', leaving.signal);
            expect(++held).toBeLessThanOrEqual(limit);
            await s.schedule(Promise.resolve());
            held--;
            served++;
            release();
          } catch (error) {
            expect(error).toHaveProperty('message', 'left');
          }
        });
        await s.waitFor(Promise.all(visits));
        expect(served).toBeGreaterThanOrEqual(patience.filter((patient) => patient).length);
        expect(held).toBe(0);
      }),
    );
  });
});
