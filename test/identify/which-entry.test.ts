import { describe } from 'vitest';
import { hold, told as an } from './telling.js';

/** An article in full, and the same with something else. */
const a = { guid: 'g-a', link: '/a', title: 'Rain at noon', text: 'It rained.', hour: 1 };
const b = { guid: 'g-b', link: '/b', title: 'Sun at one', text: 'It cleared.', hour: 2 };
const other = { title: 'Snow by night', text: 'It snowed.', hour: 5 };

describe('both keys lead to one entry: it is that entry', () => {
  hold([
    ['unchanged', [[an(a)], [an(a)]], ['A', 'A']],
    ['whatever else changed', [[an(a)], [an({ ...a, ...other })]], ['A', 'A']],
    ['whatever else it lost', [[an(a)], [an({ guid: 'g-a', link: '/a' })]], ['A', 'A']],
    ['but neither is the other’s', [[an(a), an(b)], [an({ ...a, ...other, guid: 'g-c', link: '/c' })]], ['A B', 'C']],
  ]);
});

describe('one key leads to an entry, the other is new', () => {
  describe.each([
    ['guid', { guid: 'g-a', link: '/new' }],
    ['link', { guid: 'g-new', link: '/a' }],
  ] as const)('by its %s', (_, keys) => {
    hold([
      ['alike in all three', [[an(a)], [an({ ...a, ...keys })]], ['A', 'A']],
      ['alike in title and date', [[an(a)], [an({ ...a, ...keys, text: other.text })]], ['A', 'A']],
      ['alike in title and content', [[an(a)], [an({ ...a, ...keys, hour: other.hour })]], ['A', 'A']],
      ['alike in date and content', [[an(a)], [an({ ...a, ...keys, title: other.title })]], ['A', 'A']],
      ['alike in the date', [[an(a)], [an({ ...other, ...keys, hour: a.hour })]], ['A', 'A']],
      ['alike in the stamp, which is its date', [[an({ ...a, stamp: -1 })], [an({ ...other, ...keys, stamp: -1 })]], ['A', 'A']],
      ['alike in a date that is a bare day', [[an({ ...a, hour: undefined, day: 0 })], [an({ ...keys, title: other.title, text: other.text, day: 0 })]], ['A', 'B']],
      ['alike in a bare day and the title', [[an({ ...a, hour: undefined, day: 0 })], [an({ ...keys, title: a.title, text: other.text, day: 0 })]], ['A', 'A']],
      ['alike in a date that another item of the document bears', [[an(a)], [an({ ...other, ...keys, hour: a.hour }), an({ ...b, hour: a.hour })]], ['A', 'B C']],
      ['alike in the title alone', [[an(a)], [an({ ...other, ...keys, title: a.title })]], ['A', 'B']],
      ['alike in the content alone', [[an(a)], [an({ ...other, ...keys, text: a.text })]], ['A', 'B']],
      ['alike in nothing', [[an(a)], [an({ ...other, ...keys })]], ['A', 'B']],
      ['what is empty does not count', [[an({ guid: 'g-a', link: '/a', hour: 1 })], [an({ ...keys, hour: 5 })]], ['A', 'B']],
      ['no title and no date are not alike in two', [[an({ guid: 'g-a', link: '/a', text: a.text })], [an({ ...keys, text: a.text })]], ['A', 'B']],
      ['query parts of addresses in the content do not count', [
        [an({ ...a, html: '<p>It rained. <img src="https://pics.example/r.jpg?sig=1"></p>' })],
        [an({ ...a, ...keys, hour: 5, html: '<p>It rained. <img src="https://pics.example/r.jpg?sig=2"></p>' })],
      ], ['A', 'A']],
      ['but their paths do', [
        [an({ ...a, html: '<p>It rained. <img src="https://pics.example/r.jpg?sig=1"></p>' })],
        [an({ ...a, ...keys, hour: 5, html: '<p>It rained. <img src="https://pics.example/s.jpg?sig=1"></p>' })],
      ], ['A', 'B']],
      ['the key, having served two articles, is a key no more', [
        [an(a)],
        [an({ ...other, ...keys })],
        [an({ ...keys, ...('/a' === keys.link ? { guid: 'g-third' } : { link: '/third' }), title: other.title, text: 'Third.', hour: other.hour })],
      ], ['A', 'B', 'C']],
      ['but the other key of each goes on leading', [
        [an(a)],
        [an({ ...other, ...keys })],
        [an({ ...a, title: 'Rain' }), an({ ...other, ...keys, title: 'Snow' })],
      ], ['A', 'B', 'A B']],
    ]);
  });

  hold([
    ['alike in the title alone, the guids vouched for by another item', [[an(a), an(b)], [an({ ...b, link: '/b2' }), an({ ...other, guid: 'g-a', link: '/a2', title: a.title })]], ['A B', 'B A']],
    ['alike in the content alone, the guids vouched for', [[an(a), an(b)], [an({ ...b, link: '/b2' }), an({ ...other, guid: 'g-a', link: '/a2', text: a.text })]], ['A B', 'B A']],
    ['alike in nothing, the guids vouched for', [[an(a), an(b)], [an({ ...b, link: '/b2' }), an({ ...other, guid: 'g-a', link: '/a2' })]], ['A B', 'B C']],
    ['alike in the title alone, the links vouched for', [[an(a), an(b)], [an({ ...b, guid: 'g-b2' }), an({ ...other, guid: 'g-a2', link: '/a', title: a.title })]], ['A B', 'B A']],
    ['the links do not vouch for the guids', [[an(a), an(b)], [an({ ...b, guid: 'g-b2' }), an({ ...other, guid: 'g-a', link: '/a2', title: a.title })]], ['A B', 'B C']],
    ['no vouching by an item alike in one', [[an(a), an(b)], [an({ ...b, text: 'Clouds.', hour: 9 }), an({ ...other, guid: 'g-a', link: '/a2', title: a.title })]], ['A B', 'B C']],
    ['no vouching by the item itself, listed twice', [[an(a)], [an({ ...other, guid: 'g-a', link: '/a2', title: a.title })]], ['A', 'B']],
  ]);
});

