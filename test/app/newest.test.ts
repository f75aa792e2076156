import { expect, test } from 'vitest';
import { NewestEntries } from '../../src/app/newest.js';
import { newSource, rowNames, type SourceState } from '../../src/ledger/rows.js';
import { openStore, type Store } from '../../src/store/index.js';

async function memory(): Promise<Store> {
  const opened = await openStore('memory:');
  if (!opened.ok) throw new Error(opened.failure.message);
  return opened.value;
}

const state = (nextEntry: number, lastChange: number): SourceState => ({ ...newSource('http://a.example/'), nextEntry, lastChange });

test('an entry is read only where one came or changed since it was last asked for', async () => {
  const store = await memory();
  const read: string[] = [];
  const counting: Pick<Store, 'getMany'> = {
    getMany: (keys) => {
      read.push(...keys);
      return store.getMany(keys);
    },
  };
  const save = (n: number, title: string): Promise<unknown> => store.commit({ set: [[rowNames.entry('a', n), { cleaned: { title }, link: `http://a.example/${n}` }]], delete: [] });
  const newest = new NewestEntries();
  const asked = async (now: SourceState | undefined): Promise<unknown> => (await newest.of(new Map([['a', now]]), counting)).get('a');

  await save(1, 'one');
  expect(await asked(state(2, 10))).toEqual({ title: 'one', link: 'http://a.example/1' });
  expect(await asked(state(2, 10))).toEqual({ title: 'one', link: 'http://a.example/1' });
  expect(read).toHaveLength(1);
  await save(1, 'one, revised');
  expect(await asked(state(2, 20))).toMatchObject({ title: 'one, revised' });
  await save(2, 'two');
  expect(await asked(state(3, 30))).toMatchObject({ title: 'two' });
  expect(read).toHaveLength(3);
  expect(await asked(undefined)).toBeUndefined();
  await store.close();
});
