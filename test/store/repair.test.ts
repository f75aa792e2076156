import { closeSync, copyFileSync, mkdtempSync, openSync, readdirSync, rmSync, truncateSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { checkStore, openStore, repairStore, type Store } from '../../src/store/index.js';
import { salvage } from '../../src/store/salvage.js';
import { run } from './process.js';

const folder = mkdtempSync(join(tmpdir(), 'feedrelay-repair-'));
afterAll(() => rmSync(folder, { recursive: true }));
const NOW = new Date('2026-11-24T06:13:13.088Z');

async function open(path: string): Promise<Store> {
  const opened = await openStore(`sqlite:${path}`);
  if (!opened.ok) throw new Error(opened.failure.message);
  return opened.value;
}

const entry = (index: number): { index: number; content: string } => ({ index, content: '文'.repeat(1 + ((index * 7919) % 6000)) });

/** 900 entries of up to 18 KB, a hundred deleted between them: some ten megabytes. */
const model = join(folder, 'model.db');
beforeAll(async () => {
  const store = await open(model);
  await store.commit({ set: Array.from({ length: 1000 }, (_, index) => [`entry/voa/${index}`, entry(index)] as const), delete: [] });
  await store.commit({ set: [], delete: Array.from({ length: 100 }, (_, index) => `entry/voa/${index * 10}`) });
  await store.close();
});
const fill = (path: string): void => copyFileSync(model, path);

function scribble(path: string, at: number, length: number): void {
  const file = openSync(path, 'r+');
  writeSync(file, Buffer.alloc(length, 0x5a), 0, length, at);
  closeSync(file);
}

describe('a damaged store', () => {
  let path: string;
  let number = 0;
  beforeEach(() => {
    path = join(folder, `${(number += 1)}.db`);
  });
  const beside = (): string[] => readdirSync(folder).filter((name) => name.startsWith(basename(path)) && name !== basename(path));

  it.each<[string, () => void, number]>([
    ['its head overwritten', () => scribble(path, 0, 16), 900],
    ['its first three pages overwritten', () => scribble(path, 0, 3 * 4096), 900],
    ['two hundred kilobytes overwritten in the middle', () => scribble(path, 300_000, 200_000), 850],
    ['nine bytes overwritten that the engine does not miss', () => scribble(path, 5_000_007, 9), 899],
    ['a third left of it', () => truncateSync(path, 3_000_000), 250],
  ])('with %s gives back what can be read, each row as it was, and stays beside the new one', async (_, damage, atLeast) => {
    fill(path);
    damage();
    const checked = await checkStore(path);
    expect(checked).toMatchObject({ ok: true, value: { sound: false } });
    const repaired = await repairStore(path, NOW);
    if (!repaired.ok || !checked.ok) throw new Error('not repaired');
    expect(repaired.value.rows).toBeGreaterThanOrEqual(atLeast);
    expect(repaired.value.rows).toBe(checked.value.rows);
    expect(repaired.value.kept).toBe(`${path}.damaged-2026-11-24T06-13-13.088Z`);
    expect(beside()).toEqual([basename(`${path}.damaged-2026-11-24T06-13-13.088Z`)]);
    expect(await checkStore(path)).toMatchObject({ ok: true, value: { sound: true, problems: [], rows: repaired.value.rows, broken: 0 } });
    const store = await open(path);
    for await (const [key, value] of store.iterate<{ index: number }>('entry/')) {
      expect(value).toEqual(entry(value.index));
      expect(key).toBe(`entry/voa/${value.index}`);
    }
    await store.close();
  });

  it('is told by whoever reads the damaged part, in a sentence that names the cure', async () => {
    fill(path);
    scribble(path, 300_000, 200_000);
    const store = await open(path);
    const reading = Promise.all(Array.from({ length: 1000 }, (_, index) => store.get(`entry/voa/${index}`)));
    await expect(reading).rejects.toMatchObject({ name: 'StoreError', code: 'damaged', message: expect.stringContaining('feedrelay store repair') as string });
    await store.close();
  });

  it('of which nothing can be read is left where it is', async () => {
    writeFileSync(path, 'not a store '.repeat(1000));
    expect(await repairStore(path, NOW)).toMatchObject({ ok: false, failure: { code: 'damaged' } });
    expect(beside()).toEqual([]);
  });

  it('is not touched while it is open', async () => {
    const store = await open(path);
    expect(await checkStore(path)).toMatchObject({ ok: false, failure: { code: 'in-use' } });
    expect(await repairStore(path, NOW)).toMatchObject({ ok: false, failure: { code: 'in-use' } });
    await store.close();
  });
});

it('a sound store is found so and left alone; one that is missing is not made', async () => {
  const path = join(folder, 'sound.db');
  fill(path);
  const report = { ok: true, value: { path, sound: true, problems: [], rows: 900, broken: 0 } };
  expect(await checkStore(path)).toEqual(report);
  expect(await repairStore(path, NOW)).toEqual(report);
  expect(await checkStore(join(folder, 'none.db'))).toMatchObject({ ok: false, failure: { code: 'no-store' } });
});

it('what salvage reads of a sound store is what is in it, whatever was written and deleted before', { timeout: 120_000 }, async () => {
  const text = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 20 }), fc.string({ minLength: 3900, maxLength: 4300 }), fc.string({ minLength: 20_000, maxLength: 20_001 }));
  const batch = fc.record({
    set: fc.array(fc.tuple(fc.integer({ min: 0, max: 30 }).map((key) => `entry/voa/${key}`), text), { maxLength: 12 }),
    delete: fc.array(fc.integer({ min: 0, max: 30 }).map((key) => `entry/voa/${key}`), { maxLength: 12 }),
  });
  let number = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(batch, { minLength: 1, maxLength: 12 }), async (batches) => {
      const path = join(folder, `history-${(number += 1)}.db`);
      const store = await open(path);
      const expected = new Map<string, string>();
      for (const one of batches) {
        await store.commit(one);
        for (const key of one.delete) expected.delete(key);
        for (const [key, value] of one.set) expected.set(key, value);
      }
      await store.close();
      const found = [...salvage(path)].map((row) => (row.kind === 'row' ? [row.key, (JSON.parse(row.value) as { value: string }).value] : row));
      expect(found.sort()).toEqual([...expected].sort());
    }),
    { numRuns: 15 },
  );
});

it('commits that stand in the log alone, as after a crash, are read too', async () => {
  const path = join(folder, 'log.db');
  await run(`
    const store = await open('sqlite:${path}');
    for (let index = 0; index < 20; index += 1) await store.commit({ set: [['entry/voa/' + index, 'x'.repeat(index * 1000)]], delete: ['entry/voa/' + (index - 10)] });
    process.kill(process.pid, 'SIGKILL');`);
  expect([...salvage(path)].map((row) => row.kind === 'row' && row.key).sort()).toEqual(Array.from({ length: 10 }, (_, index) => `entry/voa/${index + 10}`));
});
