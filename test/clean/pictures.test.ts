import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rewritePicture } from '../../src/clean/index.js';
import { openRelayAddress, relayAddress } from '../../src/relay-address.js';
import type { CleanPolicy, ImageMode, Images } from '../../src/model.js';
import { renderFeed } from '../../src/publish/render/index.js';
import { entry, feed } from '../publish/render/feeds.js';
import { DIRECT, LINK, bodyOf, browserElements, cleaned } from './articles.js';

const RELAY = { base: 'https://me.example/feeds', key: 'secret' };
const policyOf = (mode: ImageMode, images: Partial<Images> = {}): CleanPolicy => ({ ...DIRECT, images: { default: mode, hosts: [], https: [], ...images }, relay: RELAY });
const direct = (address: string): string => rewritePicture(address, policyOf({ kind: 'direct' }));
const keep = (address: string): string => rewritePicture(address, policyOf({ kind: 'keep' }));
const template = (text: string): CleanPolicy => policyOf({ kind: 'template', template: text });

describe('the picture’s own address', () => {
  it.each([
    ['https://images.weserv.nl?url=pic.example/a.jpg', 'https://pic.example/a.jpg'],
    ['https://images.weserv.nl/?url=pic.example/a.jpg', 'https://pic.example/a.jpg'],
    ['http://wsrv.nl/?url=pic.example/a.jpg', 'https://pic.example/a.jpg'],
    ['//wsrv.nl/?url=pic.example/a.jpg', 'https://pic.example/a.jpg'],
    ['https://www.wsrv.nl?url=pic.example/a.jpg', 'https://pic.example/a.jpg'],
    ['HTTPS://IMAGES.WESERV.NL/?url=pic.example/A.jpg', 'https://pic.example/A.jpg'],
    ['https://wsrv.nl/?url=http://pic.example/a.jpg', 'http://pic.example/a.jpg'],
    ['https://wsrv.nl/?url=https%3A%2F%2Fpic.example%2Fa.jpg', 'https://pic.example/a.jpg'],
    ['https://wsrv.nl/?url=ssl:pic.example/a.jpg', 'https://pic.example/a.jpg'],
    ['https://wsrv.nl/?url=//pic.example/a.jpg', 'https://pic.example/a.jpg'],
    ['https://wsrv.nl/?url=pic.example:8080/a.jpg', 'https://pic.example:8080/a.jpg'],
    ['https://wsrv.nl/?w=300&url=pic.example/a.jpg&q=80&output=webp', 'https://pic.example/a.jpg'],
    ['https://wsrv.nl/?url=pic.example/a.jpg?x=1&y=2&w=300', 'https://pic.example/a.jpg?x=1&y=2'],
    ['https://wsrv.nl/?url=pic.example/a.jpg&sig=a%2Fb&w=300', 'https://pic.example/a.jpg?sig=a%2Fb'],
    ['https://wsrv.nl/?url=pic.example%2Fa.jpg%3Fx%3D1%26w%3D9&w=300', 'https://pic.example/a.jpg?x=1&w=9'],
    ['https://wsrv.nl/?url=pic.example/a.jpg&amp;w=300&#38;h=5', 'https://pic.example/a.jpg'],
    ['https://wsrv.nl/?url=pic.example/a.jpg%23part', 'https://pic.example/a.jpg'],
    ['https://wsrv.nl/?url=pic.example/a.jpg#part', 'https://pic.example/a.jpg'],
    ['https://wsrv.nl/?url=pic.example/a%2520b.jpg', 'https://pic.example/a%20b.jpg'],
    ['https://wsrv.nl/?url=pic.example/%E5%9B%BE.jpg', 'https://pic.example/%E5%9B%BE.jpg'],
    ['https://wsrv.nl/?url=images.weserv.nl/?url=ssl:pic.example/a.jpg', 'https://pic.example/a.jpg'],
    ['https://wsrv.nl/?url=https%3A%2F%2Fi0.wp.com%2Fpic.example%2Fa.jpg%3Fssl%3D1', 'https://pic.example/a.jpg'],
    ['https://wsrv.nl/?default=pic.example/b.jpg', 'https://pic.example/b.jpg'],
    ['https://i1.wp.com/pic.example/a.jpg?w=600&ssl=1', 'https://pic.example/a.jpg'],
    ['https://i0.wp.com/pic.example/a.jpg?resize=3&q=x%3D1%26y%3D2', 'https://pic.example/a.jpg?x=1&y=2'],
    ['https://external-content.duckduckgo.com/iu/?u=https%3A%2F%2Fpic.example%2Fa.jpg&f=1', 'https://pic.example/a.jpg'],
    ['http://pic.example/a.jpg', 'http://pic.example/a.jpg'],
    ['https://pic.example/a.jpg?w=3#f', 'https://pic.example/a.jpg?w=3#f'],
  ])('of %s is %s', (address, own) => {
    expect(direct(address)).toBe(own);
  });

  it.each(['javascript:alert(1)', 'data:image/png;base64,AA', 'file:///etc/passwd', 'JaVaScRiPt:x', 'ftp://x.example/a.jpg', ''])('is none where a proxy was given %j', (target) => {
    expect(direct(`https://wsrv.nl/?url=${encodeURIComponent(target)}`)).toBe('');
    expect(bodyOf(`<p>a</p><img src="https://wsrv.nl/?url=${encodeURIComponent(target)}">`)).toBe('<p>a</p>');
  });

  it.each([
    'https://wsrv.nl/', 'https://wsrv.nl/docs/?url=x', 'https://wsrv.nl/?w=3', 'https://wsrv.nl/?url=http://[broken', 'https://wsrv.nl.evil.example/?url=pic.example/a.jpg', 'data:image/png;base64,AA',
    `${'https://wsrv.nl/?url='.repeat(40)}pic.example/a.jpg`, '/relative.jpg', 'http://', 'not an address',
  ])('is not to be read out of %s, which stays as it stood', (address) => {
    for (const mode of [{ kind: 'direct' }, { kind: 'keep' }] as const) expect(rewritePicture(address, policyOf(mode))).toBe(address);
  });

  it.each(['https://wsrv.nl/', 'https://images.weserv.nl/?w=3', 'https://external-content.duckduckgo.com/iu/?f=1'])('a proxy that was given none (%s) is not put behind another', (address) => {
    expect(rewritePicture(address, policyOf({ kind: 'template', template: 'https://mine.example/?url={url}' }))).toBe(address);
  });

  it('is https where the operator knows the host to serve it', () => {
    const policy = policyOf({ kind: 'direct' }, { https: ['*.pic.example'] });
    expect(rewritePicture('http://a.pic.example/a.jpg', policy)).toBe('https://a.pic.example/a.jpg');
    expect(rewritePicture('http://pic.example/a.jpg', policy)).toBe('http://pic.example/a.jpg');
  });
});

