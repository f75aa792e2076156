import { expect, it } from 'vitest';
import { workFolder } from '../program/program.js';
import { outage } from './outage.js';

const folder = await workFolder();
const MINUTES = Number(process.env['MINUTES'] ?? 5);

it(`bear Redis away for ${MINUTES} minutes`, async () => {
  const { said: _, ...seen } = await outage(folder, MINUTES * 60_000);
  console.log(seen);
  expect(seen).toMatchObject({ refused: 0, different: 0, ready: 503, empty: 503, lost: 0, doubled: 0, overlaps: 0, resumed: true });
}, 3_600_000);
