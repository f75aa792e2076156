import { describe, expect, test } from 'vitest';
import { at, hold, newLife, told as an, whichEntries, type Told } from './telling.js';

const a = { title: 'Rain at noon', text: 'It rained.', hour: 1 };
const b = { title: 'Sun at one', text: 'It cleared.', hour: 2 };
const c = { title: 'Snow by night', text: 'It snowed.', hour: 3 };
const d = { title: 'Fog at dawn', text: 'It was grey.', hour: 4 };

describe('an address as a key', () => {
  /** Alike in the title alone, so that only the key can make them one. */
  const entriesOf = async (one: Told, other: Told): Promise<readonly string[]> =>
    whichEntries([[an({ title: a.title, text: 'one', hour: 1, ...one })], [an({ title: a.title, text: 'other', hour: 9, ...other })]]);

  const same: readonly (readonly [string, string, string])[] = [
    ['http and https are one', 'http://example.org/a', 'https://example.org/a'],
    ['host in upper case', 'https://EXAMPLE.org/a', 'https://example.ORG/a'],
    ['scheme in upper case', 'HTTPS://example.org/a', 'https://example.org/a'],
    ['default port of https', 'https://example.org:443/a', 'https://example.org/a'],
    ['default port of http', 'http://example.org:80/a', 'https://example.org/a'],
    ['no path and the root', 'https://other.example', 'https://other.example/'],
    ['utm parameters', 'https://example.org/a?utm_source=rss&utm_medium=feed&utm_anything=1', 'https://example.org/a'],
    ['fbclid and gclid', 'https://example.org/a?fbclid=1', 'https://example.org/a?gclid=2'],
    ['utm parameters between others', 'https://example.org/a?id=7&utm_source=rss&page=2', 'https://example.org/a?id=7&page=2'],
    ['a fragment that is only such a parameter', 'https://example.org/a#utm_source=rss', 'https://example.org/a'],
    ['a fragment of several such parameters', 'https://example.org/a#utm_source=rss&utm_medium=feed', 'https://example.org/a'],
    ['a fragment xtor=…', 'https://example.org/a#xtor=RSS-3208', 'https://example.org/a#xtor=RSS-1'],
  ];
  test.each(same)('%s', async (_, one, other) => {
    expect(await entriesOf({ link: one }, { link: other })).toEqual(['A', 'A']);
    expect(await entriesOf({ guid: one }, { guid: other })).toEqual(['A', 'A']);
    expect(await entriesOf({ guid: one, link: other }, { guid: other })).toEqual(['A', 'A']);
  });

  const different: readonly (readonly [string, string, string])[] = [
    ['another port', 'https://example.org:8443/a', 'https://example.org/a'],
    ['another host', 'https://www.example.org/a', 'https://example.org/a'],
    ['the case of a path', 'https://example.org/A', 'https://example.org/a'],
    ['a path with a slash at the end', 'https://example.org/a/', 'https://example.org/a'],
    ['another query', 'https://example.org/a?id=1', 'https://example.org/a?id=2'],
    ['a parameter that only begins or ends like one', 'https://example.org/a?xutm_source=1', 'https://example.org/a'],
    ['gclid in a longer name', 'https://example.org/a?gclids=1', 'https://example.org/a'],
    ['any other fragment', 'https://example.org/a#monday', 'https://example.org/a#tuesday'],
    ['any other fragment and none', 'https://example.org/a#monday', 'https://example.org/a'],
    ['a fragment that is more than such a parameter', 'https://example.org/a#story&utm_source=rss', 'https://example.org/a'],
  ];
  test.each(different)('%s is another', async (_, one, other) => {
    expect(await entriesOf({ link: one }, { link: other })).toEqual(['A', 'B']);
    expect(await entriesOf({ guid: one }, { guid: other })).toEqual(['A', 'B']);
  });

  test('a guid that is no address is read to the letter', async () => {
    expect(await entriesOf({ guid: 'Story-7' }, { guid: 'story-7' })).toEqual(['A', 'B']);
    expect(await entriesOf({ guid: 'tag:example.org,2026:7' }, { guid: 'tag:example.org,2026:7?utm_source=x' })).toEqual(['A', 'B']);
  });

  test.each(['http://', 'https://[', 'https://example.org:99999/a', 'http:', '%', 'urn:'])('a broken address %s is a key to the letter', async (address) => {
    expect(await entriesOf({ guid: address }, { guid: address })).toEqual(['A', 'A']);
    expect(await entriesOf({ link: address }, { link: address })).toEqual(['A', 'A']);
  });

  test('a guid that is the link is one key with it: alike in nothing, it is a new entry', async () => {
    const keys = { guid: 'http://example.org/a', link: 'https://example.org/a?utm_source=rss' };
    expect(await whichEntries([[an({ ...a, ...keys })], [an({ ...b, ...keys })]])).toEqual(['A', 'B']);
  });

  test.each([
    ['the link alone', { link: '/a' }],
    ['the guid alone', { guid: 'https://example.org/a' }],
    ['the guid, with another link', { guid: 'https://example.org/a', link: '/moved', hour: a.hour }],
  ])('and either of them leads to it again: %s', async (_, keys) => {
    expect(await whichEntries([[an({ ...a, guid: 'http://example.org/a', link: '/a' })], [an({ ...b, title: a.title, ...keys })]])).toEqual(['A', 'A']);
  });
});

