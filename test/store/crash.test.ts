import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, expect, it } from 'vitest';
import { openStore } from '../../src/store/index.js';
import { start } from './process.js';

const folder = await mkdtemp(join(tmpdir(), 'feedrelay-crash-'));
afterAll(() => rm(folder, { recursive: true }));

/** Commits batch after batch, each rewriting the same large values and its own number, and says so after each. */
const committing = (path: string, values: number): string => `
  const store = await open('sqlite:${path}');
  let number = (await store.get('counter/voa')) ?? 0;
  console.log('open');
  for (;;) {
    number += 1;
    const set = Array.from({ length: ${values} }, (_, index) => ['entry/voa/' + index, { number, text: String(number).padEnd(6000, 'x') }]);
    await store.commit({ set: [...set, ['counter/voa', number], ['log/voa/' + number, number]], delete: ['log/voa/' + (number - 3)] });
    console.log(number);
  }`;

it.each([
  ['small batches', 8],
  ['batches that go to the database in pieces', 100],
])('loses nothing acknowledged and tears nothing when it is killed at any moment: %s', { timeout: 120_000 }, async (_, values) => {
  const path = join(folder, `${values}.db`);
  let acknowledged = 0;
  for (let kill = 1; kill <= 10; kill += 1) {
    const child = start(committing(path, values));
    // A few commits in, at an arbitrary moment: the child's output and this process share no clock.
    const killAfter = acknowledged + 3 * kill;
    for await (const line of createInterface(child.stdout)) {
      if (Number(line) > 0) acknowledged = Number(line);
      if (acknowledged >= killAfter) child.kill('SIGKILL');
    }
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    expect(child.signalCode).toBe('SIGKILL');

    const opened = await openStore(`sqlite:${path}`);
    if (!opened.ok) throw new Error(opened.failure.message);
    const store = opened.value;
    const number = (await store.get<number>('counter/voa')) ?? 0;
    expect(number).toBeGreaterThanOrEqual(acknowledged);
    const entries = await store.getMany<{ number: number }>(Array.from({ length: values }, (_, index) => `entry/voa/${index}`));
    expect(new Set(entries.map((entry) => entry?.number))).toEqual(new Set([number]));
    const logged: number[] = [];
    for await (const [, value] of store.iterate<number>('log/voa/')) logged.push(value);
    expect(logged.sort((a, b) => a - b)).toEqual([number - 2, number - 1, number]);
    acknowledged = number;
    await store.close();
  }
});
