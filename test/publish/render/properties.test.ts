import fc from 'fast-check';
import { parseAtomFeed, parseJsonFeed, parseRssFeed } from 'feedsmith';
import { describe, expect, test } from 'vitest';
import type { Entry, OutputFeed, OutputFormat } from '../../../src/model.js';
import { renderFeed } from '../../../src/publish/render/index.js';
import { absolute } from '../../../src/publish/render/address.js';
import { asHtml, legible, line, looksLikeHtml } from '../../../src/publish/render/text.js';
import { read } from '../../parse/read.js';
import { checkAtom, checkJsonFeed, checkRss } from '../../support/feed-rules.js';
import { entry, feed, pageOf, source } from './feeds.js';

const checks: Readonly<Record<OutputFormat, (document: string) => string[]>> = { atom: checkAtom, rss: checkRss, json: checkJsonFeed };

/** What a stranger writes where a word is expected. */
const morsel = fc.oneof(
  fc.constantFrom('<b>', '</b>', '</script>', '&', '&amp;', '&#x26;', '&lt;', '&lt', '&#39;', '&hellip;', ']]>', '<![CDATA[', '<!--', '"', "'", '\u0001', '0\u00011\u0001', '\r\n', '\u0085'),
  fc.constantFrom('\ud83d', '\udca9', '\ufffe', '\uffff', '\ufdd0', '\ufffd', '𝔘', '👩‍👩‍👧', 'עברית', '\u202e', '漢字', ' ', '\u3000', '%', '{}'),
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.lorem({ maxCount: 3 }),
);
const text = fc.array(morsel, { maxLength: 8 }).map((parts) => parts.join(''));
/** What a sanitiser lets through: escaped text, but attributes that hold anything. */
const html = fc
  .array(
    fc.oneof(
      text.map((words) => `<p>${asHtml(words)}</p>`),
      text.map((words) => `<img src="https://m.example/i.png" alt="${words.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}">`),
    ),
    { maxLength: 4 },
  )
  .map((parts) => parts.join('\n'));
const address = fc.oneof(
  fc.webUrl({ withQueryParameters: true, withFragments: true }),
  fc.tuple(fc.webUrl(), text).map(([url, more]) => `${url}?q=${more}`),
  fc.constantFrom('/relative', 'javascript:alert(1)', 'data:text/html,x', '', 'https://[::1]/x[1]', 'https://news.example/a|b^c%zz#one#two', 'mailto:a@b.example'),
  text,
);
const moment = fc.date({ min: new Date('1990-01-02'), max: new Date('2037-01-01'), noInvalidDate: true }).map((at) => at.getTime());

const person = fc.record({ name: text, uri: address, email: fc.oneof(fc.emailAddress(), text) }, { requiredKeys: [] });
const anyEntry: fc.Arbitrary<Omit<Entry, 'id'>> = fc.record(
  {
    source: fc.constant('harbour'),
    link: address,
    title: text,
    content: html,
    summary: html,
    language: fc.oneof(fc.constantFrom('en', 'zh-Hans', 'zh_TW', 'x', ''), text),
    authors: fc.array(person, { maxLength: 2 }),
    categories: fc.array(fc.record({ term: text, label: text, scheme: address }, { requiredKeys: ['term'] }), { maxLength: 3 }),
    enclosures: fc.array(
      fc.record({ url: address, type: text, length: fc.oneof(fc.integer(), fc.double()), title: text, duration: fc.double() }, { requiredKeys: ['url'] }),
      { maxLength: 3 },
    ),
    image: address,
    published: moment,
    updated: moment,
  },
  { requiredKeys: ['source', 'title', 'content', 'authors', 'categories', 'enclosures', 'published', 'updated'] },
);

const paging = fc.constantFrom<OutputFeed['paging']>(
  { kind: 'subscription' },
  { kind: 'subscription', prev: pageOf('harbour/archive/2') },
  { kind: 'archive', current: pageOf('harbour'), prev: pageOf('harbour/archive/1'), next: pageOf('harbour/archive/3') },
);
const anyFeed: fc.Arbitrary<OutputFeed> = fc
  .record({
    head: fc.record({ title: text, description: text, language: text, link: address, image: address, authors: fc.array(person, { maxLength: 2 }) }),
    entries: fc.array(fc.tuple(anyEntry, fc.boolean()), { maxLength: 4 }),
    paging,
  })
  .map(({ head, entries, paging: pages }) =>
    feed({
      ...head,
      paging: { ...pages },
      self: pageOf('harbour/here'),
      updated: Math.max(0, ...entries.map(([{ updated }]) => updated)),
      entries: entries.map(([one, isMerged], place) => ({
        entry: { ...one, id: `urn:uuid:6ba7b810-9dad-51d1-80b4-${String(place).padStart(12, '0')}` },
        ...(isMerged ? { source } : {}),
      })),
    }),
  );