describe('keep', () => {
  it.each([
    ['https://images.weserv.nl?url=pic.example/a.jpg', 'https://images.weserv.nl/?url=http%3A%2F%2Fpic.example%2Fa.jpg'],
    ['http://wsrv.nl/?w=300&url=ssl:pic.example/a.jpg&output=webp&q=80', 'https://images.weserv.nl/?url=https%3A%2F%2Fpic.example%2Fa.jpg&w=300&output=webp&q=80'],
    ['https://wsrv.nl/?url=https://pic.example/a.jpg?x=1&y=2&w=300', 'https://images.weserv.nl/?url=https%3A%2F%2Fpic.example%2Fa.jpg%3Fx%3D1%26y%3D2&w=300'],
    ['https://pic.example/a.jpg', 'https://pic.example/a.jpg'],
  ])('%s becomes %s', (address, kept) => {
    expect(keep(address)).toBe(kept);
    expect(keep(kept)).toBe(kept);
  });
});

describe('a template', () => {
  it('takes every picture’s own address, percent-encoded or raw, and options of its own only', () => {
    const wsrv = template('https://wsrv.nl/?url={url}&w=1200&output=webp');
    expect(rewritePicture('https://images.weserv.nl?url=pic.example/a.jpg&w=5', wsrv)).toBe('https://wsrv.nl/?url=https%3A%2F%2Fpic.example%2Fa.jpg&w=1200&output=webp');
    expect(rewritePicture('https://pic.example/a.jpg?x=$&', wsrv)).toBe('https://wsrv.nl/?url=https%3A%2F%2Fpic.example%2Fa.jpg%3Fx%3D%24%26&w=1200&output=webp');
    expect(rewritePicture('https://pic.example/a.jpg', template('https://p.example/{raw}'))).toBe('https://p.example/https://pic.example/a.jpg');
  });

  it('never wraps twice', () => {
    for (const text of ['https://wsrv.nl/?url={url}&w=1200', 'https://p.example/?u={url}', 'https://p.example/{raw}']) {
      const once = rewritePicture('https://pic.example/a.jpg?x=1', template(text));
      expect(rewritePicture(once, template(text))).toBe(once);
    }
  });
});

