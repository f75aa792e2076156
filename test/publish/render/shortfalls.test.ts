/**
 * What the package `feed` does not do as we promise, and that our output does. A test that fails in its
 * first half after an upgrade tells that a part of the slots is no longer needed.
 */
import { Feed } from 'feed';
import { SaxesParser } from 'saxes';
import { describe, expect, test } from 'vitest';
import type { Entry } from '../../../src/model.js';
import { renderFeed } from '../../../src/publish/render/index.js';
import { entry, feed } from './feeds.js';

const date = new Date(Date.UTC(2024, 10, 29));
const plainItem = { title: 'Ice', id: 'https://news.example/1', link: 'https://news.example/1', date };

function alone(item: Partial<Parameters<Feed['addItem']>[0]> = {}): Feed {
  const library = new Feed({ id: 'https://news.example/', title: 'News', link: 'https://news.example/', updated: date });
  library.addItem({ ...plainItem, ...item });
  return library;
}

function ours(parts: Partial<Entry>, format: 'atom' | 'rss' = 'atom'): string {
  return renderFeed(feed({}, entry(parts)), format);
}

function wellFormed(xml: string): boolean {
  try {
    new SaxesParser({ xmlns: true }).write(xml).close();
    return true;
  } catch {
    return false;
  }
}

describe('the package feed', () => {
  test('takes titles as HTML', () => {
    expect(alone({ title: 'Why <b> is bold' }).atom1()).toContain('<title type="html"><![CDATA[Why <b> is bold]]></title>');
    expect(ours({ title: 'Why <b> is bold' })).toContain('<title>Why &#x3C;b&#x3E; is bold</title>');
  });

  test('loses a level of escaping in plain text', () => {
    expect(alone({ author: [{ name: 'R &amp; D' }] }).atom1()).toContain('<name>R &amp; D</name>');
    expect(ours({ authors: [{ name: 'R &amp; D' }] })).toContain('<name>R &#x26;amp; D</name>');
  });

  test('mends only the first end of a CDATA section in a text', () => {
    const content = '<p title="]]>">]]> and ]]></p>';
    expect(wellFormed(alone({ content }).atom1())).toBe(false);
    expect(wellFormed(ours({ content }))).toBe(true);
    expect(wellFormed(ours({ content }, 'rss'))).toBe(true);
  });

  test('leaves < in the attributes of a category, and the term out where it is not given', () => {
    expect(wellFormed(alone({ category: [{ name: 'a<b' }] }).atom1())).toBe(false);
    expect(alone({ category: [{ name: 'a' }] }).atom1()).not.toContain('term');
    expect(ours({ categories: [{ term: 'a<b' }] })).toContain('<category term="a&#x3C;b"/>');
  });

  test('rewrites links, and throws at an entry without one', () => {
    expect(alone({ link: 'https://News.example' }).atom1()).toContain('<link href="https://news.example/"/>');
    expect(ours({ link: 'https://News.example' })).toContain('<link href="https://News.example"/>');
    expect(() => alone({ link: '' }).atom1()).toThrow();
    expect(() => ours({ link: '' })).not.toThrow();
  });

  test('guesses the type of an enclosure, and has room for one of a kind', () => {
    expect(alone({ enclosure: { url: 'https://m.example/a.mp3', type: 'audio/mpeg' } }).atom1()).toContain('type="image/mp3"');
    const enclosures = [{ url: 'https://m.example/a.mp3' }, { url: 'https://m.example/b.mp3' }];
    expect(ours({ enclosures }).match(/rel="enclosure" href="[^"]*" type="audio\/mpeg"/g)).toHaveLength(2);
  });

  test('lets an image overwrite the enclosure of an RSS item', () => {
    const item = { enclosure: { url: 'https://m.example/a.mp3', type: 'audio/mpeg', length: 1 }, image: 'https://m.example/a.jpg' };
    expect(alone(item).rss2()).not.toContain('a.mp3');
    expect(ours({ enclosures: [item.enclosure], image: item.image }, 'rss')).toContain('<enclosure url="https://m.example/a.mp3" length="1" type="audio/mpeg"/>');
  });

  test('writes RSS authors as bare names, where an e-mail address must stand', () => {
    expect(alone({ author: [{ name: 'Ada' }] }).rss2()).toContain('<author>Ada</author>');
    expect(ours({}, 'rss')).toContain('<dc:creator>Ada Quill</dc:creator>');
  });

  test('writes the date of today where a feed has no updated', () => {
    const start = Date.now();
    const written = /<updated>(.*)<\/updated>/.exec(new Feed({ id: 'https://news.example/', title: 'News' }).atom1())?.[1] ?? '';
    expect(Date.parse(written)).toBeGreaterThanOrEqual(start);
    expect(renderFeed(feed(), 'atom')).toContain('<updated>1990-01-01T00:00:00.000Z</updated>');
    expect(renderFeed(feed(), 'rss')).toContain('<lastBuildDate>Mon, 01 Jan 1990 00:00:00 GMT</lastBuildDate>');
  });

  test('writes JSON Feed 1.0', () => {
    expect(alone().json1()).toContain('"version": "https://jsonfeed.org/version/1"');
    expect(renderFeed(feed(), 'json')).toContain('"version": "https://jsonfeed.org/version/1.1"');
  });
});
