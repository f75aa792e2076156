import { expect, test } from 'vitest';
import { workFolder } from '../program/program.js';
import { soak } from './soak.js';

const folder = await workFolder();

test('200 kills', { timeout: 60 * 60_000 }, async () => {
  const started = Date.now();
  const figures = await soak(folder, 200, started % 100_000);
  console.log({ ...figures, seed: started % 100_000, seconds: Math.round((Date.now() - started) / 1000) });
  expect(figures).toMatchObject({ kills: 200, lost: 0, unseen: 0, doubled: 0, outdated: 0, idsChanged: 0, pagesChanged: 0 });
});
