import { describe, expect, it } from 'vitest';
import type { FeedHead } from '../../src/model.js';
import { read, refuse } from './read.js';

const feed = (item: object, head: object = {}): string => JSON.stringify({ version: 'https://jsonfeed.org/version/1.1', title: 'News', ...head, items: [item] });

describe('JSON Feed, item by item', () => {
  it.each<[string, object, object]>([
    ['an id', { id: ' 1 ' }, { guid: '1', link: undefined }],
    ['an id that is a number', { id: 4_711 }, { guid: '4711' }],
    ['an id that is a longer number than any number of ours', { id: '§1234567890123456789§' }, { guid: '1234567890123456789' }],
    ['an id that is the address', { id: 'https://example.org/1' }, { link: 'https://example.org/1' }],
    ['an address', { id: '1', url: 'https://example.org/1' }, { link: 'https://example.org/1', base: 'https://example.org/1' }],
    ['a relative address', { id: '1', url: '/1' }, { link: 'https://feeds.example.org/1' }],
    ['an address elsewhere', { id: '1', external_url: 'https://example.net/1' }, { link: 'https://example.net/1' }],
    ['a script is no address', { id: '1', url: 'javascript:alert(1)' }, { link: undefined }],
    ['an address that nothing can be relative to', { id: '1', url: 'mailto:ann@example.org', image: '/a.png' }, { link: 'mailto:ann@example.org', image: 'https://feeds.example.org/a.png', base: 'https://feeds.example.org/news/feed.xml' }],
    ['a title is plain text', { title: 'a &amp; <b>\n c' }, { title: 'a &amp; <b> c' }],
    ['HTML', { content_html: '<p>a</p>' }, { content: '<p>a</p>', summary: undefined }],
    ['text', { content_text: 'a < b\n\nc\nd' }, { content: '<p>a &lt; b</p>\n<p>c<br>\nd</p>' }],
    ['HTML over text', { content_html: '<p>a</p>', content_text: 'b' }, { content: '<p>a</p>' }],
    ['a summary is plain text', { content_html: '<p>a</p>', summary: '<b>' }, { content: '<p>a</p>', summary: '&lt;b&gt;' }],
    ['a summary alone is the content', { summary: 'a' }, { content: 'a', summary: undefined }],
    ['a stamp', { content_html: '<!--1732901943000--><p>a</p>' }, { stamp: 1_732_901_943_000 }],
    ['dates', { date_published: '2010-02-07T14:04:00-05:00', date_modified: '2010-02-08T00:00:00Z' }, { published: { at: Date.UTC(2010, 1, 7, 19, 4) }, updated: { at: Date.UTC(2010, 1, 8) } }],
    ['authors of 1.1', { authors: [{ name: 'Ann', url: 'https://example.org/ann' }, { name: 'Ben' }] }, { authors: [{ name: 'Ann', uri: 'https://example.org/ann' }, { name: 'Ben' }] }],
    ['an author of 1.0', { author: { name: 'Ann' } }, { authors: [{ name: 'Ann' }] }],
    ['an author with an address', { author: { url: 'mailto:ann@example.org' } }, { authors: [{ email: 'ann@example.org' }] }],
    ['an author that is a mere name', { author: 'Ann' }, { authors: [{ name: 'Ann' }] }],
    ['an author that is a list', { author: [{}, { name: 'Ann' }] }, { authors: [{ name: 'Ann' }] }],
    ['authors that are mere names', { authors: ['Ann', 'Ben (ben@example.org)'] }, { authors: [{ name: 'Ann' }, { name: 'Ben', email: 'ben@example.org' }] }],
    ['authors that are one', { authors: { name: 'Ann' } }, { authors: [{ name: 'Ann' }] }],
    ['authors that say nothing beside an author', { authors: {}, author: 'Ann' }, { authors: [{ name: 'Ann' }] }],
    ['a title that is a number', { title: 5 }, { title: '5' }],
    ['tags', { tags: ['rain', 'sun', 'rain', 3] }, { categories: [{ term: 'rain' }, { term: 'sun' }, { term: '3' }] }],
    ['pictures', { image: 'https://example.org/a.jpg', banner_image: 'https://example.org/b.jpg' }, { image: 'https://example.org/a.jpg' }],
    ['a banner', { banner_image: 'https://example.org/b.jpg' }, { image: 'https://example.org/b.jpg' }],
    ['a language', { language: 'de' }, { language: 'de' }],
    ['attachments', { attachments: [{ url: 'https://example.org/a.mp3', mime_type: 'audio/mpeg', size_in_bytes: 5, duration_in_seconds: 61, title: 'Talk' }, { mime_type: 'audio/mpeg' }] }, { enclosures: [{ url: 'https://example.org/a.mp3', type: 'audio/mpeg', length: 5, duration: 61, title: 'Talk' }] }],
    ['members of the wrong type', { id: {}, url: 5, title: ['a'], content_html: 7, tags: 'rain', authors: 7, attachments: {}, date_published: {} }, { guid: undefined, link: undefined, title: undefined, content: undefined, authors: [], categories: [], enclosures: [] }],
  ])('%s', async (_, item, expected) => {
    const [first] = (await read(feed(item).replace(/"§|§"/g, ''))).items;
    const found = new Map<string, unknown>(Object.entries(first ?? {}));
    for (const [key, value] of Object.entries<unknown>({ ...expected })) expect({ [key]: found.get(key) }).toEqual({ [key]: value });
  });
});