describe('its only key leads to an entry', () => {
  describe.each([
    ['guid', { guid: 'g-a', link: undefined }, { guid: 'g-b', link: undefined }],
    ['link', { guid: undefined, link: '/a' }, { guid: undefined, link: '/b' }],
    ['guid that is the link', { guid: 'http://example.org/a', link: '/a?utm_source=feed' }, { guid: 'http://example.org/b', link: '/b' }],
  ] as const)('a %s', (_, keys, keysOfB) => {
    const one = an({ ...a, ...keys });
    hold([
      ['alike in the title', [[one], [an({ ...other, ...keys, title: a.title })]], ['A', 'A']],
      ['alike in the date', [[one], [an({ ...other, ...keys, hour: a.hour })]], ['A', 'A']],
      ['alike in the content', [[one], [an({ ...other, ...keys, text: a.text })]], ['A', 'A']],
      ['alike in nothing: a new entry', [[one], [an({ ...other, ...keys })]], ['A', 'B']],
      ['alike in nothing, the kind vouched for', [[one, an({ ...b, ...keysOfB })], [an({ ...b, ...keysOfB }), an({ ...other, ...keys })]], ['A B', 'B A']],
      ['alike in nothing, the kind not vouched for by one alike in one', [[one, an({ ...b, ...keysOfB })], [an({ ...b, ...keysOfB, text: 'Clouds.', hour: 9 }), an({ ...other, ...keys })]], ['A B', 'B C']],
      ['the key that served two is one no more', [[one], [an({ ...other, ...keys })], [an({ ...keys, title: a.title, text: 'A third.', hour: 9 })]], ['A', 'B', 'C']],
      ['what is empty does not count', [[an({ ...keys, title: a.title })], [an({ ...keys, text: b.text })]], ['A', 'B']],
      ['an item of which nothing else is known is the same when it comes the same', [[an({ ...keys })], [an({ ...keys })]], ['A', 'A']],
    ]);
  });
});

