import { setImmediate as turn } from 'node:timers/promises';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { inOrder } from '../../src/commands/preview/in-order.js';

test('results come in the order of the items, however long each takes, and no more are under way than may be', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(6)), fc.integer({ min: 1, max: 5 }), async (turns, atOnce) => {
      let underWay = 0;
      let most = 0;
      const work = async (turnsToTake: number): Promise<number> => {
        most = Math.max(most, ++underWay);
        for (let n = 0; n < turnsToTake; n += 1) await turn();
        underWay -= 1;
        return turnsToTake;
      };
      const results: number[] = [];
      for await (const result of inOrder(turns, atOnce, work)) results.push(result);
      expect(results).toEqual(turns);
      expect(most).toBeLessThanOrEqual(atOnce);
    }),
    { numRuns: 50 },
  );
});

test('nothing is begun that nobody has asked for yet', async () => {
  const begun: number[] = [];
  const results = inOrder([1, 2, 3, 4, 5, 6], 2, (n) => {
    begun.push(n);
    return Promise.resolve(n);
  });
  await results.next();
  expect(begun).toEqual([1, 2]);
});
