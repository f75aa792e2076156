import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Item } from '../../src/model.js';
import { startPress, type Press } from '../support/press.js';
import { item } from '../support/relive.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const START = Date.UTC(2026, 2, 1, 6);
const ONE = `
server: { baseUrl: https://relay.example }
sources:
  - { id: news, url: https://news.example/feed, limit: 10 }
`;

function article(number: number, at: number, words = `Told in words of its own, number ${number}.`): Item {
  return item({
    guid: `https://news.example/${number}`,
    link: `https://news.example/${number}`,
    title: `Article ${number}`,
    content: `<p>${words}</p>`,
    published: { at },
  });
}

function articles(from: number, to: number, at: (number: number) => number): Item[] {
  return Array.from({ length: to - from + 1 }, (_, place) => article(from + place, at(from + place)));
}

const titlesOf = (feed: { items: readonly { title?: string }[] }): (string | undefined)[] => feed.items.map(({ title }) => title);

describe('what a feed shows', () => {
  let press: Press;
  beforeEach(async () => {
    press = await startPress(ONE);
  });
  afterEach(() => press.close());

  test('of a first poll, history, the newest by date up to the limit', async () => {
    await press.show('news', articles(1, 30, (number) => START - number * HOUR), START);
    expect(titlesOf(await press.json('/feeds/news.json'))).toEqual(Array.from({ length: 10 }, (_, place) => `Article ${place + 1}`));
  });

  test('all eighty articles of one night, though the limit is ten', async () => {
    await press.show('news', articles(1, 5, (number) => START - DAY - number), START);
    await press.show('news', articles(6, 85, (number) => START + number), START + HOUR);
    const shown = titlesOf(await press.json('/feeds/news.json'));
    expect(shown).toHaveLength(80);
    expect(shown).not.toContain('Article 5');
  });

  test('whole commits, the last first, until the limit is reached, and never more than five hundred', async () => {
    await press.show('news', articles(1, 3, (number) => START - DAY - number), START);
    await press.show('news', articles(4, 9, (number) => START + number), START + HOUR);
    await press.show('news', articles(10, 15, (number) => START + HOUR + number), START + 2 * HOUR);
    expect(titlesOf(await press.json('/feeds/news.json'))).toHaveLength(12);
    await press.show('news', articles(16, 700, (number) => START + 2 * HOUR + number), START + 3 * HOUR);
    expect(titlesOf(await press.json('/feeds/news.json'))).toHaveLength(500);
  });

  test('a late article dated last week, in its place by date', async () => {
    await press.show('news', articles(1, 20, (number) => START - number * HOUR), START);
    await press.show('news', [article(99, START - 7 * DAY)], START + HOUR);
    const feed = await press.json('/feeds/news.json');
    expect(feed.items.at(-1)).toMatchObject({ title: 'Article 99', date_published: new Date(START - 7 * DAY).toISOString() });
  });

  test('a revision, again, with its id and a later date of change', async () => {
    await press.show('news', articles(1, 20, (number) => START - number * HOUR), START);
    const before = await press.json('/feeds/news/archive/1.json');
    await press.show('news', [article(20, START - 20 * HOUR, 'Said otherwise now.')], START + HOUR);
    const shown = (await press.json('/feeds/news.json')).items.find(({ title }) => title === 'Article 20');
    expect(shown?.content_html).toContain('otherwise');
    expect(shown?.id).toBe(before.items.find(({ title }) => title === 'Article 20')?.id);
    expect(shown?.date_modified).toBe(new Date(START + HOUR).toISOString());
  });
});