describe('a key no more: a guid', () => {
  hold([
    ['given to several items with different links', [[an({ ...a, guid: 'g', link: '/a' }), an({ ...b, guid: 'g', link: '/b' })], [an({ ...c, title: a.title, hour: a.hour, guid: 'g', link: '/c' })]], ['A B', 'C']],
    ['and their links are enough', [[an({ ...a, guid: 'g', link: '/a' }), an({ ...b, guid: 'g', link: '/b' })], [an({ ...a, guid: 'g', link: '/a', text: 'x' }), an({ ...b, guid: 'g', link: '/b', text: 'y' })]], ['A B', 'A B']],
    ['alike in two of the three only', [[an({ ...a, guid: 'g', link: '/a' }), an({ ...a, text: 'x', guid: 'g', link: '/b' }), an({ ...c, guid: 'h', link: '/c' })]], ['A B C']],
    ['an item listed twice, where other guids stand: it stays a key', [
      [an({ ...a, guid: 'g', link: '/a' }), an({ ...a, guid: 'g', link: '/a2' }), an({ ...c, guid: 'h', link: '/c' })],
      [an({ ...b, hour: a.hour, guid: 'g', link: '/a3' })],
    ], ['A A B', 'A']],
    ['an item listed twice, where no other guid stands: it does not', [
      [an({ ...a, guid: 'g', link: '/a' }), an({ ...a, guid: 'g', link: '/a2' })],
      [an({ ...b, hour: a.hour, guid: 'g', link: '/a3' })],
    ], ['A A', 'B']],
    ['given to several items without links that are not alike in two', [[an({ ...a, guid: 'g' }), an({ ...b, title: a.title, guid: 'g' })], [an({ ...c, title: a.title, guid: 'g' })]], ['A B', 'C']],
    ['given to several items without links that are alike in two: one article', [[an({ ...a, guid: 'g' }), an({ ...a, text: 'x', guid: 'g' })]], ['A A']],
    ['for good: a document later', [
      [an({ ...a, guid: 'g', link: '/a' }), an({ ...b, guid: 'g', link: '/b' })],
      [an({ ...c, guid: 'g', link: '/c' })],
      [an({ ...c, text: 'x', guid: 'g' }), an({ ...d, guid: 'g' })],
    ], ['A B', 'C', 'C D']],
    ['learned from a known entry as well', [[an({ ...a, guid: 'g', link: '/a' })], [an({ ...a, guid: 'g', link: '/a' }), an({ ...b, guid: 'g', link: '/b' })], [an({ ...c, hour: a.hour, guid: 'g', link: '/c' })]], ['A', 'A B', 'C']],
    ['the source’s own address', [[an({ ...a, guid: 'https://example.org/feed', link: '/a' })], [an({ ...b, title: a.title, text: a.text, hour: 7, guid: 'http://example.org/feed', link: '/b' })]], ['A', 'B']],
    ['that is the link, and the link no key any more', [
      [an({ guid: 'https://example.org/a', hour: -1 }), an({ link: '/a' }), an({ link: '/a' })],
      [an({ guid: 'https://example.org/a', link: '/a', hour: -1, stamp: -1 })],
    ], ['A B B', 'C']],
    ['the home page', [[an({ ...a, guid: 'http://example.org/' })], [an({ ...b, title: a.title, guid: 'http://example.org/' })]], ['A', 'B']],
    ['numbered by position', [
      [an({ ...b, guid: '1', link: '/b' }), an({ ...a, guid: '2', link: '/a' })],
      [an({ ...c, guid: '1', link: '/c' }), an({ ...b, guid: '2', link: '/b' }), an({ ...a, guid: '3', link: '/a' })],
      [an({ ...d, guid: '1', link: '/d' }), an({ ...c, guid: '2', link: '/c' }), an({ ...b, guid: '3', link: '/b' })],
    ], ['A B', 'C A B', 'D C A']],
    ['numbered by position, with one date for all', [
      [an({ ...b, stamp: 0, guid: '1', link: '/b' }), an({ ...a, stamp: 0, guid: '2', link: '/a' })],
      [an({ ...c, stamp: 0, guid: '1', link: '/c' }), an({ ...b, stamp: 0, guid: '2', link: '/b' })],
    ], ['A B', 'C A']],
    ['numbered by position, the old articles gone at once', [
      [an({ ...b, guid: '1', link: '/b' }), an({ ...a, guid: '2', link: '/a' })],
      [an({ ...d, guid: '1', link: '/d' }), an({ ...c, guid: '2', link: '/c' })],
    ], ['A B', 'C D']],
    ['numbered by position, without links', [
      [an({ ...b, guid: '1' }), an({ ...a, guid: '2' })],
      [an({ ...c, guid: '1' }), an({ ...b, guid: '2' }), an({ ...a, guid: '3' })],
    ], ['A B', 'C A B']],
  ]);
});

