import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { feedSite } from '../support/feed-site.js';
import { article, at, openNewsroom, type Newsroom } from './newsroom.js';

let room: Newsroom;
beforeEach(async () => {
  room = await openNewsroom();
});
afterEach(() => room.close());

const address = (path: string): string => `${room.upstream.origin}${path}`;

describe('what arrives', () => {
  test('first is history, commit 0, chosen by date; what comes after it has commits that grow, whatever the clock does', async () => {
    const site = feedSite();
    room.upstream.route('/feed', site.route);
    await room.configure([{ id: 'a', url: address('/feed') }]);
    site.publish(article(2), article(1));
    await room.poll('a', at(0));
    site.publish(article(3));
    await room.poll('a', at(1));
    site.publish(article(4));
    await room.poll('a', at(-500));
    const commits = (await room.entries('a')).map(({ commit }) => commit);
    expect(commits.slice(0, 2)).toEqual([0, 0]);
    expect(commits[2]).toBeGreaterThan(0);
    expect(commits[3]).toBeGreaterThan(commits[2] ?? Infinity);
  });

  test('late, dated weeks ago, is published with its own date and shown first among arrivals', async () => {
    const site = feedSite();
    room.upstream.route('/feed', site.route);
    await room.configure([{ id: 'a', url: address('/feed'), limit: 1 }]);
    site.publish(article(2), article(1));
    await room.poll('a', at(0));
    site.publish({ ...article(3), crawled: at(-2000) });
    await room.poll('a', at(1));
    expect((await room.entries('a')).at(-1)).toMatchObject({ published: at(-2000), firstSeen: at(1) });
    expect(await room.read('/feeds/a.json')).toContain('Words of 3.');
    expect(await room.read('/feeds/a.json')).not.toContain('Words of 2.');
  });

  test('carries its own date in its body, which a feedx article’s is', async () => {
    const site = feedSite();
    room.upstream.route('/feed', site.route);
    await room.configure([{ id: 'a', url: address('/feed'), profile: 'feedx' }]);
    const own = new Date(at(-30)).toUTCString();
    site.publish({ ...article(1), crawled: at(-1), body: `<div><i>${own}</i></div><p>Words.</p>` });
    await room.poll('a', at(0));
    expect(await room.entries('a')).toMatchObject([{ published: at(-30), updated: at(-30) }]);
  });

  test('in the same documents at the same times gives the same bytes in another store', async () => {
    const other = await openNewsroom();
    const rooms = [room, other];
    const site = feedSite();
    for (const one of rooms) {
      one.upstream.route('/feed', site.route);
      await one.configure([{ id: 'a', url: `${one.upstream.origin}/feed` }]);
    }
    for (const hour of [0, 1, 2]) {
      site.publish({ ...article(2 * hour + 1), crawled: at(hour - 1) }, { title: `Undated ${hour}`, link: `https://site.example/u${hour}`, body: '<p>Words.</p>' });
      for (const one of rooms) expect(await one.poll('a', at(hour))).toMatchObject({ new: 2 });
    }
    for (const path of ['/feeds/a.atom', '/feeds/a.rss', '/feeds/a.json', '/feeds/a/archive/1.atom']) {
      const [bytes, again] = await Promise.all(rooms.map((one) => one.read(path)));
      expect(bytes).toContain('Undated 2');
      expect(again).toBe(bytes);
    }
    await other.close();
  });
});
