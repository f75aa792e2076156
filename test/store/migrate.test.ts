import { expect, it } from 'vitest';
import { migrateStore, openStore, type Store } from '../../src/store/index.js';

async function memory(): Promise<Store> {
  const opened = await openStore('memory:');
  if (!opened.ok) throw new Error(opened.failure.message);
  return opened.value;
}

const entries = Array.from({ length: 1200 }, (_, index) => [`entry/${index % 2 ? 'voa' : 'dw'}/${index}`, { index }] as const);

it('a migration brings everything over, shows how far it is, and tells count and checksum', async () => {
  const [from, to] = [await memory(), await memory()];
  await from.commit({ set: entries, delete: [] });
  const steps: number[] = [];
  const first = await migrateStore(from, to, (done) => steps.push(done));
  expect(first).toMatchObject({ ok: true, value: { keys: 1200, written: 1200 } });
  expect(steps).toEqual([500, 1000, 1200]);
  const back = await migrateStore(to, await memory());
  expect(back.ok && back.value.checksum).toBe(first.ok && first.value.checksum);
});

it('one that was interrupted goes on where it stopped, and mends what has changed since', async () => {
  const [from, to] = [await memory(), await memory()];
  await from.commit({ set: entries, delete: [] });
  const stopped = migrateStore(from, to, (done) => {
    if (done === 500) throw new Error('stopped');
  });
  await expect(stopped).rejects.toThrow('stopped');
  const [changed] = entries;
  await from.commit({ set: [[changed?.[0] ?? '', { index: 'changed' }]], delete: [] });
  expect(await migrateStore(from, to)).toMatchObject({ ok: true, value: { keys: 1200, written: 701 } });
  expect(await migrateStore(from, to)).toMatchObject({ ok: true, value: { written: 0 } });
});

it('one into a store that holds something else is refused', async () => {
  const [from, to] = [await memory(), await memory()];
  await from.commit({ set: entries, delete: [] });
  await to.commit({ set: [['entry/bbc/1', { index: 1 }]], delete: [] });
  expect(await migrateStore(from, to)).toMatchObject({ ok: false, failure: { code: 'not-empty', message: expect.stringContaining('1 keys') as string } });
});

it('one from a store that fails says what the store says', async () => {
  const [from, to] = [await memory(), await memory()];
  await from.close();
  expect(await migrateStore(from, to)).toMatchObject({ ok: false, failure: { code: 'closed' } });
});
