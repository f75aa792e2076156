import { expect, it } from 'vitest';
import { migrateStore, openStore, type Store } from '../../src/store/index.js';

async function memory(): Promise<Store> {
  const opened = await openStore('memory:');
  if (!opened.ok) throw new Error(opened.failure.message);
  return opened.value;
}

async function all(store: Store): Promise<(readonly [string, unknown])[]> {
  const rows: (readonly [string, unknown])[] = [];
  for await (const row of store.iterate('')) rows.push(row);
  return rows;
}

const entries = Array.from({ length: 1200 }, (_, index) => [`entry/${index % 2 ? 'voa' : 'dw'}/${index}`, { index }] as const);

it('a migration brings everything over, shows how far it is, and tells count and checksum', async () => {
  const [from, to] = [await memory(), await memory()];
  await from.commit({ set: entries, delete: [] });
  const steps: number[] = [];
  const first = await migrateStore(from, to, 'a', (done) => steps.push(done));
  expect(first).toMatchObject({ ok: true, value: { keys: 1200, written: 1200 } });
  expect(steps).toEqual([500, 1000, 1200]);
  const back = await migrateStore(to, await memory(), 'b');
  expect(back.ok && back.value.checksum).toBe(first.ok && first.value.checksum);
});

it('one that was interrupted goes on where it stopped, and mends what has changed since', async () => {
  const [from, to] = [await memory(), await memory()];
  await from.commit({ set: entries, delete: [] });
  const stopped = migrateStore(from, to, 'a', (done) => {
    if (done === 500) throw new Error('stopped');
  });
  await expect(stopped).rejects.toThrow('stopped');
  const [changed] = entries;
  await from.commit({ set: [[changed?.[0] ?? '', { index: 'changed' }]], delete: [] });
  expect(await migrateStore(from, to, 'a')).toMatchObject({ ok: true, value: { keys: 1200, written: 701 } });
  expect(await migrateStore(from, to, 'a')).toMatchObject({ ok: true, value: { written: 0 } });
});

const others: Record<string, readonly (readonly [string, unknown])[]> = {
  'of other sources': [['entry/bbc/1', { index: 1 }]],
  'of the same sources, with other articles': [['entry/dw/0', { index: 'another' }]],
  'that another copy began': [['entry/dw/0', { index: 'another' }], ['copying', 'elsewhere']],
};

it.each(Object.entries(others))('one into a store %s is refused, and nothing written there', async (_, rows) => {
  const [from, to] = [await memory(), await memory()];
  await from.commit({ set: entries, delete: [] });
  for (const row of rows) await to.commit({ set: [row], delete: [] });
  expect(await migrateStore(from, to, 'a')).toMatchObject({ ok: false, failure: { code: 'not-empty', message: expect.stringContaining('holds a row of another origin') as string } });
  expect((await all(to)).sort()).toEqual([...rows].sort());
});

it('one into a store that holds a part of it, and nothing else, takes it for a beginning', async () => {
  const [from, to] = [await memory(), await memory()];
  await from.commit({ set: entries, delete: [] });
  await to.commit({ set: entries.slice(0, 1), delete: [] });
  expect(await migrateStore(from, to, 'a')).toMatchObject({ ok: true, value: { keys: 1200, written: 1199 } });
  expect(await to.get('copying')).toBeUndefined();
});

it('one from a store that fails says what the store says', async () => {
  const [from, to] = [await memory(), await memory()];
  await from.close();
  expect(await migrateStore(from, to, 'a')).toMatchObject({ ok: false, failure: { code: 'closed' } });
});
