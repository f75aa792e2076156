import { expect, test } from 'vitest';
import { workFolder } from '../program/program.js';
import { besiegers } from './besiegers.js';
import { besiege } from './siege.js';

const folder = await workFolder();

/** Those that cost little to play, for this test runs beside many others; `npm run test:hostile` has them all. */
const CHEAP = ['silent', 'trickle', 'slow-headers', 'length-too-long', 'reset', 'reset-midway', 'garbage', 'huge-headers', 'gzip-layers', 'redirect-loop', 'redirect-private', 'page', 'empty', 'binary', 'deep-json', 'not-found', 'busy', 'gone'];

test('among sources that mean harm a good one stays fresh, and each of the others is explained in a sentence', { timeout: 120_000 }, async () => {
  const { told, ...figures } = await besiege(folder, { lasting: 10_000, article: 500, press: 3_000, timeout: '2s', only: CHEAP });
  for (const besieger of besiegers().filter(({ id }) => CHEAP.includes(id))) expect.soft(told.get(besieger.id), besieger.id).toMatch(besieger.told ?? /./);
  expect(figures.articles).toBeGreaterThan(2);
  expect(figures.peak).toBeLessThan(300);
});