it('each host is treated by the first pattern that fits it', () => {
  const policy = policyOf({ kind: 'direct' }, { hosts: [{ pattern: 'a.pic.example', mode: { kind: 'keep' } }, { pattern: '*.pic.example', mode: { kind: 'relay' } }] });
  expect(rewritePicture('https://wsrv.nl/?url=ssl:a.pic.example/1.jpg', policy)).toMatch(/^https:\/\/images\.weserv\.nl\//);
  expect(rewritePicture('https://wsrv.nl/?url=ssl:b.pic.example/1.jpg', policy)).toMatch(/^https:\/\/me\.example\/feeds\/img\//);
  expect(rewritePicture('https://wsrv.nl/?url=ssl:pic.example/1.jpg', policy)).toBe('https://pic.example/1.jpg');
});

describe('a relay address', () => {
  it('opens to what was signed, and to nothing for any change of it or another key', () => {
    fc.assert(fc.property(fc.webUrl(), fc.option(fc.webUrl(), { nil: undefined }), fc.nat(), fc.constantFrom('A', 'Z', 'a', 'z', '0', '9', '-', '_'), (picture, article, at, letter) => {
      const address = relayAddress(picture, article, RELAY);
      const path = new URL(address).pathname;
      expect(openRelayAddress(path, RELAY.key)).toEqual({ picture, ...(article !== undefined && { article }) });
      expect(openRelayAddress(path, 'other')).toBeUndefined();
      const start = path.indexOf('/img/') + 5;
      const index = start + (at % (path.length - start));
      const forged = path.slice(0, index) + letter + path.slice(index + 1);
      const opened = openRelayAddress(forged, RELAY.key);
      // Base64 has spare bits at its end, so that a few other spellings say the same; they say nothing else.
      if (opened) expect(opened).toEqual({ picture, ...(article !== undefined && { article }) });
    }));
  });

  it.each(['', '/img/', '/img/x/y', `/img/${'A'.repeat(22)}/`, `/img/${'A'.repeat(22)}/aHR0cDovL3gv`, `/img/${'A'.repeat(22)}/aHR0cDovL3gv.eA.eA`])('%j opens to nothing', (path) => {
    expect(openRelayAddress(path, RELAY.key)).toBeUndefined();
  });

  it('is told the article, and is not relayed again', () => {
    const once = rewritePicture('https://pic.example/a.jpg', policyOf({ kind: 'relay' }), LINK);
    expect(openRelayAddress(once, RELAY.key)).toEqual({ picture: 'https://pic.example/a.jpg', article: LINK });
    expect(rewritePicture(once, policyOf({ kind: 'relay' }), LINK)).toBe(once);
    expect(rewritePicture(once, policyOf({ kind: 'direct' }))).toBe('https://pic.example/a.jpg');
  });
});

const W = 'https://wsrv.nl/?url=ssl:pic.example/';

describe('wherever a picture’s address stands', () => {
  it.each([
    ['src', `<img src="${W}a.jpg">`, '<img src="https://pic.example/a.jpg" />'],
    ['srcset, with densities and widths', `<img src="/a.jpg" srcset="${W}a.jpg 1x,${W}b.jpg 2x">`, '<img src="https://news.example/a.jpg" srcset="https://pic.example/a.jpg 1x, https://pic.example/b.jpg 2x" />'],
    ['srcset, commas in addresses', '<img src="/a.jpg" srcset="https://pic.example/w_300,h_2/a.jpg 300w, https://pic.example/b,c.jpg 600w">', '<img src="https://news.example/a.jpg" srcset="https://pic.example/w_300,h_2/a.jpg 300w, https://pic.example/b,c.jpg 600w" />'],
    ['srcset, blanks in addresses', '<img src="/a.jpg" srcset="/a b.jpg 1x, /c d.jpg 2x">', '<img src="https://news.example/a.jpg" srcset="https://news.example/a%20b.jpg 1x, https://news.example/c%20d.jpg 2x" />'],
    ['srcset alone', '<img srcset="/s.jpg 100w, /l.jpg 900w">', '<img srcset="https://news.example/s.jpg 100w, https://news.example/l.jpg 900w" src="https://news.example/l.jpg" />'],
    ['data-src beside a placeholder', `<img src="data:image/gif;base64,R0lGOD" data-src="${W}a.jpg">`, '<img src="https://pic.example/a.jpg" />'],
    ['data-original and data-srcset', '<img src="/img/blank.gif" data-original="/a.jpg" data-srcset="/b.jpg 2x">', '<img src="https://news.example/a.jpg" srcset="https://news.example/b.jpg 2x" />'],
    ['a noscript twin of a placeholder', '<img src="data:image/gif;base64,R0lGOD" alt="舰"><noscript><img src="/a.jpg"></noscript>', '<img src="https://news.example/a.jpg" alt="舰" />'],
    ['a noscript twin of a picture', '<div><img src="/a.jpg" srcset="/b.jpg 2x"></div><noscript><img src="/a.jpg"></noscript>', '<div><img src="https://news.example/a.jpg" srcset="https://news.example/b.jpg 2x" /></div>'],
    ['a noscript of its own', '<noscript><p>字</p></noscript>', '<p>字</p>'],
    ['picture and source', `<picture><source srcset="${W}a.webp" type="image/webp"><img src="${W}a.jpg"></picture>`, '<picture><source srcset="https://pic.example/a.webp" type="image/webp" /><img src="https://pic.example/a.jpg" /></picture>'],
    ['a picture whose img has none', '<picture><source srcset="/a.webp 1x, /b.webp 2x"><img alt="x"></picture>', '<picture><source srcset="https://news.example/a.webp 1x, https://news.example/b.webp 2x" /><img alt="x" src="https://news.example/b.webp" /></picture>'],
    ['a film that is loaded later', '<video><source data-src="/v.mp4" type="video/mp4"></video><audio><source data-src="/a.mp3"></audio>', '<video controls><source type="video/mp4" src="https://news.example/v.mp4" /></video><audio controls><source src="https://news.example/a.mp3" /></audio>'],
    ['a slash too many', '<p><img src="https:///pic.example/a.jpg"><a href="https:///pic.example/">图</a></p>', '<p><img src="https://pic.example/a.jpg" /><a href="https://pic.example/">图</a></p>'],
    ['poster', `<video src="/v.mp4" poster="${W}p.jpg"></video>`, '<video src="https://news.example/v.mp4" poster="https://pic.example/p.jpg" controls></video>'],
    ['links straight to pictures', `<p><a href="${W}a.jpg">图</a></p>`, '<p><a href="https://pic.example/a.jpg">图</a></p>'],
    ['no picture at all', '<p>a</p><img alt="x"><img src=""><img src="about:blank">', '<p>a</p>'],
    ['one that is not to be shown', `<p>a</p><img src="data:image/svg+xml;base64,${'A'.repeat(400)}" alt="x">`, '<p>a</p>'],
    ['counters of readers', '<p>a</p><img src="https://x.example/c?1" width="1" height="1"><img src="https://medium.com/_/stat?event=x">', '<p>a</p>'],
  ])('%s', (_place, before, after) => {
    for (const profile of ['feedx', 'generic'] as const) expect(bodyOf(before, { profile })).toBe(after);
  });

  it('the entry’s own image and enclosed pictures', () => {
    const result = cleaned('', {}, { image: `${W}i.jpg`, enclosures: [{ url: `${W}e.jpg`, type: 'image/jpeg' }, { url: `${W}f.png` }, { url: `${W}g.mp3`, type: 'audio/mpeg' }] });
    expect(result.image).toBe('https://pic.example/i.jpg');
    expect(result.enclosures.map(({ url }) => url)).toEqual(['https://pic.example/e.jpg', 'https://pic.example/f.png', `${W}g.mp3`]);
  });

  it('enclosed pictures keep their type behind an address that does not tell it', () => {
    const enclosures = [{ url: 'https://pic.example/e.JPG?s=1' }, { url: `${W}f.png` }, { url: 'https://pic.example/g', type: 'image/webp' }, { url: 'https://pic.example/h.mp3' }];
    const result = cleaned('', template('https://p.example/?u={url}&w=1'), { enclosures });
    expect(result.enclosures.map(({ type }) => type)).toEqual(['image/jpeg', 'image/png', 'image/webp', undefined]);
    expect(renderFeed(feed({}, entry({ enclosures: result.enclosures })), 'rss')).toContain('url="https://p.example/?u=https%3A%2F%2Fpic.example%2Fe.JPG%3Fs%3D1&#x26;w=1" length="0" type="image/jpeg"');
    expect(cleaned('', {}, { enclosures: enclosures.slice(0, 1) }).enclosures).toEqual(enclosures.slice(0, 1));
  });

  it('links to pictures go where pictures go', () => {
    const body = bodyOf('<p><a href="https://pic.example/a.JPG?x">图</a><a href="https://pic.example/page">页</a></p>', template('https://p.example/?u={url}'));
    expect(browserElements(body).filter(({ name }) => name === 'a').map(({ attributes }) => attributes['href'])).toEqual(['https://p.example/?u=https%3A%2F%2Fpic.example%2Fa.JPG%3Fx', 'https://pic.example/page']);
  });
});
