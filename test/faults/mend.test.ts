import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mendStore } from '../../src/ledger/mend.js';
import type { Item } from '../../src/model.js';
import { numbers } from '../identify/source-simulator.js';
import { startPress, type JsonFeed, type Press } from '../support/press.js';
import { item } from '../support/relive.js';

const CONFIGURATION = 'sources:\n  - { id: quay, url: "https://quay.example/feed", limit: 400 }\nfeeds:\n  - { id: all, sources: [quay], limit: 400 }\n';
const START = Date.UTC(2026, 10, 20);
const HOUR = 3_600_000;

const story = (number: number, keys: 'both' | 'link' | 'none', version = 1): Item =>
  item({
    title: `Story ${number}`,
    content: `<p>What happened at berth ${number}, told ${version === 1 ? 'once' : 'again'}.</p>`,
    published: { at: START - (300 - number) * HOUR },
    ...(keys === 'none' ? {} : { link: `https://quay.example/${number}` }),
    ...(keys === 'both' ? { guid: `g${number}` } : {}),
  });

/** The source's last document: 130 stories, of which four were revised. */
const documentOf = (keys: 'both' | 'link' | 'none'): readonly Item[] => Array.from({ length: 130 }, (_, number) => story(number, keys, number % 40 === 7 ? 2 : 1));

async function lived(keys: 'both' | 'link' | 'none'): Promise<Press> {
  const press = await startPress(CONFIGURATION);
  await press.show('quay', Array.from({ length: 70 }, (_, number) => story(number, keys)), START);
  await press.show('quay', Array.from({ length: 120 }, (_, number) => story(number, keys)), START + HOUR);
  await press.show('quay', documentOf(keys), START + 2 * HOUR);
  return press;
}

interface Reading {
  readonly feed: JsonFeed['items'];
  readonly pages: readonly JsonFeed['items'][];
}

async function readAll(press: Press, id: string): Promise<Reading> {
  const { first, last } = await press.archiveOf(id);
  const pages: JsonFeed['items'][] = [];
  for (let page = first; page <= last; page += 1) pages.push((await press.json(`/feeds/${id}/archive/${page}.json`)).items);
  return { feed: (await press.json(`/feeds/${id}.json`)).items, pages };
}

const facts = (items: JsonFeed['items']): readonly string[] => items.map(({ id, title, content_html: html }) => `${id} ${title ?? ''} ${html}`).sort();
const idAndTitle = (items: JsonFeed['items']): ReadonlySet<string> => new Set(items.map(({ id, title }) => `${id} ${title ?? ''}`));

describe('a store of which rows were lost, mended and polled once, shows every article once, under the id it had', () => {
  test.each(['both', 'link'] as const)('items with %s', async (keys) => {
    await fc.assert(
      fc.asyncProperty(fc.integer(), fc.constantFrom(0.02, 0.3, 0.9), async (seed, share) => {
        const press = await lived(keys);
        const before = await readAll(press, 'quay');
        const random = numbers(seed);
        for await (const [name] of press.store.iterate('')) if (random() < share) await press.store.commit({ set: [], delete: [name] });

        await mendStore(press.store);
        press.configure(CONFIGURATION);
        await press.show('quay', documentOf(keys), START + 3 * HOUR);
        for (const id of ['quay', 'all']) {
          const after = await readAll(press, id);
          expect(facts(after.feed)).toEqual(facts(before.feed));
          expect(idAndTitle(after.pages.flat())).toEqual(idAndTitle(before.pages.flat()));
        }
        const again = await press.show('quay', documentOf(keys), START + 4 * HOUR);
        expect([again.fresh, again.revised]).toEqual([0, 0]);
        expect(await mendStore(press.store)).toEqual({ forgotten: 0, restored: 0 });
        await press.close();
      }),
      { numRuns: 5 },
    );
  });
});

test('a store that lost nothing is mended to the same feeds', async () => {
  for (const keys of ['both', 'link', 'none'] as const) {
    const press = await lived(keys);
    const before = await readAll(press, 'all');
    expect(await mendStore(press.store)).toEqual({ forgotten: 0, restored: 0 });
    press.configure(CONFIGURATION);
    expect(await readAll(press, 'all')).toEqual(before);
    await press.close();
  }
});
