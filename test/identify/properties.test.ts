import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Item } from '../../src/model.js';
import type { Store } from '../../src/store/index.js';
import { memoryStore } from '../support/relive.js';
import { at, newLife, told, type SeenLife, type Told } from './telling.js';

const RUNS = 80;

let one: Store;
let other: Store;
beforeAll(async () => {
  [one, other] = await Promise.all([memoryStore(), memoryStore()]);
});
afterAll(() => Promise.all([one.close(), other.close()]));

let lives = 0;
/** The same source twice, in two stores. */
async function twins(): Promise<readonly [SeenLife, SeenLife]> {
  lives += 1;
  return [await newLife(one, `twin-${lives}`), await newLife(other, `twin-${lives}`)];
}

/** Few values for each, so that items collide in every way. */
const some = <T>(...values: readonly T[]): fc.Arbitrary<T | undefined> => fc.constantFrom(undefined, ...values);
const anyItem = fc.record({ guid: some('1', '2', '3', 'https://example.org/a'), link: some('/a', '/b', '/c', '/'), title: some('Rain', 'Sun'), text: some('one', 'two', 'three'), stamp: some(-1, -2) });
const dates = fc.constantFrom<Pick<Told, 'hour' | 'day'>>({ hour: -1 }, { hour: -2 }, { hour: -3 }, { day: 0 }, { day: -1 });
const datedItem = fc.tuple(anyItem, dates).map(([item, date]): Item => told({ ...item, ...date }));
const oddItem = fc.tuple(anyItem, fc.oneof(dates, fc.constant({}))).map(([item, date]): Item => told({ ...item, ...date }));

async function live(life: SeenLife, documents: readonly (readonly Item[])[]): Promise<void> {
  for (const [hour, items] of documents.entries()) await life.show(items, at(hour));
}

async function contents(life: SeenLife): Promise<ReadonlySet<string>> {
  return new Set((await life.entries()).map(({ cleaned }) => cleaned.content));
}

describe('whatever a source shows', () => {
  test('any order of the dated items of its documents ends in the same store', async () => {
    const document = fc.array(datedItem, { maxLength: 6 });
    const shuffled = document.chain((items) => fc.tuple(fc.constant(items), fc.shuffledSubarray(items, { minLength: items.length })));
    await fc.assert(
      fc.asyncProperty(fc.array(shuffled, { minLength: 1, maxLength: 3 }), async (documents) => {
        const [first, second] = await twins();
        await live(first, documents.map(([items]) => items));
        await live(second, documents.map(([, items]) => items));
        expect(await second.rows()).toEqual(await first.rows());
      }),
      { numRuns: RUNS },
    );
  });

  test('the same documents in the same order give the same rows, in any store', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(oddItem, { maxLength: 5 }), { maxLength: 4 }), async (documents) => {
        const [first, second] = await twins();
        await live(first, documents);
        await live(second, documents);
        expect(await second.rows()).toEqual(await first.rows());
      }),
      { numRuns: RUNS / 2 },
    );
  });

  test('the same document again changes nothing that is published', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(oddItem, { maxLength: 6 }), async (items) => {
        const [life] = await twins();
        await life.show(items, at(0));
        const before = await life.entries();
        for (const hour of [1, 14, 27, 40]) {
          expect(await life.show(items, at(hour))).toMatchObject({ fresh: 0, revised: 0 });
          expect(await life.entries()).toEqual(before);
        }
      }),
      { numRuns: RUNS },
    );
  });

  test('two different items of a document that have no keys are never one entry', async () => {
    const keyless = fc.tuple(anyItem, fc.oneof(dates, fc.constant({}))).map(([item, date]) => told({ ...item, guid: undefined, link: undefined, ...date }));
    /** What of a keyless item a reader could tell apart. */
    const face = ({ title, content, stamp, published }: Item): string => JSON.stringify([title, content, title === undefined && content === undefined ? [stamp, published] : (stamp ?? published?.at)]);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(keyless, { maxLength: 5 }), { minLength: 1, maxLength: 3 }), async (documents) => {
        const [life] = await twins();
        for (const [hour, items] of documents.entries()) {
          const { decision } = await life.show(items, at(hour));
          expect(decision.decisions).toHaveLength(new Set(items.map(face)).size);
        }
      }),
      { numRuns: RUNS },
    );
  });
});

describe('articles that differ in title, date and content', () => {
  /** One key of each is its own, or it has none; the other is anything: shared, missing, the home page. */
  const manners = fc.array(fc.record({ own: fc.constantFrom('guid', 'link', 'neither'), shared: some('1', '2', '/', '/feed') }), { minLength: 1, maxLength: 7 });
  const articles = manners.map((all) =>
    all.map(({ own, shared }, n): Item => {
      const keys = own === 'guid' ? { guid: `own-${n}`, link: shared === undefined ? undefined : `/${shared}`.replace('//', '/') } : own === 'link' ? { link: `/own/${n}`, guid: shared } : {};
      return told({ ...keys, title: `Title ${n}`, text: `Words of ${n}.`, hour: -n });
    }),
  );
  const split = articles.chain((items) => fc.tuple(fc.constant(items), fc.nat(items.length)));
  const expected = (items: readonly Item[]): ReadonlySet<string> => new Set(items.map(({ content }) => content ?? ''));

  test('are all there, however a document is split into two', async () => {
    await fc.assert(
      fc.asyncProperty(split, async ([items, place]) => {
        const [whole, parted] = await twins();
        await live(whole, [items]);
        await live(parted, [items.slice(0, place), items.slice(place)]);
        expect(await contents(whole)).toEqual(expected(items));
        expect(await contents(parted)).toEqual(expected(items));
      }),
      { numRuns: RUNS },
    );
  });

  test('are all there, and once, however a window slides over them', async () => {
    await fc.assert(
      fc.asyncProperty(articles, fc.integer({ min: 1, max: 4 }), async (items, width) => {
        const [life] = await twins();
        const oldestFirst = items.toReversed();
        await live(life, oldestFirst.map((_, end) => oldestFirst.slice(Math.max(0, end + 1 - width), end + 1).toReversed()));
        expect(await contents(life)).toEqual(expected(items));
        expect(await life.entries()).toHaveLength(items.length);
      }),
      { numRuns: RUNS },
    );
  });
});
