import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { feedSite, type FeedSite, type SiteItem } from '../support/feed-site.js';
import { article, at, openNewsroom, type Newsroom } from './newsroom.js';

let room: Newsroom;
let site: FeedSite;
let address: string;
beforeEach(async () => {
  room = await openNewsroom();
  site = feedSite({ window: 500 });
  room.upstream.route('/feed', site.route);
  address = `${room.upstream.origin}/feed`;
  await room.configure([{ id: 'a', url: address }]);
});
afterEach(() => room.close());

const articles = (first: number, last: number): readonly SiteItem[] => Array.from({ length: last - first + 1 }, (_, n) => article(last - n));
const PAGE = 50;

describe('keep', () => {
  beforeEach(async () => {
    await room.configure([{ id: 'a', url: address, keep: 60 }]);
    site.replace(articles(1, PAGE));
    await room.poll('a', at(0));
    site.replace(articles(PAGE + 1, 2 * PAGE));
    await room.poll('a', at(1));
  });

  test('lets no page go that is not whole beyond it', async () => {
    expect(await room.entries('a')).toHaveLength(100);
    expect(await room.read('/feeds/a/archive/1.atom')).toContain('Words of 1.');
  });

  test('drops whole pages, which then answer 410, and keeps the entries asked for', async () => {
    site.replace(articles(2 * PAGE + 1, 2 * PAGE + 10));
    await room.poll('a', at(2));
    expect(await room.entries('a')).toHaveLength(60);
    expect(await room.read('/feeds/a/archive/1.atom')).toBe('gone');
    expect(await room.read('/feeds/a/archive/2.atom')).toContain('Words of 51.');
    expect(await room.read('/feeds/a/archive/4.atom')).toBe('missing');
  });

  test('forgets no keys: a dropped article that comes back is not new', async () => {
    site.replace(articles(2 * PAGE + 1, 2 * PAGE + 10));
    await room.poll('a', at(2));
    site.replace(articles(1, 5));
    expect(await room.poll('a', at(3))).toMatchObject({ status: 'unchanged', new: 0, revised: 0, duplicate: 5 });
    site.replace(articles(1, 5).map((one) => ({ ...one, crawled: at(2) })));
    expect(await room.poll('a', at(4))).toMatchObject({ new: 0, revised: 0, duplicate: 5 });
    expect(await room.entries('a')).toHaveLength(60);
  });

  test('and a dropped article that comes back changed is a revision of it, with its id and date', async () => {
    const before = (await room.entries('a'))[0];
    site.replace(articles(2 * PAGE + 1, 2 * PAGE + 10));
    await room.poll('a', at(2));
    site.replace([{ ...article(1), crawled: at(3), body: '<p>Told anew.</p>' }]);
    expect(await room.poll('a', at(4))).toMatchObject({ new: 0, revised: 1 });
    expect((await room.entries('a'))[0]).toMatchObject({ id: before?.id, published: before?.published, updated: at(3), cleaned: { content: '<p>Told anew.</p>' } });
  });
});

describe('a full archive page', () => {
  const page = '/feeds/a/archive/1.atom';
  beforeEach(async () => {
    site.replace(articles(1, PAGE).map((one) => ({ ...one, body: `${one.body}<p><img src="https://pics.example/r.jpg?sig=1"></p>` })));
    await room.poll('a', at(0));
    site.publish(article(PAGE + 1));
    await room.poll('a', at(1));
  });

  test.each<readonly [what: string, change: (one: SiteItem) => SiteItem, told: object]>([
    ['a refreshed entry', (one) => ({ ...one, body: one.body.replace('sig=1', 'sig=2') }), { status: 'changed', new: 0, revised: 0 }],
    ['a revision', (one) => ({ ...one, crawled: at(2), body: '<p>Told anew.</p>' }), { status: 'changed', new: 0, revised: 1 }],
  ])('is not changed by %s, which the subscription feed shows', async (_, change, report) => {
    const before = await room.read(page);
    expect(before).toContain('Words of 7.');
    site.replace(articles(1, PAGE + 1).flatMap((one) => (one.guid === 'g7' ? [change({ ...one, body: `${one.body}<p><img src="https://pics.example/r.jpg?sig=1"></p>` })] : [])));
    expect(await room.poll('a', at(3))).toMatchObject(report);
    expect(await room.read(page)).toBe(before);
    expect(await room.read('/feeds/a.atom')).toMatch(/sig=2|Told anew/);
  });
});

describe('a change of how articles are cleaned', () => {
  const body = '<p>It rained.</p><div class="ad">Buy!</div><p><img src="https://images.weserv.nl/?url=pics.example/r.jpg"></p>';
  test.each<readonly [what: string, told: object, shows: RegExp]>([
    ['remove', { remove: ['.ad'] }, /^(?!.*Buy!)/s],
    ['images', { images: 'https://proxy.example/?url={url}' }, /proxy\.example/],
  ])('%s applies to every kept entry, moves no date and counts no revision', async (_, told, shows) => {
    site.replace(articles(1, 3).map((one) => ({ ...one, body })));
    await room.poll('a', at(0));
    const dates = async (): Promise<readonly object[]> => (await room.entries('a')).map(({ id, version, published, updated, commit }) => ({ id, version, published, updated, commit }));
    const before = await dates();
    await room.configure([{ id: 'a', url: address, ...told }]);
    const shown = await room.read('/feeds/a.json');
    expect(shown).toMatch(shows);
    expect(shown).toContain('It rained.');
    site.publish({ ...article(4), body });
    expect(await room.poll('a', at(1))).toMatchObject({ new: 1, revised: 0, duplicate: 3 });
    expect((await dates()).slice(0, 3)).toEqual(before);
    site.replace(articles(1, 4).map((one) => ({ ...one, crawled: at(1.5), body })));
    expect(await room.poll('a', at(2))).toMatchObject({ new: 0, revised: 0, duplicate: 4 });
    expect((await dates()).slice(0, 3)).toEqual(before);
  });
});
