import { expect, test } from 'vitest';
import { asJsonFeed } from '../../src/commands/preview/json-feed.js';
import type { Item, ParsedFeed } from '../../src/model.js';

const bare: Item = { authors: [], categories: [], enclosures: [] };

function itemOf(item: Partial<Item>): Readonly<Record<string, unknown>> {
  const feed: ParsedFeed = { format: 'atom', head: { authors: [] }, items: [{ ...bare, ...item }], notes: [] };
  const { items } = JSON.parse(JSON.stringify(asJsonFeed(feed))) as { items: Record<string, unknown>[] };
  return items[0] ?? {};
}

test.each<[what: string, item: Partial<Item>, shown: object]>([
  ['the guid is the id', { guid: 'g', link: 'https://a.example/' }, { id: 'g', url: 'https://a.example/' }],
  ['else the link', { link: 'https://a.example/' }, { id: 'https://a.example/' }],
  ['a title is plain text', { title: 'a < b & c' }, { title: 'a < b & c' }],
  ['content is not sanitised', { content: '<script>x</script>' }, { content_html: '<script>x</script>' }],
  ['addresses in content are absolute', { content: '<a href=/2 title="/3">x</a>', base: 'https://a.example/b/1' }, { content_html: '<a href=https://a.example/2 title="/3">x</a>' }],
  ['nothing is absolute against a file', { content: '<a href=/2>x</a>', base: 'file:///b/1' }, { content_html: '<a href=/2>x</a>' }],
  ['an item without content says so', {}, { content_html: '' }],
  ['a summary is plain text', { content: 'c', summary: '<p>a &amp; <b>b</b></p>' }, { summary: 'a & b' }],
  ['a day is its first instant', { published: { at: Date.UTC(2026, 0, 2), day: true } }, { date_published: '2026-01-02T00:00:00.000Z' }],
  ['dates are told apart', { published: { at: 0 }, updated: { at: 1 } }, { date_published: '1970-01-01T00:00:00.000Z', date_modified: '1970-01-01T00:00:00.001Z' }],
  ['a stamp dates what has no date', { stamp: 1_732_901_943_000 }, { date_published: '2024-11-29T17:39:03.000Z' }],
  ['an author has a name and a page', { authors: [{ name: 'Ann', uri: 'https://ann.example/', email: 'ann@a.example' }] }, { authors: [{ name: 'Ann', url: 'https://ann.example/' }] }],
  ['a mail address is a link, and a name where there is none', { authors: [{ email: 'ann@a.example' }] }, { authors: [{ name: 'ann@a.example', url: 'mailto:ann@a.example' }] }],
  ['tags are what people read', { categories: [{ term: 't1', label: 'Tides' }, { term: 'quay' }] }, { tags: ['Tides', 'quay'] }],
  ['enclosures have a type', { enclosures: [{ url: 'https://a.example/a', length: 3, title: 't', duration: 9 }] }, { attachments: [{ url: 'https://a.example/a', mime_type: 'application/octet-stream', size_in_bytes: 3, title: 't', duration_in_seconds: 9 }] }],
  ['picture and language', { image: 'https://a.example/i.png', language: 'zh-TW' }, { image: 'https://a.example/i.png', language: 'zh-TW' }],
])('%s', (_what, item, shown) => {
  expect(itemOf(item)).toMatchObject(shown);
});

test('what is not there is left out, and an item without guid and link has an id that it keeps', () => {
  expect(Object.keys(itemOf({ title: 't' })).sort()).toEqual(['content_html', 'id', 'title']);
  expect(itemOf({ title: 't' })['id']).toBe(itemOf({ title: 't' })['id']);
  expect(itemOf({ title: 't' })['id']).not.toBe(itemOf({ title: 'u' })['id']);
});

test('the head says all that JSON Feed has a field for', () => {
  const feed: ParsedFeed = {
    format: 'rss',
    head: { title: 'T', description: 'd', link: 'https://a.example/', self: 'https://a.example/feed', language: 'en', image: 'https://a.example/i.png', authors: [{ name: 'Ann' }] },
    items: [],
    notes: ['Mended.'],
  };
  expect(JSON.parse(JSON.stringify(asJsonFeed(feed)))).toEqual({
    version: 'https://jsonfeed.org/version/1.1',
    title: 'T',
    description: 'd',
    home_page_url: 'https://a.example/',
    feed_url: 'https://a.example/feed',
    language: 'en',
    icon: 'https://a.example/i.png',
    authors: [{ name: 'Ann' }],
    items: [],
    _feedrelay: { format: 'rss', notes: ['Mended.'] },
  });
});