describe('archive pages', () => {
  let press: Press;
  beforeEach(async () => {
    press = await startPress(ONE);
    await press.show('news', articles(1, 30, (number) => START + number), START + HOUR);
    for (let hour = 0; hour < 9; hour += 1) {
      await press.show('news', articles(31 + hour * 10, 40 + hour * 10, (number) => START + 2 * HOUR + hour * HOUR + number), START + (3 + hour) * HOUR);
    }
  });
  afterEach(() => press.close());

  test('hold all that is kept, fifty by arrival, reachable from the feed in every format', async () => {
    const seen = new Set<string>();
    let feed = await press.json('/feeds/news.json');
    for (;;) {
      for (const { id } of feed.items) seen.add(id);
      if (feed.next_url === undefined) break;
      feed = await press.json(new URL(feed.next_url).pathname);
    }
    expect(seen.size).toBe(120);
    expect(await press.read('/feeds/news.atom')).toContain('rel="prev-archive" href="https://relay.example/feeds/news/archive/3.atom"');
    expect(await press.read('/feeds/news/archive/2.rss')).toContain('https://relay.example/feeds/news/archive/1.rss');
    expect(await press.read('/feeds/news/archive/2.atom')).toContain('archive');
  });

  test('do not change once full: not by new articles, not by revisions, not by another title of the source', async () => {
    const paths = [1, 2].flatMap((page) => ['atom', 'rss', 'json'].map((format) => `/feeds/news/archive/${page}.${format}`));
    const before = await Promise.all(paths.map((path) => press.read(path)));
    await press.show('news', [article(3, START + 3, 'Said otherwise now.'), article(500, START + DAY)], START + DAY);
    await press.show('news', [article(3, START + 3, 'And once more.')], START + DAY + HOUR);
    expect(await Promise.all(paths.map((path) => press.read(path)))).toEqual(before);
    expect(await press.read('/feeds/news/archive/3.json')).toContain('And once more.');
  });

  test('do not change with signed addresses that expire', async () => {
    const signed = (signature: string): Item => ({ ...article(600, START + DAY), content: `<p>Look</p><img src="https://cdn.example/a.jpg?sig=${signature}">` });
    await press.show('news', [signed('one')], START + DAY);
    await press.show('news', articles(601, 700, (number) => START + DAY + number), START + DAY + HOUR);
    const before = await press.read('/feeds/news/archive/3.json');
    expect(before).toContain('sig=one');
    expect(await press.show('news', [signed('two')], START + DAY + 2 * HOUR)).toMatchObject({ fresh: 0, revised: 0 });
    expect(await press.read('/feeds/news/archive/3.json')).toBe(before);
  });

  test('go whole where fewer are kept, and are gone then', async () => {
    press.configure(ONE.replace('limit: 10', 'limit: 10, keep: 60'));
    await press.show('news', [article(900, START + 2 * DAY)], START + 2 * DAY);
    expect(await press.library.find('/feeds/news/archive/1.atom')).toEqual({ kind: 'gone' });
    expect(await press.json('/feeds/news/archive/2.json')).toMatchObject({ title: 'news' });
    expect(await press.library.find('/feeds/news/archive/9.atom')).toEqual({ kind: 'missing' });
    // What went is remembered: it is not new when it comes back.
    expect(await press.show('news', [article(1, START + 1)], START + 3 * DAY)).toMatchObject({ fresh: 0, revised: 0 });
  });
});