describe('JSON Feed itself', () => {
  it('says what it is', async () => {
    const head = { home_page_url: 'https://example.org/', feed_url: 'https://example.org/feed.json', description: 'All', icon: 'https://example.org/i.png', favicon: 'https://example.org/f.ico', language: 'en', authors: [{ name: 'Ann' }] };
    const parsed = await read(feed({ id: '1' }, head));
    expect(parsed.format).toBe('json');
    expect(parsed.head).toEqual<FeedHead>({ title: 'News', link: 'https://example.org/', self: 'https://example.org/feed.json', description: 'All', image: 'https://example.org/i.png', language: 'en', authors: [{ name: 'Ann' }] });
    expect(parsed.items[0]?.authors).toEqual([{ name: 'Ann' }]);
  });

  it('holds no control characters, however they are written', async () => {
    const { head, items, notes } = await read(String.raw`{"title":"a\u0000b\\u0000","items":[{"id":"1\u0000","url":"https://example.org/\u00001","title":"R\u0001a\bi\ud800n\u0092 \ud83c\udf27","content_html":"<p>\u0000x\fy\ufffe\n</p>","attachments":[{"url":"https://example.org/a.mp3","mime_type":"audio/mpeg\u0000"}]}]}`);
    expect(head.title).toBe(String.raw`ab\u0000`);
    expect(items).toMatchObject([{ guid: '1', link: 'https://example.org/1', title: 'Rai\ufffdn’ 🌧', content: '<p>x y\n</p>', enclosures: [{ type: 'audio/mpeg' }] }]);
    expect(notes).toEqual(['Control characters were left out.']);
  });

  it('may begin with a byte order mark and blanks', async () => {
    expect((await read(`\ufeff \n${feed({ id: '1' })}`)).items).toHaveLength(1);
  });

  it('may hold things that are no items', async () => {
    expect((await read(JSON.stringify({ items: [null, 1, 'a', [], { id: '1' }] }))).items).toHaveLength(1);
  });

  it('may be RSS in JSON', async () => {
    const text = JSON.stringify({ rss: { version: '2.0', channel: { title: 'News', link: 'https://example.org/', item: [{ title: 'Rain', guid: { isPermaLink: false, '#value': 'g1' }, pubDate: 'Thu, 01 Jan 2004 19:48:21 GMT', enclosure: { url: 'https://example.org/a.mp3', length: 5, type: 'audio/mpeg' } }, { title: 'Sun' }] } } });
    const parsed = await read(text);
    expect(parsed).toMatchObject({ format: 'rss', head: { title: 'News', link: 'https://example.org/' } });
    expect(parsed.items).toMatchObject([{ title: 'Rain', guid: 'g1', published: { at: Date.UTC(2004, 0, 1, 19, 48, 21) }, enclosures: [{ url: 'https://example.org/a.mp3', length: 5, type: 'audio/mpeg' }] }, { title: 'Sun' }]);
  });
});

