import { describe, expect, it } from 'vitest';
import { knownTimezone } from '../../src/clean/index.js';
import type { Item } from '../../src/model.js';
import { cleaned } from './articles.js';

const at = (iso: string): number => Date.parse(iso);

interface Case {
  readonly promise: string;
  readonly body: string;
  readonly item?: Partial<Item>;
  readonly timezone?: string;
  readonly published: string | undefined;
  readonly authors?: readonly string[];
}

const cases: readonly Case[] = [
  { promise: 'VOA: a date as mail writes it', body: '<div><i>Fri, 29 Nov 2024 17:28:27 GMT</i></div>', published: '2024-11-29T17:28:27Z' },
  { promise: 'DW: an author, then a date', body: '<div><i>  ARD<br>2024-11-29T08:29:19.829Z</i></div>', published: '2024-11-29T08:29:19.829Z', authors: ['ARD'] },
  { promise: 'DW: a date alone', body: '<div><i><br>2024-11-29T08:28:54.004Z</i></div>', published: '2024-11-29T08:28:54.004Z' },
  { promise: 'RFI: Paris time, by the link', body: '<div>29/11/2024 - 11:18</div>', item: { link: 'https://www.rfi.fr/cn/x' }, published: '2024-11-29T10:18:00Z' },
  { promise: 'NYT: an address, then China time', body: '<address>JO DOE</address><time pudate="x" datetime="2024-11-27 11:13:21">11月27日</time><figure><img src="/a.jpg"></figure>', item: { link: 'https://cn.nytimes.com/x' }, published: '2024-11-27T03:13:21Z', authors: ['JO DOE'] },
  { promise: 'BBC: names, then a day, which is the stamp’s', body: '<div></div><div><div><ul role="list"><li role="listitem">詹姆斯（James）</li><li role="listitem">巴黎报道</li></ul></div></div><div><time dateTime="2024-11-29">1 小时前</time></div>', published: '2024-11-29T17:39:03Z', authors: ['詹姆斯（James）'] },
  { promise: 'a bare day that is not the stamp’s is the day', body: '<div><time dateTime="2024-11-27">27日</time></div>', published: '2024-11-27T00:00:00Z' },
  { promise: 'the day is one of the source’s zone', body: '<div><time dateTime="2024-11-30">30日</time></div>', timezone: 'Asia/Shanghai', published: '2024-11-29T17:39:03Z' },
  { promise: 'a time later than the stamp, on its day: the stamp', body: '<div>29/11/2024 - 18:00</div>', timezone: 'UTC', published: '2024-11-29T17:39:03Z' },
  { promise: 'a time later than the stamp, on another day: that day', body: '<div>02/12/2024 - 09:30</div>', timezone: 'UTC', published: '2024-12-02T00:00:00Z' },
  { promise: 'what the operator configured goes before the known zone', body: '<div>29/11/2024 - 11:18</div>', item: { link: 'https://www.rfi.fr/x' }, timezone: 'Asia/Tokyo', published: '2024-11-29T02:18:00Z' },
  { promise: 'no zone known: UTC', body: '<div>29/11/2024 - 11:18</div>', published: '2024-11-29T11:18:00Z' },
  { promise: 'an item’s own date stands in for a stamp', body: '<div>29/11/2024 - 18:00</div>', item: { published: { at: at('2024-11-29T12:00:00Z') } }, published: '2024-11-29T17:39:03Z' },
  { promise: 'an item’s own author stays', body: '<div><i>ARD<br>2024-11-29T08:29:19Z</i></div>', item: { authors: [{ name: 'Own' }] }, published: '2024-11-29T08:29:19Z', authors: ['Own'] },
];

describe('the date and author that open a body', () => {
  it.each(cases)('$promise', ({ body, item, timezone, published, authors = [] }) => {
    const result = cleaned(`${body}<p>文</p>`, timezone === undefined ? {} : { timezone }, item);
    expect(result.published).toBe(published === undefined ? undefined : at(published));
    expect(result.authors.map(({ name }) => name)).toEqual(authors);
    expect(result.content).toMatch(/<p>文<\/p>$/);
    expect(result.content).not.toMatch(/GMT|2024|time|address|小时前/);
  });


  it.each([
    '<p>29/11/2024 - 11:18</p>',
    '<p><time datetime="2024-11-27">那天</time>，下了雨。</p>',
    '<div><i>Fri, 29 Nov 2024 17:28:27 GMT</i> 下雨</div>',
    '<p>文</p><div><i>Fri, 29 Nov 2024 17:28:27 GMT</i></div>',
    '<address>某街 1 号</address><p>文</p>',
  ])('is not what an article says itself: %s', (body) => {
    const result = cleaned(body);
    expect(result.published).toBeUndefined();
    expect(result.content).toBe(body);
  });

  it('is looked for by the feedx profile only', () => {
    expect(cleaned('<div><i>Fri, 29 Nov 2024 17:28:27 GMT</i></div>', { profile: 'generic' }).published).toBeUndefined();
  });
});

it.each([
  ['https://www.rfi.fr/cn/a', 'Europe/Paris'],
  ['https://cn.nytimes.com/a', 'Asia/Shanghai'],
  ['https://www.nytimes.com/a', undefined],
  ['https://rfi.fr.evil.example/', undefined],
  ['not an address', undefined],
])('the zone of %s is %s', (link, zone) => {
  expect(knownTimezone(link)).toBe(zone);
});
