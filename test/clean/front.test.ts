import { describe, expect, it } from 'vitest';
import { cleaningFingerprint, explainCleaning, resolveProfile, withoutQueries } from '../../src/clean/index.js';
import type { CleanPolicy, ImageMode } from '../../src/model.js';
import { DIRECT, cleaned, itemOf } from './articles.js';

it.each([
  ['auto', 'https://feedx.net/rss/dw.xml', 'rss', 'feedx'],
  ['auto', 'https://www.feedx.site/rss/dw.xml', 'rss', 'feedx'],
  ['auto', 'https://notfeedx.net/rss/dw.xml', 'rss', 'generic'],
  ['auto', 'https://feedx.net.evil.example/', 'rss', 'generic'],
  ['auto', 'file:///srv/archive', 'document', 'feedx'],
  ['auto', 'https://blog.example/feed', 'atom', 'generic'],
  ['none', 'https://feedx.net/rss/dw.xml', 'rss', 'none'],
] as const)('profile %s of %s (%s) is %s', (profile, url, format, resolved) => {
  expect(resolveProfile(profile, url, format)).toBe(resolved);
});

describe('the fingerprint', () => {
  it('is equal for equal policies, whatever the order of their keys', () => {
    const { nesting, timezone, remove, images, profile } = DIRECT;
    expect(cleaningFingerprint({ nesting, timezone, remove, images, profile })).toBe(cleaningFingerprint(DIRECT));
  });

  it.each<[string, Partial<CleanPolicy>]>([
    ['profile', { profile: 'generic' }],
    ['remove', { remove: ['aside'] }],
    ['timezone', { timezone: 'Asia/Tokyo' }],
    ['nesting', { nesting: 5 }],
    ['images', { images: { ...DIRECT.images, default: { kind: 'keep' } } }],
    ['hosts', { images: { ...DIRECT.images, hosts: [{ pattern: 'a', mode: { kind: 'keep' } }] } }],
    ['https', { images: { ...DIRECT.images, https: ['a'] } }],
    ['relay', { relay: { base: 'https://a.example', key: 'k' } }],
  ])('changes with %s', (_part, change) => {
    expect(cleaningFingerprint({ ...DIRECT, ...change })).not.toBe(cleaningFingerprint(DIRECT));
  });
});

describe('without the query parts of addresses', () => {
  const modes: readonly ImageMode[] = [{ kind: 'direct' }, { kind: 'keep' }, { kind: 'relay' }, { kind: 'template', template: 'https://p.example/?u={url}&w=1' }];
  const compared = (picture: string, mode: ImageMode): string =>
    JSON.stringify(withoutQueries(cleaned(`<img src="https://wsrv.nl/?url=${encodeURIComponent(picture)}"><p>文 a?b=c</p>`, { images: { ...DIRECT.images, default: mode }, relay: { base: 'https://me.example', key: 'k' } })));

  it.each(modes)('two fetches of signed pictures are alike under %o, two pictures are not', (mode) => {
    expect(compared('https://pic.example/a.jpg?sig=1', mode)).toBe(compared('https://pic.example/a.jpg?sig=2&t=9', mode));
    expect(compared('https://pic.example/a.jpg?sig=1', mode)).not.toBe(compared('https://pic.example/b.jpg?sig=1', mode));
  });

  it('text keeps its question marks', () => {
    expect(withoutQueries(cleaned('<p>a href="x?y" 吗?</p>')).content).toContain('x?y');
  });

  it('sets, links and enclosures are looked at too', () => {
    const of = (sign: string): unknown => withoutQueries(cleaned(`<p><a href="/x?${sign}">x</a></p><img src="/a.jpg?${sign}" srcset="/b.jpg?${sign} 1x, /c.jpg?${sign} 2x">`, {}, { enclosures: [{ url: `https://a.example/e.mp3?${sign}` }] }));
    expect(of('s=1')).toEqual(of('s=2'));
  });
});

describe('the inspector', () => {
  it('shows what each step changed, from what arrived to what is published', () => {
    const item = itemOf('<div><i>Fri, 29 Nov 2024 17:28:27 GMT</i></div>台北 — <p class="x">文<br><br>字</p><p> </p>');
    const changes = explainCleaning(item, DIRECT);
    expect(changes.map(({ step }) => step)).toEqual(['byline', 'noise', 'blanks', 'dateline', 'line breaks', 'sanitise'].filter((step) => changes.some((change) => change.step === step)));
    expect(changes.map(({ step }) => step)).toEqual(expect.arrayContaining(['byline', 'noise', 'blanks', 'dateline', 'line breaks']));
    expect(changes[0]?.before).toBe(item.content);
    expect(changes.at(-1)?.after).toBe('<p>台北 — 文</p><p>字</p>');
    changes.slice(1).forEach(({ before }, index) => expect(before).toBe(changes[index]?.after));
  });
});

it('titles are plain text on one line', () => {
  expect(cleaned('', {}, { title: ' a <b>\n\tc\u0000 ' }).title).toBe('a <b> c');
});

it('an item without a body is an entry without one, and a blank summary is none', () => {
  expect(cleaned('', {}, { summary: '<p> </p>' })).toEqual({ title: '', content: '', authors: [], categories: [], enclosures: [] });
});
