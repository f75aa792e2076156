import { parseAtomFeed } from 'feedsmith';
import { describe, expect, test } from 'vitest';
import { renderFeed } from '../../../src/publish/render/index.js';
import { nameUuid } from '../../../src/identify/uuid.js';
import { checkAtom } from '../../support/feed-rules.js';
import { entry, feed, merged, pageOf } from './feeds.js';

function atom(...arguments_: Parameters<typeof feed>): string {
  const xml = renderFeed(feed(...arguments_), 'atom');
  expect(checkAtom(xml)).toEqual([]);
  return xml;
}

function only(parts: Parameters<typeof entry>[0]) {
  const [one] = parseAtomFeed(atom({}, entry(parts))).entries ?? [];
  return one ?? {};
}

describe('an Atom feed', () => {
  test('says who it is, when it last changed, where it is and what made it', () => {
    const parsed = parseAtomFeed(atom({}, entry()));
    expect(parsed).toMatchObject({
      id: nameUuid('feed', 'harbour'),
      title: 'Harbour News',
      subtitle: 'What happens by the water',
      updated: '2024-11-29T18:00:00.000Z',
      generator: { text: 'feedrelay' },
      links: [
        { rel: 'alternate', href: 'https://news.example/' },
        { rel: 'self', href: 'https://relay.example/feeds/harbour.atom' },
        { rel: 'alternate', type: 'application/feed+json', href: 'https://relay.example/feeds/harbour.json' },
        { rel: 'alternate', type: 'application/rss+xml', href: 'https://relay.example/feeds/harbour.rss' },
      ],
    });
  });

  test('names its language where it is known', () => {
    expect(atom({ language: 'zh_CN' })).toContain(' xml:lang="zh-CN">');
    expect(atom({ language: 'Chinese (Simplified)' })).not.toContain('xml:lang');
  });

  test('shows its picture as the logo', () => {
    expect(parseAtomFeed(atom({ image: 'https://news.example/logo.png' })).logo).toBe('https://news.example/logo.png');
  });

  test('has an author, its own title if no other is known, for entries without one', () => {
    expect(parseAtomFeed(atom({}, entry({ authors: [] }))).authors).toEqual([{ name: 'Harbour News' }]);
    expect(parseAtomFeed(atom({ authors: [{ name: 'Desk', uri: 'https://news.example/desk' }] })).authors).toEqual([
      { name: 'Desk', uri: 'https://news.example/desk' },
    ]);
  });

  test('is valid while it is empty, at a date that no validator doubts', () => {
    expect(parseAtomFeed(atom({ updated: 0 })).updated).toBe('1990-01-01T00:00:00.000Z');
  });

  test('links the pages before, after and above it as RFC 5005 has it', () => {
    const archive = atom({ paging: { kind: 'archive', current: pageOf('harbour'), prev: pageOf('archive/1'), next: pageOf('archive/3') } });
    expect(archive).toContain('<fh:archive/>');
    const relations = parseAtomFeed(archive).links?.map(({ rel, href }) => [rel, href]);
    expect(relations).toContainEqual(['current', 'https://relay.example/feeds/harbour.atom']);
    expect(relations).toContainEqual(['prev-archive', 'https://relay.example/feeds/archive/1.atom']);
    expect(relations).toContainEqual(['next-archive', 'https://relay.example/feeds/archive/3.atom']);
    const subscription = atom({ paging: { kind: 'subscription', prev: pageOf('archive/3') } });
    expect(subscription).not.toContain('<fh:archive/>');
    expect(subscription).toContain('<link rel="prev-archive" href="https://relay.example/feeds/archive/3.atom"/>');
  });
});

