import { expect, it } from 'vitest';
import { workFolder } from '../program/program.js';
import { killing } from './killing.js';

const folder = await workFolder();
const ROUNDS = Number(process.env['ROUNDS'] ?? 12);

it(`lose and double nothing over ${ROUNDS} kills`, async () => {
  const killed = await killing(folder, ROUNDS);
  console.log(killed);
  expect(killed).toMatchObject({ lost: 0, doubled: 0, overlaps: 0 });
  expect(killed.takeover).toBeLessThan(30_000);
}, 3_600_000);
