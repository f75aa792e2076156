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
  const counting: Pick<Store, 'each'> = {
    each: (keys) => {
      read.push(...keys);
      return store.each(keys);
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

test('an entry that its source names is not read, unless something has changed since', async () => {
  const store = await memory();
  const newest = new NewestEntries();
  const asked = async (now: SourceState): Promise<unknown> => (await newest.of(new Map([['a', now]]), store)).get('a');
  await store.commit({ set: [[rowNames.entry('a', 4), { cleaned: { title: 'from its row' } }]], delete: [] });
  expect(await asked({ ...state(5, 10), newest: { n: 4, at: 10, title: 'from  the\nsource', link: 'http://a.example/4' } })).toEqual({ title: 'from the source', link: 'http://a.example/4' });
  expect(await asked({ ...state(5, 11), newest: { n: 4, at: 10, title: 'before' } })).toEqual({ title: 'from its row' });
  expect(await asked({ ...state(5, 12), newest: { n: 3, at: 12, title: 'another' } })).toEqual({ title: 'from its row' });
  expect(await asked({ ...state(5, 13), newest: { n: 4, at: 13, title: '\u0001' } })).toEqual({ title: 'from its row' });
  await store.close();
});