describe('keys to two entries', () => {
  hold([
    ['it is the link’s', [[an(a), an(b)], [an({ ...other, guid: 'g-a', link: '/b' })]], ['A B', 'B']],
    ['even where it is alike to the guid’s in all', [[an(a), an(b)], [an({ ...a, link: '/b' })]], ['A B', 'B']],
    ['the guid is a key no more', [[an(a), an(b)], [an({ ...other, guid: 'g-a', link: '/b' })], [an({ ...a, link: '/c', text: 'Other words.' })]], ['A B', 'B', 'C']],
    ['the link still is', [[an(a), an(b)], [an({ ...other, guid: 'g-a', link: '/b' })], [an({ ...a, guid: 'g-c', text: 'Other words.' })]], ['A B', 'B', 'A']],
  ]);
});

describe('its keys lead nowhere', () => {
  const moved = { guid: 'g-m', link: '/moved' };
  const undated = { hour: undefined };
  hold([
    ['a new entry', [[an(a)], [an(b)]], ['A', 'B']],
    ['also when its stamp is known: two articles of one crawl', [[an({ ...a, stamp: 0 })], [an({ ...b, stamp: 0 })]], ['A', 'B']],
    ['and in the same document', [[an({ ...a, stamp: 0 }), an({ ...b, stamp: 0 })]], ['A B']],
    ['also when its stamp is older than the newest: a late article', [[an({ ...a, stamp: 0 })], [an({ ...b, stamp: -50 })]], ['A', 'B']],
    ['moved to another address: alike in all three', [[an(a)], [an({ ...a, ...moved })]], ['A', 'A']],
    ['moved with its whole site, whose pictures and links stand in it', [
      [an({ ...a, html: '<p>It rained, <a href="/tag/rain">again</a>. <img src="https://example.org/r.jpg" srcset="/r.jpg 1x, /r2.jpg 2x"></p>' })],
      [an({ ...a, guid: 'g-m', link: 'http://example.net/a', html: '<p>It rained, <a href="/tag/rain">again</a>. <img src="http://example.net/r.jpg" srcset="/r.jpg 1x, /r2.jpg 2x"></p>' })],
    ], ['A', 'A']],
    ['not where its picture is another', [
      [an({ ...a, html: '<p>It rained. <img src="/r.jpg"></p>' })],
      [an({ ...a, guid: 'g-m', link: 'https://example.net/a', html: '<p>It rained. <img src="/s.jpg"></p>' })],
    ], ['A', 'B']],
    ['not where the title differs', [[an(a)], [an({ ...a, ...moved, title: 'Rain' })]], ['A', 'B']],
    ['not where the date differs', [[an(a)], [an({ ...a, ...moved, hour: 2 })]], ['A', 'B']],
    ['not where the content differs', [[an(a)], [an({ ...a, ...moved, text: 'It poured.' })]], ['A', 'B']],
    ['not to an entry that another item leads to', [[an(a)], [an(a), an({ ...a, ...moved, title: 'Rain' })]], ['A', 'A B']],
    ['not by a bare day, alone', [[an({ ...a, ...undated, day: 0 })], [an({ ...a, ...undated, ...moved, day: 0 })]], ['A', 'B']],
    ['not without content, which is empty', [[an({ ...a, text: undefined })], [an({ ...a, ...moved, text: undefined })]], ['A', 'B']],
    ['undated, alone: not', [[an({ ...a, ...undated })], [an({ ...a, ...undated, ...moved })]], ['A', 'B']],
    ['undated, another item of the document likewise', [
      [an({ ...a, ...undated }), an({ ...b, ...undated })],
      [an({ ...a, ...undated, ...moved }), an({ ...b, ...undated, guid: 'g-n', link: '/moved-too' })],
    ], ['A B', 'A B']],
    ['undated, another new item that is no mover', [
      [an({ ...a, ...undated }), an({ ...b, ...undated })],
      [an({ ...a, ...undated, ...moved }), an({ ...other, ...undated, guid: 'g-n', link: '/n' })],
    ], ['A B', 'C D']],
    ['undated, alike in the title alone, both', [
      [an({ ...a, ...undated }), an({ ...b, ...undated })],
      [an({ ...a, ...undated, ...moved, text: 'x' }), an({ ...b, ...undated, guid: 'g-n', link: '/moved-too', text: 'y' })],
    ], ['A B', 'C D']],
    ['moved, and both its addresses lead to it afterwards', [[an(a)], [an({ ...a, ...moved })], [an({ ...other, ...moved })], [an({ ...other, guid: a.guid, link: a.link })]], ['A', 'A', 'A', 'A']],
    ['two movers to one entry: one of them is it', [[an(a)], [an({ ...a, ...moved }), an({ ...a, guid: 'g-n', link: '/n', title: 'Rain' })]], ['A', 'A B']],
  ]);
});

