import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { feedSite, type FeedSite, type SiteItem } from '../support/feed-site.js';
import { answer } from '../support/upstream.js';
import { article, at, openNewsroom, type Newsroom } from './newsroom.js';

let room: Newsroom;
let site: FeedSite;
const older: SiteItem = { ...article(1), body: '<p>First words.</p>' };
const newer: SiteItem = { ...article(1), crawled: at(-5), body: '<p>Last words.</p>' };

async function content(): Promise<readonly string[]> {
  return (await room.entries('a')).map(({ cleaned }) => cleaned.content);
}

describe.each(['both', 'none'] as const)('a stale copy, from a site with validators: %s', (validators) => {
  beforeEach(async () => {
    room = await openNewsroom();
    site = feedSite({ validators });
    room.upstream.route('/feed', site.route);
    await room.configure([{ id: 'a', url: `${room.upstream.origin}/feed` }]);
    site.replace([older]);
    await room.poll('a', at(0));
    site.replace([newer]);
    await room.poll('a', at(1));
    site.replace([older]);
  });
  afterEach(() => room.close());

  test('that every poll of a day shows, be its answers unchanged, is meant', async () => {
    expect(await room.poll('a', at(2))).toMatchObject({ status: 'unchanged', revised: 0 });
    expect(await room.poll('a', at(14))).toMatchObject({ status: 'unchanged', revised: 0 });
    expect(await content()).toEqual(['<p>Last words.</p>']);
    expect(await room.poll('a', at(26))).toMatchObject({ status: 'changed', new: 0, revised: 1 });
    expect(await room.entries('a')).toMatchObject([{ cleaned: { content: '<p>First words.</p>' }, updated: at(26), version: 3 }]);
    expect(await room.poll('a', at(27))).toMatchObject({ status: 'unchanged', revised: 0 });
  });

  test('that less than a day of polls shows is ignored', async () => {
    for (const hour of [2, 8, 14, 25]) expect(await room.poll('a', at(hour))).toMatchObject({ status: 'unchanged', revised: 0 });
    expect(await content()).toEqual(['<p>Last words.</p>']);
  });

  test('that two polls show is ignored', async () => {
    for (const hour of [2, 40]) await room.poll('a', at(hour));
    expect(await content()).toEqual(['<p>Last words.</p>']);
  });

  test('between which the current one is seen begins anew', async () => {
    for (const hour of [2, 14]) await room.poll('a', at(hour));
    site.replace([newer]);
    await room.poll('a', at(20));
    site.replace([older]);
    for (const hour of [26, 27]) await room.poll('a', at(hour));
    expect(await content()).toEqual(['<p>Last words.</p>']);
  });

  test('is shown by no poll that fails', async () => {
    await room.poll('a', at(2));
    room.upstream.route('/feed', answer({ status: 503 }));
    for (const hour of [14, 26, 38]) await room.poll('a', at(hour));
    room.upstream.route('/feed', site.route);
    expect(await room.poll('a', at(39))).toMatchObject({ revised: 0 });
    expect(await room.poll('a', at(40))).toMatchObject({ revised: 1 });
  });
});