describe('an Atom entry', () => {
  test('carries id, link, both dates, authors, categories and the full text', () => {
    expect(only({ categories: [{ term: 'wx', label: 'Weather', scheme: 'https://news.example/topics' }], summary: '<p>Ice.</p>' })).toMatchObject({
      id: 'urn:uuid:6ba7b810-9dad-51d1-80b4-00c04fd430c8',
      links: [{ href: 'https://news.example/2024/harbour.html' }],
      published: '2024-11-29T17:28:27.000Z',
      updated: '2024-11-29T18:00:00.000Z',
      authors: [{ name: 'Ada Quill' }],
      categories: [{ term: 'wx', label: 'Weather', scheme: 'https://news.example/topics' }],
      summary: '<p>Ice.</p>',
      content: '<p>For the first time in a century, the harbour is <em>white</em>.</p>',
    });
  });

  test.each([
    ['Fish & chips', 'Fish & chips'],
    ['5 < 6 > 4 "quoted" \'too\'', '5 < 6 > 4 "quoted" \'too\''],
    ['What &amp; means', 'What &amp; means'],
    ['Why <b> is bold', 'Why <b> is bold'],
    ['  two\n lines\tof  it ', 'two lines of it'],
    ['𝔘nicode 漢字 עברית', '𝔘nicode 漢字 עברית'],
    ['bell\u0007 del\u007f nel\u0085x half\ud83d none\uffff', 'bell del nel x half none'],
  ])('titled %j is text and shows %j', (title, shown) => {
    expect(atom({}, entry({ title }))).not.toContain('<title type=');
    expect(only({ title }).title).toBe(shown);
  });

  test('titled with an end tag goes as the HTML that shows it, lest it be taken for a mistake', () => {
    expect(atom({}, entry({ title: 'On <b>bold</b> & <i>' }))).toContain('<title type="html">On &#x26;lt;b&#x26;gt;bold&#x26;lt;/b&#x26;gt; &#x26;amp; &#x26;lt;i&#x26;gt;</title>');
  });

  test.each([
    ['how its text begins', { title: '', content: '<h2>Ice</h2><p>and <b>snow</b></p>' }, 'Ice and snow'],
    ['its address', { title: ' ', content: '' }, 'https://news.example/2024/harbour.html'],
    ['its day', { title: '', content: '<img src="https://news.example/i.png">', link: '' }, '2024-11-29'],
  ])('without a title is called by %s', (_, parts, title) => {
    expect(only(parts).title).toBe(title);
  });

  test('without text has its title for a summary, since Atom wants one', () => {
    expect(only({ content: '' })).toMatchObject({ summary: 'The harbour freezes over' });
    expect(only({ content: '' })).not.toHaveProperty('content');
  });

  test.each(['', '/2024/harbour.html', 'javascript:alert(1)', 'about:blank'])('with %j for a link has none', (link) => {
    const xml = atom({}, entry({ link }));
    expect(parseAtomFeed(xml).entries?.[0]?.links).toBeUndefined();
    expect(xml).not.toContain('about:');
  });

  test('in another language than its feed says so', () => {
    expect(atom({}, entry({ language: 'de' }))).toContain('<entry xml:lang="de">');
    expect(atom({}, entry({ language: 'en' }))).toContain('<entry>');
  });

  test('links all its enclosures with type and length, and shows its picture', () => {
    const enclosures = [
      { url: 'https://media.example/ice.mp3', length: 1234, type: 'audio/mpeg', title: 'Ice' },
      { url: 'https://media.example/ice.mp4' },
      { url: 'ice.ogg' },
    ];
    expect(only({ enclosures, image: 'https://media.example/ice.jpg' })).toMatchObject({
      links: [
        { href: 'https://news.example/2024/harbour.html' },
        { rel: 'enclosure', href: 'https://media.example/ice.mp3', type: 'audio/mpeg', length: 1234, title: 'Ice' },
        { rel: 'enclosure', href: 'https://media.example/ice.mp4', type: 'video/mp4' },
      ],
      media: { thumbnails: [{ url: 'https://media.example/ice.jpg' }] },
    });
  });

  test('of a merged feed names its source, as it was when it brought the entry', () => {
    const xml = renderFeed(merged(entry({ authors: [] })), 'atom');
    expect(checkAtom(xml)).toEqual([]);
    expect(parseAtomFeed(xml).entries?.[0]).toMatchObject({
      authors: [{ name: 'Harbour News', uri: 'https://news.example/' }],
      source: {
        id: nameUuid('feed', 'harbour'),
        title: 'Harbour News',
        updated: '2024-11-29T18:00:00.000Z',
        links: [
          { rel: 'self', href: 'https://relay.example/feeds/harbour.atom' },
          { rel: 'alternate', href: 'https://news.example/' },
        ],
      },
    });
  });

  test.each([
    [{ name: 'Ada', email: 'ada@news.example' }, { name: 'Ada', email: 'ada@news.example' }],
    [{ email: 'ada@news.example' }, { name: 'ada@news.example', email: 'ada@news.example' }],
    [{ name: 'Ada', email: 'ada at news' }, { name: 'Ada' }],
    [{ name: 'Ada', uri: 'javascript:alert(1)' }, { name: 'Ada' }],
    [{ uri: 'https://news.example/ada' }, { name: 'https://news.example/ada', uri: 'https://news.example/ada' }],
  ])('by %j is by %j', (person, shown) => {
    expect(only({ authors: [person, {}, { name: ' ' }] }).authors).toEqual([shown]);
  });
});
