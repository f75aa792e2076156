import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { paceAmong } from '../../src/schedule/pace.js';

/** Keeps this thread busy. */
function work(ms: number): void {
  for (const end = performance.now() + ms; performance.now() < end;);
}

/** Milliseconds that ten polls take that need the thread for 10 ms each, and are asked for together. */
async function tenPolls(asked: () => number): Promise<number> {
  const pace = paceAmong(asked);
  await pause(50);
  await pace.next();
  const started = performance.now();
  await Promise.all(Array.from({ length: 10 }, async () => {
    await pace.next();
    work(10);
    await pause(0);
  }));
  return performance.now() - started;
}

test('among readers polls take a small part of the time, and without them all of it', async () => {
  let count = 0;
  expect(await tenPolls(() => (count += 1))).toBeGreaterThan(400);
  expect(await tenPolls(() => 7)).toBeLessThan(170);
});

test('a poll by itself waits for nothing once the thread has rested for what was done before', async () => {
  let count = 0;
  const pace = paceAmong(() => (count += 1));
  await pace.next();
  work(10);
  await pause(150);
  const started = performance.now();
  await pace.next();
  expect(performance.now() - started).toBeLessThan(10);
});

test('whoever waits goes on at the end', async () => {
  let count = 0;
  const pace = paceAmong(() => (count += 1));
  await pace.next();
  work(200);
  const started = performance.now();
  const waiting = [pace.next(), pace.next()];
  pace.end();
  await Promise.all(waiting);
  expect(performance.now() - started).toBeLessThan(50);
});