describe('a key no more: a link', () => {
  hold([
    ['given to several items with different guids', [[an({ ...a, guid: 'g', link: '/all' }), an({ ...b, guid: 'h', link: '/all' })], [an({ ...c, hour: a.hour, guid: 'i', link: '/all' })]], ['A B', 'C']],
    ['and their guids are enough', [[an({ ...a, guid: 'g', link: '/all' }), an({ ...b, guid: 'h', link: '/all' })], [an({ ...a, text: 'x', guid: 'g', link: '/all' }), an({ ...b, text: 'y', guid: 'h', link: '/all' })]], ['A B', 'A B']],
    ['an item listed twice: it stays a key', [
      [an({ ...a, guid: 'g', link: '/a' }), an({ ...a, guid: 'h', link: '/a' })],
      [an({ ...b, hour: a.hour, guid: 'i', link: '/a' })],
    ], ['A A', 'A']],
    ['given to several items without guids that are not alike in two', [[an({ ...a, link: '/all' }), an({ ...b, link: '/all' })], [an({ ...c, title: a.title, link: '/all' })]], ['A B', 'C']],
    ['given to several without guids that are alike in two: one article', [[an({ ...a, link: '/a' }), an({ ...a, title: 'Rain', link: '/a' })]], ['A A']],
    ['the home page, in another spelling', [[an({ ...a, link: 'HTTP://example.org:80/?utm_source=rss', guid: 'g' })], [an({ ...b, title: a.title, text: a.text, hour: 7, link: '/', guid: 'h' })]], ['A', 'B']],
    ['the source’s own address', [[an({ ...a, link: '/feed' })], [an({ ...b, title: a.title, link: '/feed' })]], ['A', 'B']],
    ['but a fragment of the home page tells items apart', [[an({ ...a, link: '/#one' }), an({ ...b, link: '/#two' })], [an({ ...c, title: a.title, link: '/#one' })]], ['A B', 'A']],
  ]);
});

describe('a document as a whole', () => {
  hold([
    ['entries found by links are taken before those found by guids', [[an({ ...a, guid: '1', link: '/a' })], [an({ ...b, hour: a.hour, guid: '1', link: '/b' }), an({ ...a, guid: '2', link: '/a' })]], ['A', 'B A']],
    ['also where the link’s item stands first', [[an({ ...a, guid: '1', link: '/a' })], [an({ ...a, guid: '2', link: '/a' }), an({ ...b, hour: a.hour, guid: '1', link: '/b' })]], ['A', 'A B']],
    ['an article listed under a second address as well, later, is the one it was', [[an({ ...a, guid: 'g', link: '/a' })], [an({ ...a, guid: 'g', link: '/a' }), an({ ...a, guid: 'h', link: '/b' })]], ['A', 'A A']],
    ['and by the second address alone it is found again', [[an({ ...a, link: '/a' })], [an({ ...a, link: '/a' }), an({ ...a, link: '/b' })], [an({ ...b, title: a.title, link: '/b' })]], ['A', 'A A', 'A']],
    ['an article and its revision, with both keys, are one', [[an({ ...a, guid: 'g', link: '/a' }), an({ ...a, text: 'It poured.', guid: 'g', link: '/a' })]], ['A A']],
    ['three articles with a constant guid, one link, a daily title and a bare day are three', [
      ['It rained.', 'It cleared.', 'It snowed.'].map((text) => an({ guid: 'g', link: '/all', title: 'The day in brief', text, day: 0 })),
      ['It thundered.', 'It rained.', 'It cleared.'].map((text) => an({ guid: 'g', link: '/all', title: 'The day in brief', text, day: 0 })),
    ], ['A B C', 'D A B']],
    ['items that are one article by their guid are one, whatever stands between', [[an({ ...a, guid: 'g' }), an({ ...b, guid: 'h' }), an({ ...a, guid: 'g' })]], ['A B A']],
    ['six hundred new items of one crawl are six hundred', [Array.from({ length: 600 }, (_, n) => an({ guid: `g${n}`, link: `/${n}`, title: 'Brief', text: `Word ${n}.`, stamp: 0 }))], [names(600)]],
  ]);

  test('where several of its items are one article the newest counts, in any order', async () => {
    const older = an({ ...a, guid: 'g', link: '/a', text: 'First words.', hour: undefined, stamp: 1 });
    const newer = an({ ...a, guid: 'g', link: '/a', text: 'Last words.', hour: undefined, stamp: 2 });
    for (const order of [[older, newer], [newer, older]]) {
      const life = await newLife();
      await life.show(order, at(3));
      expect((await life.entries()).map(({ cleaned }) => cleaned.content)).toEqual(['<p>Last words.</p>']);
    }
  });
});

/** A B C … as many letters of Unicode as there are entries. */
function names(count: number): string {
  return Array.from({ length: count }, (_, n) => String.fromCharCode(65 + n)).join(' ');
}
