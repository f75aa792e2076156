import fc from 'fast-check';
import { parseOpml } from 'feedsmith';
import { describe, expect, test } from 'vitest';
import { renderOpml } from '../../src/publish/opml.js';
import { readOpml } from '../../src/publish/subscription-list.js';
import { line } from '../../src/publish/render/text.js';

function outlines(body: string) {
  const read = readOpml(`<?xml version="1.0"?><opml version="2.0"><head><title>Mine</title></head><body>${body}</body></opml>`);
  if (!read.ok) throw new Error(read.failure.message);
  return read.value;
}

describe('our subscription list', () => {
  const feeds = [
    { title: 'Harbour & Sea <News>', atom: 'https://relay.example/feeds/harbour.atom', html: 'https://relay.example/feeds/harbour' },
    { title: '全部', atom: 'https://relay.example/feeds/all.atom', html: 'https://relay.example/feeds/all' },
  ];

  test('is OPML 2.0 that another parser reads', () => {
    expect(parseOpml(renderOpml('My "feeds"', feeds))).toEqual({
      head: { title: 'My "feeds"' },
      body: {
        outlines: feeds.map(({ title, atom, html }) => ({ type: 'rss', text: title, title, xmlUrl: atom, htmlUrl: html })),
      },
    });
  });

  test('holds no date, so that it changes only when the feeds do', () => {
    expect(renderOpml('Mine', feeds)).toBe(renderOpml('Mine', structuredClone(feeds)));
    expect(renderOpml('Mine', feeds)).not.toMatch(/date/i);
  });

  test('is read back whole, whatever the titles hold', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' })), (titles) => {
        const list = titles.map((title, place) => ({ title, atom: `https://relay.example/feeds/${place}.atom`, html: `https://relay.example/feeds/${place}` }));
        const read = readOpml(renderOpml('Mine', list));
        expect(read).toEqual({
          ok: true,
          value: list.map(({ title, atom, html }) => ({ kind: 'feed', title: line(title).replaceAll('\ufffd', '?') || atom, url: atom, html, path: [] })),
        });
      }),
    );
  });
});

describe('a subscription list read', () => {
  test.each([
    ['an ordinary outline', '<outline type="rss" text="a" title="A" xmlUrl="https://a.example/f" htmlUrl="https://a.example/"/>', { title: 'A', url: 'https://a.example/f', html: 'https://a.example/' }],
    ['only a text', '<outline text=" A &amp; B " xmlUrl="https://a.example/f"/>', { title: 'A & B', url: 'https://a.example/f' }],
    ['no name at all', '<outline xmlUrl="https://a.example/f"/>', { title: 'https://a.example/f', url: 'https://a.example/f' }],
    ['other letter case', '<OUTLINE TEXT="A" XMLURL="https://a.example/f" htmlurl=""/>', { title: 'A', url: 'https://a.example/f' }],
    ['url for xmlUrl', '<outline type="rss" text="A" url="https://a.example/f"/>', { title: 'A', url: 'https://a.example/f' }],
    ['a stray ampersand', '<outline text="A" xmlUrl="https://a.example/f?x=1&y=2"/>', { title: 'A', url: 'https://a.example/f?x=1&y=2' }],
    ['a feed: address', '<outline text="A" xmlUrl="feed://a.example/f"/>', { title: 'A', url: 'http://a.example/f' }],
    ['a feed:https: address', '<outline text="A" xmlUrl="feed:https://a.example/f"/>', { title: 'A', url: 'https://a.example/f' }],
  ])('with %s', (_, xml, outline) => {
    expect(outlines(xml)).toEqual([{ kind: 'feed', ...outline, path: [] }]);
  });

  test('keeps the folders of each feed, outermost first', () => {
    const xml = `
      <outline text="Top" xmlUrl="https://a.example/1"/>
      <outline text="News"><outline text="Asia"><outline text="Deep" xmlUrl="https://a.example/2"/></outline>
        <outline text="Flat" xmlUrl="https://a.example/3"><outline text="Inside a feed" xmlUrl="https://a.example/4"/></outline>
      </outline>
      <outline text="Empty"/>`;
    expect(outlines(xml).map((outline) => [outline.title, ...(outline.kind === 'feed' ? outline.path : [outline.kind, outline.line])])).toEqual([
      ['Top'],
      ['Deep', 'News', 'Asia'],
      ['Flat', 'News'],
      ['Inside a feed', 'News'],
      ['Empty', 'empty', 6],
    ]);
  });

  test.each([
    ['a commented outline, and all in it', '<outline isComment="true" text="Old"><outline text="A" xmlUrl="https://a.example/f"/></outline>', [{ kind: 'comment', line: 1, title: 'Old' }]],
    ['a commented feed', '<outline IsComment="TRUE" text="A" xmlUrl="https://a.example/f"/>', [{ kind: 'comment', line: 1, title: 'A' }]],
    ['what is no comment', '<outline isComment="false" text="A" xmlUrl="https://a.example/f"/>', [{ kind: 'feed', title: 'A', url: 'https://a.example/f', path: [] }]],
    ['an included list', '<outline type="include" text="More" url="https://a.example/more"/>', [{ kind: 'list', line: 1, title: 'More', url: 'https://a.example/more' }]],
    ['a link to a list', '<outline type="link" text="More" url="https://a.example/more.opml"/>', [{ kind: 'list', line: 1, title: 'More', url: 'https://a.example/more.opml' }]],
    ['a link to a page', '<outline type="link" text="Page" url="https://a.example/"/>', [{ kind: 'link', line: 1, title: 'Page', url: 'https://a.example/' }]],
    ['a feed without its address', '\n\n<outline type="rss" text="A"\nxmlUrl="" htmlUrl="https://a.example/"/>', [{ kind: 'empty', line: 3, title: 'A', url: 'https://a.example/' }]],
    ['a note', '<outline text="a note"/>', [{ kind: 'empty', line: 1, title: 'a note' }]],
    ['a folder of nothing but such', '<outline text="F">\n<outline text="a note"/></outline>', [{ kind: 'empty', line: 2, title: 'a note' }]],
  ])('tells where it has %s', (_, xml, expected) => {
    expect(outlines(xml)).toEqual(expected);
  });

  test('reads what is there of a list cut short', () => {
    const read = readOpml('<opml><body><outline text="F"><outline text="A" xmlUrl="https://a.example/f"/><outline text="B" xml');
    expect(read).toEqual({ ok: true, value: [{ kind: 'feed', title: 'A', url: 'https://a.example/f', path: ['F'] }] });
  });

  test('is refused when it is nested beyond all use, at once', () => {
    const nested = (depth: number): string => `<opml>\n<body>${'<outline text="n">'.repeat(depth)}<outline text="A" xmlUrl="https://a.example/f"/>`;
    expect(readOpml(nested(250))).toMatchObject({ ok: true, value: [{ kind: 'feed', title: 'A' }] });
    const started = performance.now();
    expect(readOpml(nested(200_000))).toEqual({ ok: false, failure: { code: 'too-deep', message: 'The outlines in line 2 are nested deeper than 256 levels: end those before them with </outline>.' } });
    expect(performance.now() - started).toBeLessThan(2_000);
  });

  test.each(['', 'hello', '<html><body><p>Not found</p></body></html>', '{"outline":1}'])('is refused when it is none: %j', (text) => {
    expect(readOpml(text)).toMatchObject({ ok: false, failure: { code: 'not-opml' } });
  });
});
