import { afterEach, describe, expect, test } from 'vitest';
import type { Item } from '../../src/model.js';
import { item } from '../support/relive.js';
import { startPress, type Press } from '../support/press.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const START = Date.UTC(2026, 2, 1, 6);
const FORMATS = ['atom', 'rss', 'json'] as const;
const ONE = `
server: { baseUrl: https://relay.example }
sources:
  - { id: news, url: https://news.example/feed, limit: 10 }
`;

let press: Press;
afterEach(() => press.close());

function articles(from: number, to: number, at: number): Item[] {
  return Array.from({ length: to - from + 1 }, (_, place) => {
    const number = from + place;
    const link = `https://news.example/${number}`;
    return item({ guid: link, link, title: `Article ${number}`, content: `<p>Told in words of its own, number ${number}.</p>`, published: { at: at + number } });
  });
}

/** The page that a document leads on to. */
const NEXT = /(?:rel="prev-archive" href="|"next_url": ?")([^"]*)"/;
const TITLE = /(?:<title[^>]*>|"title": ?")(Article \d+)/g;

/** The pages that lead on from a feed, and the titles of all that it and they show. */
async function walk(id: string, format: (typeof FORMATS)[number]): Promise<{ pages: number[]; titles: Set<string> }> {
  const pages: number[] = [];
  const titles = new Set<string>();
  for (let path = `/feeds/${id}.${format}`; ; ) {
    const text = await press.read(path);
    for (const [, title = ''] of text.matchAll(TITLE)) titles.add(title);
    const [, next] = NEXT.exec(text) ?? [];
    if (next === undefined) return { pages, titles };
    path = new URL(next).pathname;
    pages.push(Number(/(\d+)\.\w+$/.exec(path)?.[1]));
  }
}

describe('the chain of archive pages', () => {
  test.each(FORMATS)('passes over what a filter leaves empty, and reaches all that it shows (%s)', async (format) => {
    press = await startPress(ONE.replace('limit: 10', 'limit: 2, include: { title: "Article (1|60|61|62|260|430|431|432)$" }'));
    await press.show('news', articles(1, 450, START), START + HOUR);
    const { pages, titles } = await walk('news', format);
    expect(pages).toEqual([9, 6, 2, 1]);
    expect(titles).toEqual(new Set([1, 60, 61, 62, 260, 430, 431, 432].map((number) => `Article ${number}`)));
    // Once more, from what is remembered; and all of them without the filter.
    await press.changed('news');
    expect((await walk('news', format)).pages).toEqual(pages);
    press.configure(ONE);
    expect((await walk('news', format)).pages).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 1]);
  });

  test('does not go on behind a feed that shows all there is to see, nor behind the oldest page that shows something', async () => {
    press = await startPress(ONE.replace('limit: 10', 'limit: 10, include: { title: "Article 9.$" }'));
    await press.show('news', articles(1, 250, START), START + HOUR);
    expect(await walk('news', 'json')).toMatchObject({ pages: [] });
    expect((await press.json('/feeds/news/archive/5.json')).next_url).toBe('https://relay.example/feeds/news/archive/2.json');
    expect((await press.json('/feeds/news/archive/2.json')).next_url).toBeUndefined();
  });

  test('takes a page in once it shows something', async () => {
    press = await startPress(ONE.replace('limit: 10', 'limit: 1, include: { title: "Article (9|1..)$" }'));
    await press.show('news', articles(1, 60, START), START);
    expect((await walk('news', 'json')).pages).toEqual([]);
    await press.show('news', articles(100, 139, START), START + HOUR);
    await press.show('news', articles(140, 140, START), START + 2 * HOUR);
    expect((await walk('news', 'json')).pages).toEqual([2, 1]);
  });

  test.each(FORMATS)('of a merged feed goes on behind pages that are gone, to what another source still keeps (%s)', async (format) => {
    press = await startPress(`
server: { baseUrl: https://relay.example }
sources:
  - { id: a, url: https://a.example/feed, keep: 60 }
  - { id: b, url: https://b.example/feed }
feeds:
  - { id: all, sources: [a, b], limit: 2 }
`);
    const bring = async (source: string, first: number, at: number): Promise<void> => {
      await press.show(source, articles(first, first + 49, at), at);
      await press.read('/feeds/all.json');
    };
    await bring('b', 1, START);
    for (const [step, first] of [100, 200, 300, 400, 500].entries()) await bring('a', first, START + (step + 1) * DAY);
    expect(await press.library.find(`/feeds/all/archive/2.${format}`)).toEqual({ kind: 'gone' });
    const { pages, titles } = await walk('all', format);
    expect(pages.at(-1)).toBe(1);
    expect(pages).not.toContain(2);
    expect(titles).toContain('Article 50');
  });

  test('keeps its links where `keep` lets pages go, for a full page does not change', async () => {
    press = await startPress(ONE.replace('limit: 10', 'limit: 10, keep: 100'));
    await press.show('news', articles(1, 100, START), START);
    await press.show('news', articles(101, 149, START), START + HOUR);
    const before = await press.read('/feeds/news/archive/2.atom');
    expect(before).toContain('/feeds/news/archive/1.atom');
    await press.show('news', articles(150, 160, START), START + 2 * HOUR);
    expect(await press.library.find('/feeds/news/archive/1.atom')).toEqual({ kind: 'gone' });
    expect(await press.read('/feeds/news/archive/2.atom')).toBe(before);
  });
});
