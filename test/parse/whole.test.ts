import { describe, expect, it } from 'vitest';
import type { ParsedFeed } from '../../src/model.js';
import { surveyCommon } from '../../src/parse/survey.js';
import { sniff } from '../../src/parse/prolog.js';
import { mendCharacters } from '../../src/parse/references.js';
import { readXml } from '../../src/parse/reader.js';
import { readCommon } from '../../src/parse/rss-parser.js';
import { readXmlFeed } from '../../src/parse/xml-feed.js';
import { atom03Cases, atomCases } from './cases/atom.js';
import { mendedCases, namespaceCases, rdfCases } from './cases/others.js';
import { rssCases, versionCases } from './cases/rss.js';
import { unclosedCases } from './cases/unclosed.js';
import { URL_OF_FEED } from './cases/shape.js';
import { blog, headlines, journal, mirror, podcast, videos, wholeFeeds } from './feeds.js';
import { LIMITS, read } from './read.js';

describe('whole feeds', () => {
  it('a full-text mirror', async () => {
    const parsed = await read(mirror(40));
    expect(parsed).toMatchObject({ format: 'rss', head: { title: '晨报', link: 'https://news.example.cn/', language: 'zh-CN' }, notes: [] });
    expect(parsed.items).toHaveLength(40);
    expect(parsed.items[39]).toMatchObject({ guid: 'https://news.example.cn/a/7000039.html', link: 'https://news.example.cn/a/7000039.html', published: { at: Date.UTC(2024, 10, 29, 23, 20, 3) } });
    expect(parsed.items[39]?.content).toMatch(/^<div><i>Fri, 29 Nov 2024 17:28:27 GMT<\/i><\/div><img .*<\/p>$/);
  });

  it('a blog', async () => {
    expect(await read(blog)).toEqual<ParsedFeed>({
      format: 'rss',
      head: { title: 'Kitchen Garden', description: 'Beans & more', link: 'https://garden.example.org', self: 'https://garden.example.org/feed/', language: 'en-GB', image: 'https://garden.example.org/bean.png', authors: [] },
      items: [
        {
          guid: 'https://garden.example.org/?p=17', link: 'https://garden.example.org/beans/', title: 'Beans – a beginning',
          content: '<p>The first row is up.</p><p><img src="/bean.jpg" alt="A bean"></p>', summary: '<p>The first row is up. [&#8230;]</p>',
          authors: [{ name: 'Rosa' }], categories: [{ term: 'Beans' }, { term: 'Soil & sun' }], published: { at: Date.UTC(2024, 8, 2, 6, 30) }, enclosures: [], base: 'https://garden.example.org/beans/',
        },
        {
          guid: 'https://garden.example.org/?p=16', link: 'https://garden.example.org/peas/', title: 'Peas', content: 'Peas.', authors: [], categories: [], published: { at: Date.UTC(2024, 8, 1, 6, 30) }, enclosures: [],
          base: 'https://garden.example.org/peas/',
        },
      ],
      ttl: 3_600_000,
      notes: [],
    });
  });

  it('a podcast', async () => {
    expect((await read(podcast)).items).toMatchObject([{ title: '4: Chairs', guid: 'heard-4', content: 'Chairs <i>of note</i>.', summary: 'Chairs of note.', image: 'https://heard.example.org/4.jpg', enclosures: [{ url: 'https://heard.example.org/4.mp3', length: 24_388_318, type: 'audio/mpeg', duration: 1_729 }] }]);
  });

  it('videos', async () => {
    expect((await read(videos)).items).toMatchObject([{ title: 'A clip', link: 'https://video.example.org/watch?v=a', content: 'First line<br>\nSecond line', image: 'https://img.example.org/a.jpg', authors: [{ name: 'Clips' }] }]);
  });

  it('a journal in XHTML', async () => {
    expect(await read(journal)).toMatchObject({
      format: 'atom',
      head: { title: 'Field & Stream', link: 'https://journal.example.org/', self: 'https://journal.example.org/feed.atom', language: 'en' },
      items: [
        { title: 'Herons', link: 'https://journal.example.org/2024/herons', content: '<p>Two <em>herons</em><br />and a <a href="map">map</a>.</p>', base: 'https://journal.example.org/', language: 'en', authors: [{ name: 'Finn' }] },
        { title: 'Ein Reiher', link: 'https://journal.example.org/2024/reiher', content: 'Kurz', language: 'de' },
      ],
    });
  });

  it('headlines', async () => {
    expect(await read(headlines)).toMatchObject({ format: 'rdf', head: { title: '見出し', language: 'ja' }, items: [{ title: '雨', published: { at: Date.UTC(2024, 5, 1) }, authors: [{ name: '山田' }], categories: [{ term: '天気' }] }] });
  });
});

describe('rss-parser and the reader that mends', () => {
  const cases = [...rssCases, ...versionCases, ...rdfCases, ...atomCases, ...atom03Cases, ...namespaceCases, ...mendedCases, ...unclosedCases].map(({ promise, document }): [string, string] => [promise, mendCharacters(document)]);
  const common = [...cases, ...wholeFeeds].flatMap(([name, document]) => {
    const sniffed = sniff(document);
    if (sniffed.kind !== 'xml' || sniffed.declared !== undefined) return [];
    const survey = surveyCommon(document, sniffed.root, sniffed.at, LIMITS.nesting);
    return survey === undefined ? [] : [{ name, text: document, root: sniffed.root, at: sniffed.at, items: survey.items }];
  });

  it('meet on most of the table', () => {
    expect(common.length).toBeGreaterThan(150);
  });

  it.each(common)('say the same of: $name', async (document) => {
    const surroundings = { url: URL_OF_FEED, timezone: 'UTC' };
    const reading = await readCommon(document, URL_OF_FEED, LIMITS.nesting);
    const mending = readXml(document.text.slice(document.at), URL_OF_FEED, LIMITS);
    if (!mending.ok) throw new Error(mending.failure.message);
    const mended = readXmlFeed(mending.value, surroundings);
    expect(reading.kind === 'read' ? readXmlFeed(reading.feed, surroundings) : mended).toEqual(mended);
  });

  it('share the work: the common, well-formed document goes through rss-parser', async () => {
    for (const feed of [mirror(8), blog, podcast, videos, headlines]) {
      const document = common.find(({ text }) => text === feed);
      if (document === undefined) throw new Error(`not common: ${feed.slice(0, 100)}`);
      expect(await readCommon(document, URL_OF_FEED, LIMITS.nesting)).toMatchObject({ kind: 'read' });
    }
  });
});
