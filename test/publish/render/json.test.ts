import { parseJsonFeed } from 'feedsmith';
import { describe, expect, test } from 'vitest';
import { renderFeed } from '../../../src/publish/render/index.js';
import { checkJsonFeed } from '../../support/feed-rules.js';
import { entry, feed, merged, pageOf } from './feeds.js';

function json(...arguments_: Parameters<typeof feed>): string {
  const text = renderFeed(feed(...arguments_), 'json');
  expect(checkJsonFeed(text)).toEqual([]);
  return text;
}

function only(parts: Parameters<typeof entry>[0]) {
  const [item] = parseJsonFeed(json({}, entry(parts))).items ?? [];
  return item ?? {};
}

describe('a JSON Feed', () => {
  test('is of version 1.1 and says who it is, in an order that stays', () => {
    const parsed = JSON.parse(json({ image: 'https://news.example/logo.png', authors: [{ name: 'Desk', uri: 'https://news.example/desk' }] })) as object;
    expect(Object.entries(parsed)).toEqual([
      ['version', 'https://jsonfeed.org/version/1.1'],
      ['title', 'Harbour News'],
      ['home_page_url', 'https://news.example/'],
      ['feed_url', 'https://relay.example/feeds/harbour.json'],
      ['description', 'What happens by the water'],
      ['icon', 'https://news.example/logo.png'],
      ['language', 'en'],
      ['authors', [{ name: 'Desk', url: 'https://news.example/desk' }]],
      ['items', []],
    ]);
  });

  test('leads to the older pages by next_url, and marks an archive page', () => {
    expect(parseJsonFeed(json({ paging: { kind: 'subscription', prev: pageOf('archive/3') } })).next_url).toBe('https://relay.example/feeds/archive/3.json');
    expect(JSON.parse(json({ paging: { kind: 'archive', current: pageOf('harbour'), next: pageOf('archive/3') } }))).toMatchObject({
      _feedrelay: { archive: true, current_url: 'https://relay.example/feeds/harbour.json', prev_url: 'https://relay.example/feeds/archive/3.json' },
    });
  });
});

describe('a JSON Feed item', () => {
  test('has every field of 1.1 that the entry can fill', () => {
    const one = entry({
      summary: '<p>Ice &amp; snow.</p>',
      image: 'https://media.example/ice.jpg',
      language: 'de',
      categories: [{ term: 'wx', label: 'Weather' }, { term: 'sea' }, { term: 'sea' }, { term: 'sea', scheme: 'https://topics.example/' }],
      enclosures: [{ url: 'https://media.example/ice.mp3', length: 1234, duration: 61, title: 'Ice' }],
    });
    const { items } = JSON.parse(json({}, one)) as { items: object[] };
    expect(items).toEqual([
      {
        id: 'urn:uuid:6ba7b810-9dad-51d1-80b4-00c04fd430c8',
        url: 'https://news.example/2024/harbour.html',
        title: 'The harbour freezes over',
        content_html: '<p>For the first time in a century, the harbour is <em>white</em>.</p>',
        summary: 'Ice & snow.',
        image: 'https://media.example/ice.jpg',
        date_published: '2024-11-29T17:28:27.000Z',
        date_modified: '2024-11-29T18:00:00.000Z',
        authors: [{ name: 'Ada Quill' }],
        tags: ['Weather', 'sea'],
        language: 'de',
        attachments: [{ url: 'https://media.example/ice.mp3', mime_type: 'audio/mpeg', title: 'Ice', size_in_bytes: 1234, duration_in_seconds: 61 }],
      },
    ]);
  });

  test('has plain text for a title, whatever it is about', () => {
    expect(only({ title: 'On <b>bold</b> &amp; <i>' }).title).toBe('On <b>bold</b> &amp; <i>');
  });

  test('leaves out what it has not, but not the content, which 1.1 wants', () => {
    const bare = entry({ link: '', title: '', content: '', authors: [], categories: [] });
    const { items } = JSON.parse(json({}, bare)) as { items: object[] };
    expect(Object.keys(items[0] ?? {})).toEqual(['id', 'content_html', 'date_modified', 'date_published']);
  });

  test('with a summary alone has it for its content', () => {
    expect(only({ content: '', summary: '<p>Ice.</p>' })).toMatchObject({ content_html: '<p>Ice.</p>' });
    expect(only({ content: '', summary: '<p>Ice.</p>' })).not.toHaveProperty('summary');
  });

  test('of a merged feed names its source', () => {
    const text = renderFeed(merged(entry({ authors: [] })), 'json');
    expect(checkJsonFeed(text)).toEqual([]);
    expect(JSON.parse(text)).toMatchObject({
      items: [
        {
          authors: [{ name: 'Harbour News', url: 'https://news.example/' }],
          _feedrelay: {
            source: { id: 'harbour', title: 'Harbour News', home_page_url: 'https://news.example/', atom_url: 'https://relay.example/feeds/harbour.atom' },
          },
        },
      ],
    });
  });
});
