import { afterEach, beforeEach, expect, test } from 'vitest';
import { feedSite, type FeedSite, type SiteItem } from '../support/feed-site.js';
import { article, at, openNewsroom, type Newsroom } from './newsroom.js';

let room: Newsroom;
let site: FeedSite;
beforeEach(async () => {
  room = await openNewsroom();
  site = feedSite({ validators: 'none' });
  room.upstream.route('/one', site.route);
  await room.configure([{ id: 'one', url: `${room.upstream.origin}/one` }]);
});
afterEach(() => room.close());

/** What the state says after a poll, and what the row that it speaks of says. */
async function polled(hour: number, ...items: readonly SiteItem[]): Promise<{ readonly said: unknown; readonly row: unknown }> {
  site.replace(items);
  await room.poll('one', at(hour));
  const { newest, nextEntry, lastChange } = await room.state('one');
  const stored = (await room.entries('one')).find(({ n }) => n === nextEntry - 1);
  const { at: when, ...said } = newest ?? { at: undefined };
  if (newest !== undefined) expect(when).toBe(lastChange);
  return { said, row: { n: stored?.n, title: stored?.cleaned.title, link: stored?.link } };
}

test('a source names the entry that came last, as it is now', async () => {
  const first = await polled(0, article(1));
  expect(first.said).toEqual({ n: 1, title: 'Title 1', link: 'https://site.example/1' });
  const later = [
    await polled(1, article(1)),
    await polled(2, article(3), article(2), article(1)),
    await polled(3, article(3), article(2), { ...article(1), title: 'Title 1, revised', crawled: at(3) }),
    await polled(4, { ...article(3), title: 'Title 3, revised', crawled: at(4) }, article(2)),
    await polled(5, { ...article(2), title: 'Title 2, revised', crawled: at(5) }),
  ];
  for (const { said, row } of later) expect(said).toEqual(row);
});

test('of a title that is long, or none, its row has to tell', async () => {
  expect((await polled(0, { ...article(1), title: 'long '.repeat(100) })).said).toEqual({});
  expect((await polled(1, article(2))).said).toMatchObject({ title: 'Title 2' });
  expect((await polled(2, { ...article(2), title: '', crawled: at(2) })).said).toEqual({});
});