describe('wrong JSON', () => {
  it('whose tail is cut off gives its whole items', async () => {
    const whole = JSON.stringify({ title: 'News', items: [{ id: '1', tags: [{}] }, { id: '2' }, { id: '3', content_html: 'a "b" \\ c' }] });
    const parsed = await read(whole.slice(0, -9));
    expect(parsed.items.map(({ guid }) => guid)).toEqual(['1', '2']);
    expect(parsed.notes).toEqual(['The document is cut off inside an item, which was left out.']);
    for (let end = whole.indexOf(',{"id":"2"'); end < whole.length; end += 1) expect((await read(whole.slice(0, end))).items.length).toBeGreaterThan(0);
  });

  it.each<[what: string, text: string, note: RegExp]>([
    ['line breaks in its strings', '{"items":[{"id":"1","content_text":"a\n\r\nb\t//c"}]}', /^Line breaks/],
    ['a comma after the last', '{"items":[{"id":"1","content_text":"a\\n\\nb\\t//c",},],}', /^Commas after the last/],
    ['comments', '// News\n/* of {all} */ {"items": /* now */ [ // all\n{"id":"1","content_text":"a\\n\\nb\\t//c"}]} // end', /^Comments/],
    ['escapes of nothing', '{"items":[{"id":"\\1","content_text":"\\a\\n\\nb\\t\\/\\/c"}]}', /^Backslashes/],
    ['comments behind such a comma', '{"items":[{"id":"1","content_text":"a\\n\\nb\\t//c"}, // no more\n /* none */ ]}', /^Comments/],
  ])('with %s is read, and told', async (_what, text, note) => {
    const { items, notes } = await read(text);
    expect(items).toMatchObject([{ guid: '1', content: '<p>a</p>\n<p>b\t//c</p>' }]);
    expect(notes[0]).toMatch(note);
  });

  it.each<[what: string, before: string, after: string, notes: readonly string[]]>([
    ['a comment of a page’s', '', '\n<!-- cached -->', ['Text after the JSON was passed over.']],
    ['a warning', '<br/>Warning: {main} in <b>feed.php</b>\n', '', ['Text before the feed was passed over.']],
    ['a call', 'show(', ');', ['Text before the feed was passed over.', 'Text after the JSON was passed over.']],
    ['another document', '', '{"items":[]}', ['Text after the JSON was passed over.']],
  ])('beside %s is read, and told', async (_what, before, after, notes) => {
    const parsed = await read(`${before}{"version":"https://jsonfeed.org/version/1.1","items":[{"id":"1"},{"id":"2"}]}${after}`);
    expect(parsed.items.map(({ guid }) => guid)).toEqual(['1', '2']);
    expect(parsed.notes).toEqual(notes);
  });

  it('with commas and comments gives its whole items where its tail is cut off', async () => {
    const { items, notes } = await read('{"items":[{"id":"1",}, /* a */ {"id":"2"}, {"id":"3');
    expect(items.map(({ guid }) => guid)).toEqual(['1', '2']);
    expect(notes).toEqual([expect.stringMatching(/^Commas/), expect.stringMatching(/^Comments/), expect.stringMatching(/cut off/)]);
  });

  it('of 4 MB of slashes, quotes and commas costs little', async () => {
    for (const noise of ['/', '"\\', ',', '// \n', '/*', '\\']) {
      const before = process.cpuUsage();
      expect((await refuse(`{"items":[${noise.repeat(4_000_000 / noise.length)}`)).code).toMatch(/unreadable|not-a-feed/);
      expect(process.cpuUsage(before).user / 1_000).toBeLessThan(2_000);
    }
  });

  it.each([
    ['{"title": "News",\n "items": [{"id": "1" "url": ""}]}', 'line 2, column 23'],
    ['{"items": [{id: 1}]}', 'line 1, column 13'],
    ['{"items": [}', 'line 1, column 12'],
    ['{"items": [1,,2]}', 'line 1, column 14'],
    ['{"items": [, 1]}', 'line 1, column 12'],
    ['// {\n{"items": /* \n */ [1, }]}', 'line 3, column 9'],
  ])('names the place: %s', async (text, place) => {
    expect(await refuse(text)).toMatchObject({ code: 'unreadable', message: expect.stringContaining(place) as string });
  });

  it.each(['[]', '{}', '{"items":{}}', '{"error":"not found"}'])('that is no feed: %s', async (text) => {
    expect(await refuse(text)).toMatchObject({ code: 'not-a-feed' });
  });
});