describe('merged feeds', () => {
  const TWO = `
server: { baseUrl: https://relay.example }
sources:
  - { id: a, url: https://a.example/feed }
  - { id: b, url: https://b.example/feed }
feeds:
  - { id: all, title: Everything, sources: [a, b], limit: 20 }
`;
  const linked = (title: string, link: string, at: number): Item => item({ guid: title, link, title, content: `<p>${title}</p>`, published: { at } });
  let press: Press;
  beforeEach(async () => {
    press = await startPress(TWO);
  });
  afterEach(() => press.close());

  test('let a page go once no source keeps anything of it', async () => {
    press.configure(TWO.replaceAll('/feed }', '/feed, keep: 60 }'));
    const bring = async (first: number, at: number): Promise<void> => {
      await press.show('a', Array.from({ length: 50 }, (_, n) => linked(`no. ${first + n}`, `https://site.example/${first + n}`, at + n)), at + DAY);
      await press.read('/feeds/all.json');
    };
    await bring(1, START);
    await bring(51, START + 2 * DAY);
    expect(await press.json('/feeds/all/archive/1.json')).toMatchObject({ title: 'Everything' });
    for (const step of [2, 3, 4]) await bring(1 + 50 * step, START + 2 * step * DAY);
    expect(await press.library.find('/feeds/all/archive/1.json')).toEqual({ kind: 'gone' });
    expect(await press.json('/feeds/all/archive/5.json')).toMatchObject({ title: 'Everything' });
  });

  test('show the same link once: whose was seen first stays', async () => {
    await press.show('b', [linked('from b', 'https://site.example/x', START)], START);
    await press.show('a', [linked('from a', 'http://SITE.example/x?utm_source=rss', START), linked('other', 'https://site.example/y', START)], START + HOUR);
    expect(titlesOf(await press.json('/feeds/all.json')).toSorted()).toEqual(['from b', 'other']);
    expect(titlesOf(await press.json('/feeds/a.json'))).toContain('from a');
  });

  test('let the order of the list decide for one round of polls', async () => {
    await press.show('b', [linked('from b', 'https://site.example/x', START)], START);
    await press.show('a', [linked('from a', 'https://site.example/x', START)], START);
    expect(titlesOf(await press.json('/feeds/all.json'))).toEqual(['from a']);
  });

  test('show articles that all link to one page, though another source links there too', async () => {
    press.configure(TWO.replace('[a, b]', '[b, a]'));
    const episode = (show: string, number: number): Item => linked(`${show}, episode ${number}`, 'https://shows.example/listen', START + number);
    await press.show('b', [episode('b', 0)], START);
    await press.show('a', Array.from({ length: 10 }, (_, n) => episode('a', n + 1)), START);
    expect(titlesOf(await press.json('/feeds/all.json'))).toHaveLength(11);
    // Also where a source shows them one by one.
    for (const n of [20, 21, 22]) await press.show('b', [episode('b', n)], START + n * HOUR);
    expect(titlesOf(await press.json('/feeds/all.json'))).toHaveLength(14);
  });

  test('do not bring an article again from another source once the one that showed it keeps it no longer', async () => {
    press.configure(TWO.replace('a.example/feed }', 'a.example/feed, keep: 50 }').replace('limit: 20', 'limit: 300'));
    const bring = async (first: number): Promise<void> => {
      const items = Array.from({ length: 10 }, (_, n) => linked(`no. ${first + n}`, `https://site.example/${first + n}`, START + first + n));
      await press.show('a', items, START + first * HOUR);
      await press.show('b', items, START + first * HOUR + 60_000);
    };
    const ids = new Map<string, string>();
    for (let first = 0; first < 150; first += 10) {
      await bring(first);
      for (const { id, title = '' } of (await press.json('/feeds/all.json')).items) {
        expect(ids.get(title) ?? id, title).toBe(id);
        ids.set(title, id);
      }
    }
    expect(ids.size).toBe(150);
  });

  test('show the same article once, also when one of its sources corrects title and link of it', async () => {
    await press.show('b', [linked('Rain', 'https://site.example/rain', START)], START);
    await press.show('a', [{ ...linked('Rain', 'https://site.example/rain', START), guid: 'rain' }], START + HOUR);
    expect(await press.show('a', [{ ...linked('Heavy rain', 'https://site.example/heavy-rain', START), guid: 'rain' }], START + 2 * HOUR)).toMatchObject({ fresh: 0, revised: 1 });
    expect(titlesOf(await press.json('/feeds/a.json'))).toEqual(['Heavy rain']);
    expect(titlesOf(await press.json('/feeds/all.json'))).toEqual(['Rain']);
  });

  test('show an article whose twin is hidden by its own source', async () => {
    press.configure(TWO.replace('b.example/feed }', 'b.example/feed, exclude: { title: "from b" } }'));
    await press.show('b', [linked('from b', 'https://site.example/x', START)], START);
    await press.show('a', [linked('from a', 'https://site.example/x', START)], START + HOUR);
    expect(titlesOf(await press.json('/feeds/all.json'))).toEqual(['from a']);
  });

  test('show all that one round of polls brought, whichever source came last, and whether or not somebody read meanwhile', async () => {
    const night = (source: string, first: number): Item[] => Array.from({ length: 25 }, (_, n) => linked(`${source}${first + n}`, `https://${source}.example/${first + n}`, START + first + n));
    for (const source of ['a', 'b']) await press.show(source, night(source, 0), START);
    await press.show('a', night('a', 25), START + HOUR);
    await press.read('/feeds/all.json');
    await press.show('b', night('b', 25), START + HOUR + 90_000);
    const titles = titlesOf(await press.json('/feeds/all.json'));
    expect(titles).toHaveLength(50);
    expect(titles).toEqual(expect.arrayContaining(['a25', 'a49', 'b25', 'b49']));
    // A later round, as large as the limit or larger, takes their place.
    await press.show('a', night('a', 50), START + 2 * HOUR);
    expect(titlesOf(await press.json('/feeds/all.json'))).toHaveLength(25);
  });

  test('have archive pages that do not change once full', async () => {
    for (let hour = 0; hour < 6; hour += 1) {
      for (const source of ['a', 'b']) {
        const items = Array.from({ length: 7 }, (_, place) => linked(`${source}${hour}-${place}`, `https://${source}.example/${hour}-${place}`, START + hour * HOUR + place));
        await press.show(source, items, START + hour * HOUR);
      }
      await press.read('/feeds/all.json');
    }
    const before = await press.read('/feeds/all/archive/1.atom');
    await press.show('a', [linked('a0-0', 'https://a.example/0-0', START), { ...linked('a0-1', 'https://a.example/0-1', START + 1), content: '<p>otherwise</p>' }], START + DAY);
    await press.show('b', [linked('late', 'https://b.example/late', START - DAY)], START + DAY + HOUR);
    expect(await press.read('/feeds/all/archive/1.atom')).toBe(before);
    const reached = new Set<string>();
    for (let path: string | undefined = '/feeds/all.json'; path !== undefined; ) {
      const feed = await press.json(path);
      for (const { id } of feed.items) reached.add(id);
      path = feed.next_url === undefined ? undefined : new URL(feed.next_url).pathname;
    }
    expect(reached.size).toBe(85);
  });
});

