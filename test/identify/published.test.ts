import { describe, expect, test } from 'vitest';
import type { Item } from '../../src/model.js';
import { memoryStore } from '../support/relive.js';
import { at, DAY, newLife, START, told, type Told } from './telling.js';

const keys = { guid: 'g', link: '/a' };
const rain = { ...keys, title: 'Rain', text: 'It rained.' };

/** Entries by their title. */
async function byTitle(items: readonly Item[], now = START): Promise<ReadonlyMap<string, { id: string; published: number; updated: number; firstSeen: number }>> {
  const life = await newLife();
  await life.show(items, now);
  return new Map((await life.entries()).map((entry) => [entry.cleaned.title, entry]));
}

describe('published', () => {
  const read = (published: number, more: Partial<Item> = {}): Item => ({ ...told(rain), published: { at: published }, ...more });
  test.each<readonly [what: string, item: Item, published: number]>([
    ['is the item’s date', read(at(-7)), at(-7)],
    ['before its stamp, which is when it was crawled', read(at(-7), { stamp: at(-1) }), at(-7)],
    ['is its stamp, where it has no other date', told({ ...rain, stamp: -3 }), at(-3)],
    ['is when it changed, where it tells no more', { ...told(rain), updated: { at: at(-4) } }, at(-4)],
    ['is not when it changed, where it tells when it was published', read(at(-7), { updated: { at: at(-4) } }), at(-7)],
    ['is first sight without a date', told(rain), START],
    ['is never later than first sight', read(at(5)), START],
    ['nor is a stamp', told({ ...rain, stamp: 5 }), START],
    ['is not the beginning of time, which nobody means', read(0), START],
    ['nor lies before it', read(-1), START],
    ['nor is no number at all', read(Number.NaN), START],
    ['may be a bare day', told({ ...rain, day: -2 }), Math.floor(START / DAY) * DAY - 2 * DAY],
  ])('%s', async (_, item, published) => {
    const entry = (await byTitle([item])).get('Rain');
    expect(entry).toMatchObject({ published, updated: published, firstSeen: START });
  });

  test('without a date: a millisecond less for each place, so that undated items keep their order', async () => {
    const entries = await byTitle([
      told({ link: '/1', title: 'one', text: '1' }),
      told({ link: '/2', title: 'two', text: '2', hour: -3 }),
      told({ link: '/3', title: 'three', text: '3' }),
      told({ link: '/4', title: 'four', text: '4' }),
    ]);
    expect(['one', 'two', 'three', 'four'].map((title) => entries.get(title)?.published)).toEqual([START, at(-3), START - 2, START - 3]);
  });

  test.each<readonly [what: string, later: Told]>([
    ['a revision with another date', { text: 'It poured.', hour: -1 }],
    ['a revision with an earlier date', { text: 'It poured.', hour: -90 }],
    ['a re-crawl', { text: 'It rained.', hour: -1 }],
    ['a date at last', { text: 'It poured.', stamp: -1 }],
  ])('is decided at first sight and kept: %s', async (_, later) => {
    const life = await newLife();
    await life.show([told({ ...rain, hour: -20 })], at(0));
    for (const hour of [1, 13, 25, 37]) await life.show([told({ ...rain, ...later })], at(hour));
    expect(await life.entries()).toMatchObject([{ published: at(-20), firstSeen: at(0) }]);
  });
});

describe('the published id', () => {
  const idOf = async (...documents: readonly (readonly Item[])[]): Promise<string | undefined> => {
    const life = await newLife(undefined, `ids-${idLives++}`);
    for (const [hour, items] of documents.entries()) await life.show(items, at(hour));
    return (await life.entries()).find(({ cleaned }) => cleaned.title.startsWith('Rain'))?.id;
  };
  let idLives = 0;

  test('is a UUID of version 5', async () => {
    expect(await idOf([told(rain)])).toMatch(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  test('hangs on the source and on the first key', async () => {
    const store = await memoryStore();
    const other = await memoryStore();
    const id = async (item: Item, name: string, where = store): Promise<string | undefined> => {
      const life = await newLife(where, name);
      await life.show([item], START);
      return (await life.entries()).find(({ item: { title } }) => title === item.title)?.id;
    };
    const one = await id(told(rain), 'one');
    expect(await id(told({ guid: 'g', link: '/elsewhere', title: 'Sun', text: 'It shone.', hour: -3 }), 'one', other)).toBe(one);
    expect(await id(told(rain), 'two')).not.toBe(one);
    expect(await id(told({ ...rain, guid: 'h' }), 'three')).not.toBe(await id(told(rain), 'three', other));
    await Promise.all([store.close(), other.close()]);
  });

  test('is of the first key that no other entry bears: a guid that two items bear names neither', async () => {
    const store = await memoryStore();
    const other = await memoryStore();
    const shared = await newLife(store, 'same');
    await shared.show([told({ ...rain, guid: 'all' }), told({ guid: 'all', link: '/b', title: 'Sun', text: 'It shone.' })], START);
    const alone = await newLife(other, 'same');
    await alone.show([told({ link: '/a', title: 'Rain', text: 'x' }), told({ link: '/b', title: 'Sun', text: 'y' })], START);
    const ids = async (life: typeof alone): Promise<readonly (readonly string[])[]> => (await life.entries()).map(({ id, cleaned }) => [cleaned.title, id]).sort();
    expect(await ids(shared)).toEqual(await ids(alone));
    await Promise.all([store.close(), other.close()]);
  });

  test('is another’s never, also where a key serves two articles one after the other', async () => {
    const life = await newLife();
    await life.show([told({ ...rain, link: undefined })], at(0));
    await life.show([told({ guid: 'g', title: 'Sun', text: 'It shone.', hour: 1 })], at(1));
    await life.show([told({ guid: 'g', title: 'Snow', text: 'It snowed.', hour: 2 })], at(2));
    const ids = (await life.entries()).map(({ id }) => id);
    expect(new Set(ids).size).toBe(3);
  });

  test.each<readonly [what: string, later: Told]>([
    ['a revision', { ...rain, text: 'It poured.' }],
    ['another guid', { ...rain, guid: 'h' }],
    ['another address', { ...rain, link: '/b' }],
    ['no key any more', { ...rain, guid: undefined, link: undefined }],
  ])('is given at first sight and never changes: %s', async (_, later) => {
    const life = await newLife();
    await life.show([told({ ...rain, hour: -5 })], at(0));
    const before = (await life.entries()).map(({ id }) => id);
    await life.show([told({ hour: -5, ...later })], at(1));
    expect((await life.entries()).map(({ id }) => id)).toEqual(before);
  });
});
