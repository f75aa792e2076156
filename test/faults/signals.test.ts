/** A stop in the middle of polls and of answers: it ends in time with 0, and the next start goes on where it was. */
import { expect, test } from 'vitest';
import { configured, daemon, eventually, workFolder } from '../program/program.js';
import { expectAllOnce, openNewsroom } from './newsroom.js';

const folder = await workFolder();
const newsroom = await openNewsroom('harbour');
/** The grace, and what a busy machine adds. */
const IN_TIME = 12_000;

test.each(['SIGTERM', 'SIGINT'] as const)('%s', async (signal) => {
  const config = await configured(folder, signal, [newsroom.source('harbour')]);
  newsroom.publish('harbour', 50);
  const { url, stop } = await daemon(['--config', config]);
  await expectAllOnce(url, 'harbour', newsroom);

  // A site that is about to answer, and a reader in the middle of an answer.
  newsroom.publish('harbour', 20);
  let answering = false;
  newsroom.intercept('harbour', (honest) => (request, response) => {
    answering = true;
    setTimeout(() => honest(request, response), 500);
  });
  await eventually(() => Promise.resolve(answering ? true : undefined));
  const answer = await fetch(`${url}/feeds/harbour.json`);

  const asked = performance.now();
  const ended = stop(signal);
  const read = (await answer.json()) as { items: readonly unknown[] };
  expect(read.items.length).toBeGreaterThanOrEqual(50);
  expect(await ended).toMatchObject({ code: 0 });
  expect(performance.now() - asked).toBeLessThan(IN_TIME);

  newsroom.intercept('harbour', (honest) => honest);
  const again = await daemon(['--config', config]);
  await expectAllOnce(again.url, 'harbour', newsroom);
  expect(await again.stop()).toMatchObject({ code: 0 });
});
