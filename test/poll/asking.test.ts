import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { feedSite } from '../support/feed-site.js';
import { answer, inTurn, redirect, type Route } from '../support/upstream.js';
import { article, at, openNewsroom, type Newsroom } from './newsroom.js';

let room: Newsroom;
beforeEach(async () => {
  room = await openNewsroom();
});
afterEach(() => room.close());

const address = (path: string): string => `${room.upstream.origin}${path}`;
const asked = (): readonly (string | undefined)[] => room.upstream.requests.map(({ headers }) => headers['if-none-match'] as string | undefined);

describe('asking a source', () => {
  test('with its validators, so that an unchanged feed costs a 304', async () => {
    const site = feedSite();
    site.publish(article(2), article(1));
    room.upstream.route('/feed', site.route);
    await room.configure([{ id: 'a', url: address('/feed') }]);
    expect(await room.poll('a', at(0))).toMatchObject({ status: 'changed', http: 200, new: 2, revised: 0, duplicate: 0 });
    expect(await room.poll('a', at(1))).toMatchObject({ status: 'unchanged', http: 304, new: 0, revised: 0 });
    site.publish(article(3));
    expect(await room.poll('a', at(2))).toMatchObject({ status: 'changed', http: 200, new: 1, revised: 0, duplicate: 2 });
    expect(await room.poll('a', at(3))).toMatchObject({ status: 'unchanged', http: 304 });
    expect(site.answers).toEqual([200, 304, 200, 304]);
  });

  test('once a day without them, for some servers answer 304 for ever', async () => {
    const site = feedSite();
    site.publish(article(1));
    const stuck: Route = (request, response) => {
      if (request.headers['if-none-match'] === undefined && request.headers['if-modified-since'] === undefined) site.route(request, response);
      else response.writeHead(304).end();
    };
    room.upstream.route('/feed', stuck);
    await room.configure([{ id: 'a', url: address('/feed') }]);
    await room.poll('a', at(0));
    site.publish(article(2));
    for (const hour of [1, 12, 23.9]) expect(await room.poll('a', at(hour))).toMatchObject({ status: 'unchanged', http: 304 });
    expect(await room.poll('a', at(24))).toMatchObject({ status: 'changed', http: 200, new: 1 });
    expect(asked().map((etag) => etag === undefined)).toEqual([true, false, false, false, true]);
    await room.poll('a', at(25));
    expect(asked().at(-1)).toBeDefined();
  });

  test('a body that is the same to the byte, without validators, brings nothing', async () => {
    const site = feedSite({ validators: 'none' });
    site.publish(article(1), article(2));
    room.upstream.route('/feed', site.route);
    await room.configure([{ id: 'a', url: address('/feed') }]);
    await room.poll('a', at(0));
    expect(await room.poll('a', at(1))).toMatchObject({ status: 'unchanged', http: 200, new: 0, revised: 0, duplicate: 2 });
  });

  test('another url keeps the entries and forgets the validators', async () => {
    const site = feedSite();
    site.publish(article(1));
    room.upstream.route('/old', site.route);
    room.upstream.route('/new', site.route);
    await room.configure([{ id: 'a', url: address('/old') }]);
    await room.poll('a', at(0));
    const before = await room.entries('a');
    await room.configure([{ id: 'a', url: address('/new') }]);
    expect(await room.poll('a', at(1))).toMatchObject({ http: 200, status: 'unchanged', new: 0, revised: 0, duplicate: 1 });
    expect(asked()).toEqual([undefined, undefined]);
    expect(await room.entries('a')).toEqual(before);
  });
});

describe('a source that moves', () => {
  test('for good is asked at its new address once that has held for three polls', async () => {
    const site = feedSite();
    site.publish(article(1));
    room.upstream.route('/old', redirect('/new', 301));
    room.upstream.route('/new', site.route);
    await room.configure([{ id: 'a', url: address('/old') }]);
    const told = [];
    for (const hour of [0, 1, 2]) told.push((await room.poll('a', at(hour))).told);
    expect(told).toEqual([[expect.stringContaining(`redirects for good to ${address('/new')}`)], undefined, [expect.stringMatching(/moved for good.*write that address/)]]);
    expect((await room.state('a')).moved).toEqual({ url: address('/new'), polls: 3 });
    expect(room.upstream.count('/old')).toBe(3);
    await room.poll('a', at(3));
    expect([room.upstream.count('/old'), room.upstream.count('/new')]).toEqual([3, 4]);
  });

  test('for a time is asked at its own address for ever', async () => {
    const site = feedSite();
    site.publish(article(1));
    room.upstream.route('/old', redirect('/new', 302));
    room.upstream.route('/new', site.route);
    await room.configure([{ id: 'a', url: address('/old') }]);
    for (const hour of [0, 1, 2, 3, 4]) await room.poll('a', at(hour));
    expect(room.upstream.count('/old')).toBe(5);
    expect((await room.state('a')).moved).toBeUndefined();
  });

  test('here and there is asked at its own address: three polls in a row are wanted', async () => {
    const site = feedSite();
    site.publish(article(1));
    room.upstream.route('/old', inTurn(redirect('/one', 301), redirect('/one', 301), redirect('/two', 301), redirect('/one', 301), redirect('/one', 301)));
    room.upstream.route('/one', site.route);
    room.upstream.route('/two', site.route);
    await room.configure([{ id: 'a', url: address('/old') }]);
    for (const hour of [0, 1, 2, 3, 4]) await room.poll('a', at(hour));
    expect(room.upstream.count('/old')).toBe(5);
    expect((await room.state('a')).moved).toEqual({ url: address('/one'), polls: 2 });
  });

  test('and whose new address fails is asked at its own again', async () => {
    const site = feedSite();
    site.publish(article(1));
    room.upstream.route('/old', inTurn(redirect('/new', 301), redirect('/new', 301), redirect('/new', 301), site.route));
    room.upstream.route('/new', inTurn(site.route, site.route, site.route, answer({ status: 404 })));
    await room.configure([{ id: 'a', url: address('/old') }]);
    for (const hour of [0, 1, 2]) await room.poll('a', at(hour));
    expect(await room.poll('a', at(3))).toMatchObject({ status: 'failed', http: 404 });
    expect(await room.poll('a', at(4))).toMatchObject({ status: 'unchanged' });
    expect((await room.state('a')).failure).toBeUndefined();
  });
});
