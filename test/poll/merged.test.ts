import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { feedSite, type FeedSite } from '../support/feed-site.js';
import { article, at, openNewsroom, type Newsroom } from './newsroom.js';

let room: Newsroom;
let first: FeedSite;
let second: FeedSite;
beforeEach(async () => {
  room = await openNewsroom();
  first = feedSite();
  second = feedSite();
  room.upstream.route('/one', first.route);
  room.upstream.route('/two', second.route);
  const { origin } = room.upstream;
  await room.configure([{ id: 'one', url: `${origin}/one` }, { id: 'two', url: `${origin}/two` }], [{ id: 'all', sources: ['two', 'one'] }]);
});
afterEach(() => room.close());

/** The words of the articles the merged feed shows. */
async function shown(): Promise<readonly string[]> {
  const words = (await room.read('/feeds/all.json')).match(/Said by \w+\./g) ?? [];
  return [...new Set(words)].sort();
}

const by = (name: string, link = 'https://site.example/1') => ({ ...article(1), guid: name, link, body: `<p>Said by ${name}.</p>` });

describe('a merged feed', () => {
  test('shows the same link once: whose was seen first stays', async () => {
    first.publish(by('one'));
    await room.poll('one', at(0));
    second.publish(by('two', 'http://site.example/1?utm_source=two'));
    await room.poll('two', at(1));
    expect(await shown()).toEqual(['Said by one.']);
  });

  test('lets the order of its list decide for what one round of polls brought', async () => {
    first.publish(by('one'));
    second.publish(by('two'));
    await room.poll('one', at(0));
    await room.poll('two', at(0));
    expect(await shown()).toEqual(['Said by two.']);
  });

  test('shows both where the links differ', async () => {
    first.publish(by('one'));
    second.publish(by('two', 'https://site.example/2'));
    await room.poll('one', at(0));
    await room.poll('two', at(1));
    expect(await shown()).toEqual(['Said by one.', 'Said by two.']);
  });
});
