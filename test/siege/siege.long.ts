import { expect, test } from 'vitest';
import { workFolder } from '../program/program.js';
import { besiegers } from './besiegers.js';
import { besiege } from './siege.js';

const folder = await workFolder();

test('ten minutes of siege by all of them at once', async () => {
  const { told, ...figures } = await besiege(folder, { lasting: 600_000, article: 5_000, press: 20_000, timeout: '30s' });
  console.log(figures);
  for (const { id, told: sentence } of besiegers()) if (sentence !== undefined) expect.soft(told.get(id), id).toMatch(sentence);
  expect.soft(figures.latest).toBeLessThan(5_000);
  expect.soft(figures.slowest.ms).toBeLessThan(200);
  expect.soft(figures.peak).toBeLessThan(300);
});