describe('it has no key left', () => {
  const none = { guid: undefined, link: undefined };
  const keyless = an({ ...a, ...none });
  hold([
    ['the entry with its date and title', [[keyless], [an({ ...a, ...none, text: 'It poured.' })]], ['A', 'A']],
    ['the entry with its date and content', [[keyless], [an({ ...a, ...none, title: 'Rain' })]], ['A', 'A']],
    ['not with its date alone', [[keyless], [an({ ...other, ...none, hour: a.hour })]], ['A', 'B']],
    ['not with title and content at another date', [[keyless], [an({ ...a, ...none, hour: 7 })]], ['A', 'B']],
    ['undated, the entry with its title and content', [[an({ ...a, ...none, hour: undefined })], [an({ ...a, ...none, hour: undefined })]], ['A', 'A']],
    ['undated, not with its title alone', [[an({ ...a, ...none, hour: undefined })], [an({ ...a, ...none, hour: undefined, text: 'It poured.' })]], ['A', 'B']],
    ['undated, not with its content alone', [[an({ ...a, ...none, hour: undefined })], [an({ ...a, ...none, hour: undefined, title: 'Rain' })]], ['A', 'B']],
    ['never one entry for two different items', [[keyless], [keyless, an({ ...a, ...none, text: 'It poured.' })]], ['A', 'A B']],
    ['nor one for either of two that bear the same date and title, both with other words', [[keyless], [an({ ...a, ...none, text: 'It poured.' }), an({ ...a, ...none, text: 'It hailed.' })]], ['A', 'B C']],
    ['nor in one document', [[keyless, an({ ...a, ...none, text: 'It poured.' })]], ['A B']],
    ['two that are the same are one', [[keyless, an({ ...a, ...none })]], ['A A']],
    ['two with the same title and date, one of them without content, are two and stay two', [[keyless, an({ ...a, ...none, text: undefined })], [keyless, an({ ...a, ...none, text: undefined })]], ['A B', 'A B']],
    ['two of which nothing but the date is known are two and stay two', [[an({ hour: 1 }), an({ stamp: 1 })], [an({ stamp: 1 }), an({ hour: 1 })]], ['A B', 'B A']],
    ['what an item has instead of keys is recorded for every entry: its keys may go', [[an(a)], [an({ ...a, ...none, text: 'It poured.' })]], ['A', 'A']],
    ['and come', [[keyless], [an({ ...a })]], ['A', 'A']],
    ['one of whose link all are alike: the home page', [[an({ ...a, guid: undefined, link: 'http://EXAMPLE.org/' })], [an({ ...b, guid: undefined, link: 'https://example.org/' })], [an({ ...a, guid: undefined, link: 'https://example.org/?utm_medium=rss', text: 'x' })]], ['A', 'B', 'A']],
  ]);
});
