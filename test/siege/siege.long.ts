import { expect, test } from 'vitest';
import { workFolder } from '../program/program.js';
import { besiegers } from './besiegers.js';
import { serviceEnvironment } from './service.js';
import { besiege } from './siege.js';

const folder = await workFolder();

/** Ten minutes; another length for a first look. */
const lasting = Number(process.env['SIEGE_SECONDS'] ?? 600) * 1000;

test('a siege by all of them at once, of a daemon as the systemd unit runs it', { timeout: lasting + 300_000 }, async () => {
  const { told, ...figures } = await besiege(folder, { lasting, article: 5_000, press: 20_000, timeout: '30s', environment: await serviceEnvironment() });
  console.log(figures);
  for (const { id, told: sentence } of besiegers()) if (sentence !== undefined) expect.soft(told.get(id), id).toMatch(sentence);
  expect.soft(figures.latest).toBeLessThan(5_000);
  expect.soft(figures.slowest.ms).toBeLessThan(200);
  expect.soft(figures.peak).toBeLessThan(300);
});