describe('bytes and dates of change', () => {
  test('a filter hides and lets go again, down through the history', async () => {
    const press = await startPress(ONE);
    await press.show('news', articles(1, 700, (number) => START - number * 1000), START);
    press.configure(ONE.replace('limit: 10', 'limit: 10, include: { title: "Article 69." }'));
    expect(titlesOf(await press.json('/feeds/news.json'))).toEqual(Array.from({ length: 10 }, (_, place) => `Article ${690 + place}`));
    press.configure(ONE);
    expect(titlesOf(await press.json('/feeds/news.json'))[0]).toBe('Article 1');
    await press.close();
  });

  test('do not depend on when, or in which order of polls, dated documents were read', async () => {
    const texts = await Promise.all(
      [0, 5 * DAY].map(async (later) => {
        const press = await startPress(ONE);
        const items = articles(1, 60, (number) => START - number * HOUR);
        await press.show('news', later === 0 ? items : items.toReversed(), START + later);
        const text = await Promise.all(['/feeds/news.atom', '/feeds/news.rss', '/feeds/news.json', '/feeds/news/archive/1.atom', '/feeds/news/archive/2.json'].map((path) => press.read(path)));
        await press.close();
        return text;
      }),
    );
    expect(texts[0]).toEqual(texts[1]);
  });

  test('Last-Modified moves with the bytes, a second at least, and not without them', async () => {
    const press = await startPress(ONE);
    await press.show('news', articles(1, 3, (number) => START - number), START + 500);
    const first = await press.modified('/feeds/news.atom');
    expect(first).toBe(START);
    await press.changed('news');
    expect(await press.modified('/feeds/news.atom')).toBe(first);
    await press.show('news', [article(4, START - DAY)], START + 900);
    expect(await press.modified('/feeds/news.atom')).toBe(first + 1000);
    await press.close();
  });

  test('change in a week of polls, one a minute, only as often as entries change', async () => {
    const press = await startPress(ONE);
    const paths = ['/feeds/news.atom', '/feeds/news.rss', '/feeds/news.json'];
    let last: string[] = [];
    let changes = 0;
    let expected = 0;
    for (let minute = 0; minute < 10_080; minute += 1) {
      const newest = Math.floor(minute / 360) + 8;
      const items = Array.from({ length: 8 }, (_, place) => newest - place).map((number) =>
        article(number, START + number * 1000, number % 5 === 0 ? `As of edition ${Math.floor(minute / 1000)}.` : undefined),
      );
      const { fresh, revised } = await press.show('news', items, START + DAY + minute * 60_000);
      if (fresh + revised > 0) expected += 1;
      if (minute % 10 !== 0 && fresh + revised === 0) continue;
      const now = await Promise.all(paths.map((path) => press.read(path)));
      if (now.some((text, place) => text !== last[place])) changes += 1;
      last = now;
    }
    expect(expected).toBeGreaterThan(28);
    expect(changes).toBe(expected);
    await press.close();
  }, 90_000);

  test('an empty feed is nobody\'s to keep before its source was first read', async () => {
    const press = await startPress(ONE);
    const maxAge = async (): Promise<number> => {
      const found = await press.library.find('/feeds/news.atom');
      return found.kind === 'found' ? found.representation.maxAge : -1;
    };
    expect(await maxAge()).toBe(0);
    await press.show('news', articles(1, 3, (number) => START - number), START);
    expect(await maxAge()).toBe(60);
    await press.close();
  });

  test('the same object is handed out as long as nothing changes', async () => {
    const press = await startPress(ONE);
    await press.show('news', articles(1, 3, (number) => START - number), START);
    const one = await press.library.find('/feeds/news.atom');
    await press.changed('news');
    const two = await press.library.find('/feeds/news.atom');
    expect(one.kind === 'found' && two.kind === 'found' && one.representation === two.representation).toBe(true);
    await press.close();
  });
});