describe('whatever a feed holds', () => {
  test.each(['atom', 'rss', 'json'] as const)('its %s is valid, without an error or a warning', (format) => {
    fc.assert(
      fc.property(anyFeed, (one) => {
        expect(checks[format](renderFeed(one, format))).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  test('rendering and parsing it again keeps id, title, link, dates and content of every entry, in their order', () => {
    fc.assert(
      fc.property(anyFeed, (one) => {
        const atom = parseAtomFeed(renderFeed(one, 'atom')).entries ?? [];
        const rss = parseRssFeed(renderFeed(one, 'rss')).items ?? [];
        const json = parseJsonFeed(renderFeed(one, 'json')).items ?? [];
        expect([atom.length, rss.length, json.length]).toEqual(Array(3).fill(one.entries.length));
        one.entries.forEach(({ entry: { id, title, link, published, updated, content } }, place) => {
          const shown = line(title);
          const body = legible(content);
          const inXml = body.replaceAll('\ufffd', '&#xFFFD;').trim();
          const atomLink = atom[place]?.links?.find(({ rel }) => rel === undefined)?.href;
          expect([rss[place]?.guid?.value, atom[place]?.id, json[place]?.id]).toEqual([id, id, id]);
          expect([rss[place]?.link, atomLink, json[place]?.url]).toEqual(Array(3).fill(absolute(link)));
          expect([Date.parse(atom[place]?.published ?? ''), Date.parse(json[place]?.date_published ?? '')]).toEqual([published, published]);
          expect(Date.parse(rss[place]?.pubDate ?? '')).toBe(Math.floor(published / 1000) * 1000);
          expect([Date.parse(atom[place]?.updated ?? ''), Date.parse(json[place]?.date_modified ?? '')]).toEqual([updated, updated]);
          if (content !== '') {
            expect([atom[place]?.content, rss[place]?.content?.encoded]).toEqual([inXml, inXml]);
            expect(json[place]?.content_html).toBe(body.trim());
          }
          if (shown !== '' && !looksLikeHtml(shown) && !shown.includes('\ufffd')) {
            expect([atom[place]?.title, rss[place]?.title, json[place]?.title]).toEqual([shown, shown, shown]);
          }
        });
      }),
      { numRuns: 150 },
    );
  });

  test('its RSS, read as a source of ours, has the titles that Atom and JSON have', async () => {
    await fc.assert(
      fc.asyncProperty(anyFeed, async (one) => {
        const { head, items } = await read(renderFeed(one, 'rss'));
        const words = (title: string) => line(title).replaceAll('\ufffd', '?');
        expect(head.title).toBe(words(one.title) || one.id);
        expect(items.map(({ title = '' }) => title)).toEqual(one.entries.map(({ entry: { title } }) => (line(title) === '' ? expect.any(String) as unknown : words(title))));
      }),
      { numRuns: 200 },
    );
  });

  test('the same feed makes the same bytes in every time zone, and again', () => {
    const zone = process.env['TZ'];
    const formats = ['atom', 'rss', 'json'] as const;
    try {
      fc.assert(
        fc.property(anyFeed, (one) => {
          const [first, ...others] = ['UTC', 'Asia/Kathmandu', 'America/St_Johns', 'UTC'].map((name) => {
            process.env['TZ'] = name;
            return formats.map((format) => renderFeed(structuredClone(one), format));
          });
          for (const other of others) expect(other).toEqual(first);
        }),
        { numRuns: 50 },
      );
    } finally {
      if (zone === undefined) delete process.env['TZ'];
      else process.env['TZ'] = zone;
    }
  });
});

test('a body of 5 MB is rendered and valid', () => {
  const content = `<p>${']]> ice &amp; snow 漢字 '.repeat(230_000)}</p>`;
  for (const format of ['atom', 'rss', 'json'] as const) {
    expect(checks[format](renderFeed(feed({}, entry({ content })), format))).toEqual([]);
  }
});

test.each([-1e15, 1e15, -62_167_219_200_001])('a date out of any calendar (%d) does not break the document', (published) => {
  expect(parseAtomFeed(renderFeed(feed({}, entry({ published })), 'atom')).entries?.[0]?.published).toMatch(/^(0000-01-01|9999-12-31)T/);
});
