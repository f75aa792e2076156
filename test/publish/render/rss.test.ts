import { parseRssFeed } from 'feedsmith';
import { describe, expect, test } from 'vitest';
import { renderFeed } from '../../../src/publish/render/index.js';
import { read } from '../../parse/read.js';
import { checkRss } from '../../support/feed-rules.js';
import { entry, feed, merged, pageOf } from './feeds.js';

function rss(...arguments_: Parameters<typeof feed>): string {
  const xml = renderFeed(feed(...arguments_), 'rss');
  expect(checkRss(xml)).toEqual([]);
  return xml;
}

function only(parts: Parameters<typeof entry>[0]) {
  const [item] = parseRssFeed(rss({}, entry(parts))).items ?? [];
  return item ?? {};
}

describe('an RSS channel', () => {
  test('says what it is, when it last changed, where it is and what made it', () => {
    const parsed = parseRssFeed(rss({}, entry()));
    expect(parsed).toMatchObject({
      title: 'Harbour News',
      link: 'https://news.example/',
      description: 'What happens by the water',
      language: 'en',
      lastBuildDate: 'Fri, 29 Nov 2024 18:00:00 GMT',
      generator: 'feedrelay',
      atom: { links: [{ rel: 'self', type: 'application/rss+xml', href: 'https://relay.example/feeds/harbour.rss' }] },
    });
  });

  test('has a description, its title if no other is known', () => {
    expect(parseRssFeed(rss({ description: ' ' })).description).toBe('Harbour News');
  });

  test.each([
    ['https://news.example/logo.png', true],
    ['https://news.example/logo.PNG', true],
    ['https://news.example/logo', true],
    ['https://news.example/favicon.ico', false],
    ['https://news.example/logo.svg', false],
    ['/logo.png', false],
  ])('with the picture %s shows it: %s', (image, shown) => {
    const expected = { url: image, title: 'Harbour News', link: 'https://news.example/' };
    expect(parseRssFeed(rss({ image })).image).toEqual(shown ? expected : undefined);
  });

  test('links the pages before, after and above it as RFC 5005 has it', () => {
    const xml = rss({ paging: { kind: 'archive', current: pageOf('harbour'), prev: pageOf('archive/1'), next: pageOf('archive/3') } });
    expect(xml).toContain('<fh:archive/>');
    expect(xml).toContain('<atom:link rel="current" href="https://relay.example/feeds/harbour.rss"/>');
    expect(xml).toContain('<atom:link rel="prev-archive" href="https://relay.example/feeds/archive/1.rss"/>');
    expect(xml).toContain('<atom:link rel="next-archive" href="https://relay.example/feeds/archive/3.rss"/>');
  });
});

describe('an RSS item', () => {
  test('carries its id as a guid that is no link, with link, date, description before the full text, author, category', () => {
    const xml = rss({}, entry());
    expect(xml).toContain('<guid isPermaLink="false">urn:uuid:6ba7b810-9dad-51d1-80b4-00c04fd430c8</guid>');
    expect(xml.indexOf('<description><!')).toBeLessThan(xml.indexOf('<content:encoded>'));
    expect(only({})).toMatchObject({
      title: 'The harbour freezes over',
      link: 'https://news.example/2024/harbour.html',
      pubDate: 'Fri, 29 Nov 2024 17:28:27 GMT',
      description: 'For the first time in a century, the harbour is white.',
      content: { encoded: '<p>For the first time in a century, the harbour is <em>white</em>.</p>' },
      dc: { creators: ['Ada Quill'] },
      categories: [{ name: 'weather' }],
    });
  });

  test('has its summary for a description where there is one', () => {
    expect(only({ summary: '<p>Ice.</p>' }).description).toBe('<p>Ice.</p>');
  });

  test('cuts the description made from a long text between words, and escapes it', () => {
    const { description = '' } = only({ content: `<p>${'cold &amp; white '.repeat(100)}</p>` });
    expect(description).toMatch(/^cold &amp; white (cold|&amp;|white| )+…$/);
    expect(description.length).toBeLessThan(420);
  });

  test.each([
    ['plain', 'Fish & chips', 'Fish &#x26; chips'],
    ['comparing', '5 < 6 > 4', '5 &#x3C; 6 &#x3E; 4'],
    ['about a tag', 'Why <b> is bold', 'Why &#x26;lt;b&#x26;gt; is bold'],
    ['about a reference', 'Escaping &amp; in XML', 'Escaping &#x26;amp;amp; in XML'],
    ['about an escaped tag', 'What &lt;b&gt; means', 'What &#x26;amp;lt;b&#x26;amp;gt; means'],
    ['about a number of a character', 'It is &#39; or &#x27;', 'It is &#x26;amp;#39; or &#x26;amp;#x27;'],
    ['with what is no reference', 'R&D; AT&T, Q&A &', 'R&#x26;D; AT&#x26;T, Q&#x26;A &#x26;'],
  ])('with a title %s shows it in readers of either kind', (_, title, written) => {
    expect(rss({}, entry({ title }))).toContain(`<title>${written}</title>`);
  });

  test('of a merged feed and its channel have the titles that Atom and JSON have', async () => {
    const title = 'What &lt;b&gt; means';
    const one = { ...merged(entry({ title })), title: 'All of &amp;' };
    const formats = ['rss', 'atom', 'json'] as const;
    const feeds = await Promise.all(formats.map((format) => read(renderFeed(one, format))));
    expect(feeds.map(({ head, items }) => [head.title, items[0]?.title])).toEqual(Array(3).fill(['All of &amp;', title]));
  });

  test('without a title has none, unless it has no text either', () => {
    expect(only({ title: '' })).not.toHaveProperty('title');
    expect(only({ title: '', content: '' }).title).toBe('https://news.example/2024/harbour.html');
  });

  test('never has an author element, which would have to be an e-mail address', () => {
    const xml = rss({}, entry({ authors: [{ name: 'Ada', email: 'ada@news.example' }, { email: 'desk@news.example' }] }));
    expect(xml).not.toContain('<author>');
    expect(xml).toContain('<dc:creator>Ada</dc:creator>');
    expect(xml).toContain('<dc:creator>desk@news.example</dc:creator>');
  });

  test('has one enclosure, with type and length, the others as media, and its picture beside them', () => {
    const enclosures = [{ url: 'https://media.example/ice' }, { url: 'https://media.example/ice.mp3', length: 1234, duration: 61.4 }];
    expect(only({ enclosures, image: 'https://media.example/ice.jpg' })).toMatchObject({
      enclosures: [{ url: 'https://media.example/ice', length: 0, type: 'application/octet-stream' }],
      media: {
        contents: [{ url: 'https://media.example/ice.mp3', type: 'audio/mpeg', fileSize: 1234, duration: 61 }],
        thumbnails: [{ url: 'https://media.example/ice.jpg' }],
      },
    });
  });

  test('of a merged feed names its source', () => {
    const xml = renderFeed(merged(entry({ authors: [] })), 'rss');
    expect(checkRss(xml)).toEqual([]);
    expect(xml).toContain('<source url="https://relay.example/feeds/harbour.atom">Harbour News</source>');
    expect(xml).toContain('<dc:creator>Harbour News</dc:creator>');
  });
});
