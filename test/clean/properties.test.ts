import fc from 'fast-check';
import { Parser } from 'htmlparser2';
import { describe, expect, it } from 'vitest';
import { cleanItem, sanitise } from '../../src/clean/index.js';
import type { ImageMode } from '../../src/model.js';
import { DIRECT, browserTree, itemOf, linkedLetters } from './articles.js';

const ELEMENTS = ['p', 'div', 'b', 'a', 'i', 'span', 'h2', 'h3', 'ul', 'ol', 'li', 'dl', 'dt', 'dd', 'table', 'caption', 'colgroup', 'tbody', 'tr', 'td', 'th', 'figure', 'figcaption', 'blockquote', 'pre', 'code', 'ruby', 'rt', 'section', 'main', 'small', 'font', 'center', 'x-card', 'noscript', 'video', 'picture', 'details', 'summary', 'form', 'button', 'label', 'nobr', 'rb', 'object', 'math'];
const MARKED = ['<a href="/x">', '<a href="/y">', '<b title="t">', '<em lang="en">', '<span lang="en">'];
const VOIDS = ['<br>', '<hr>', '<img src="/a.jpg">', '<wbr>', '<source srcset="/s.webp">', '<col>', '</p>', '</br>', '<p/>', '<a/>', '<!-- c -->', '&nbsp;', '　', '\n'];
const SHAPES = [
  '<div><i>Fri, 29 Nov 2024 17:28:27 GMT</i></div>', '<div><i> ARD<br>2024-11-29T08:29:19Z</i></div>', '<div>25/09/2023 - 11:18</div>', '<address>JO</address><time datetime="2024-11-27 11:13:21">x</time>',
  '<br><hr><div>获取更多RSS：<br><a href="https://feedx.net">https://feedx.net</a><br></div>', '<font color="red">订阅指南</font>', '<div><div>分享 :</div><a href="whatsapp://send?text=x"><span></span></a></div>',
  '<img src="https://images.weserv.nl?url=a.example/1.jpg"><div><small>题</small></div>', '<div><small></small></div>', '华盛顿 — <p>文', '<br /><br />', '<p> </p>', '<a href="/a/1.html"></a>', '<img data-src="/x.jpg" src="data:image/gif;base64,R0">',
  '<noscript><img src="/x.jpg"></noscript>', '<img src="/x.jpg" srcset="/a.jpg 1x, /b.jpg 2x">', '<iframe src="https://www.youtube.com/embed/x"></iframe>', '<iframe src="https://evil.example/">f</iframe>', '<section data-e2e="advertisement">ad</section>',
  '<div id="zoomattribute"><a href="x.jpg"><img src="/img/icon-zoom.png"/></a></div>', '<a href="#t">t</a>', '<b id="t"></b>', '<a name=t></a>', '<picture><source srcset="/w.webp"><img></picture>', '&lt;b&gt;', '&amp;amp;', '<3 &',
];
const piece = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...ELEMENTS).map((name) => `<${name}>`) },
  { weight: 5, arbitrary: fc.constantFrom(...ELEMENTS).map((name) => `</${name}>`) },
  { weight: 2, arbitrary: fc.constantFrom(...MARKED) },
  { weight: 2, arbitrary: fc.constantFrom(...VOIDS) },
  { weight: 3, arbitrary: fc.constantFrom('x', 'y z', ' ', '文字。', 'a\n b') },
  { weight: 4, arbitrary: fc.constantFrom(...SHAPES) },
);
const bodies = fc.array(piece, { maxLength: 25 }).map((pieces) => pieces.join(''));

/** Marks and blocks that begin and end as they like. */
const crossings = fc.array(fc.oneof(
  fc.constantFrom('p', 'div', 'h2', 'ul', 'li', 'blockquote', 'b', 'i', 'span', 'x-card').chain((name) => fc.constantFrom(`<${name}>`, `</${name}>`)),
  fc.constantFrom('<a href="/x">', '<a href="/y">', '</a>', 'x', 'y', 'z'),
), { maxLength: 25 }).map((pieces) => pieces.join(''));

const modes: readonly ImageMode[] = [{ kind: 'direct' }, { kind: 'keep' }, { kind: 'relay' }, { kind: 'template', template: 'https://wsrv.nl/?url={url}&w=1200' }, { kind: 'template', template: 'https://p.example/{raw}' }];
const policies = fc.record({ profile: fc.constantFrom('feedx' as const, 'generic' as const, 'none' as const), mode: fc.constantFrom(...modes) })
  .map(({ profile, mode }) => ({ ...DIRECT, profile, images: { ...DIRECT.images, default: mode }, relay: { base: 'https://me.example/r', key: 'k' } }));

/** The tree that htmlparser2 sees, drawn as {@link browserTree} draws that of browsers. */
function plainTree(html: string): string {
  let drawn = '';
  let text = '';
  const flush = (): void => {
    if (text !== '') drawn += JSON.stringify(text);
    text = '';
  };
  const parser = new Parser({
    ontext: (piece) => { text += piece; },
    onopentag: (name, attributes) => {
      flush();
      drawn += `<${name}${Object.entries(attributes).map(([key, value]) => ` ${key}=${JSON.stringify(value)}`).sort().join('')}>`;
    },
    onclosetag: () => {
      flush();
      drawn += '</>';
    },
  });
  parser.end(html);
  flush();
  return drawn;
}

/** Text without its white space, elements whose text is no one's article left out. */
function letters(html: string): string {
  let text = '';
  let hidden = 0;
  const hides = (name: string): boolean => ['script', 'style', 'video'].includes(name);
  const parser = new Parser({
    ontext: (piece) => { if (hidden === 0) text += piece; },
    onopentag: (name) => { if (hides(name)) hidden += 1; },
    onclosetag: (name) => { if (hides(name)) hidden -= 1; },
  });
  parser.end(html);
  return text.replace(/\s+/g, '');
}

describe('for any body whatever', () => {
  it('cleaning twice is cleaning once', () => {
    fc.assert(fc.property(bodies, policies, (body, policy) => {
      const { content } = cleanItem(itemOf(body), policy);
      expect(cleanItem(itemOf(content), policy).content).toBe(content);
    }), { numRuns: 1000 });
  });

  it('browsers read the result as it is written', () => {
    fc.assert(fc.property(bodies, policies, (body, policy) => {
      const { content } = cleanItem(itemOf(body), policy);
      expect(plainTree(content)).toBe(browserTree(content));
    }), { numRuns: 1000 });
  });

  it('the generic profile loses no letter and changes no order', () => {
    // What a film or a <noscript> beside a player says to those who cannot play it is no one's article.
    const withoutPlayers = bodies.map((body) => body.replaceAll(/<\/?video>|<iframe src="https:\/\/www\.youtube[^>]*>/g, ''));
    fc.assert(fc.property(withoutPlayers, (body) => {
      expect(letters(cleanItem(itemOf(body), { ...DIRECT, profile: 'generic' }).content)).toBe(letters(body));
    }), { numRuns: 1000 });
  });

  it('each letter stands in the link that browsers put it in', () => {
    fc.assert(fc.property(crossings, (body) => { expect(linkedLetters(sanitise(body))).toBe(linkedLetters(body)); }), { numRuns: 1000 });
  });

  it('equal items and policies give equal results', () => {
    fc.assert(fc.property(bodies, policies, (body, policy) => {
      expect(cleanItem(itemOf(body), policy)).toEqual(cleanItem(itemOf(body), structuredClone(policy)));
    }), { numRuns: 300 });
  });
});

describe('a hostile body costs no more than its size', () => {
  const SIZE = 200_000;
  it.each(['<div>', '<b>', '<p><b id=1>', '<table><tr><td>', '<td>', '<p></p>', '<p> </p>x', '<br><br>', '<', '&', '<!--', '<noscript></noscript>', '<video>', '<svg>', 'a=b ', '<li>', '<ruby><rt>', '<![CDATA[', '<dt><div>', '<a href=#x><b id=x></b></a>', '<a href=/x><p>x', '<p><a href=/x>x</p>', '<li><b><i><u>x', '<img src=x><div><small>x</small></div>', '<div><i>2024-11-29T08:29:19Z</i></div>', '<hr><div>获取更多RSS：<a href="https://feedx.net">https://feedx.net</a></div>', '<div>分享<a href="whatsapp:x">.</a></div>', '<img src="https://wsrv.nl/?url=', '<img srcset="a 1x, ', 'x<br>', ' '])('%s, over and over', (piece) => {
    const body = piece.repeat(SIZE / piece.length);
    const before = process.cpuUsage();
    cleanItem(itemOf(`${body}<p>end`), DIRECT);
    const { user } = process.cpuUsage(before);
    expect(user / 1000).toBeLessThan(4000);
  });

  it('100,000 open elements are flattened, their text kept', () => {
    const { content } = cleanItem(itemOf(`${'<div><b>'.repeat(50_000)}deep</b>er`), { ...DIRECT, nesting: 20 });
    expect(content.replace(/<[^>]*>/g, '')).toBe('deeper');
    expect(content.split('<div>').length).toBeLessThanOrEqual(21);
  });

  it.each(['<br>x', '<x-card>x</x-card>'])('one element may hold more than a call takes arguments: %s', (piece) => {
    const body = `<p><span>${piece.repeat(200_000)}</span></p>`;
    for (const profile of ['feedx', 'generic'] as const) expect(letters(cleanItem(itemOf(body), { ...DIRECT, profile }).content)).toBe('x'.repeat(200_000));
  });

  it.each([10_000, 1_000_000])('a link with a title of %d characters is not repeated without end', (length) => {
    const body = `<a href="/x" title="${'t'.repeat(length)}">${'<p>x'.repeat(20_000)}</a>`;
    expect(cleanItem(itemOf(body), DIRECT).content.length).toBeLessThan(3_000_000);
  });

  it('an article of 150,000 elements keeps all', () => {
    const body = '<p>w <a href="/l">l</a> <img src="/i.jpg"> x</p>'.repeat(50_000);
    expect(cleanItem(itemOf(body), DIRECT).content.split('<img').length).toBe(50_001);
  });

  it.each(['<p>x', '<div>x</div>', 'x<br>', '<li>x</li>', '<table><tr><td>x</td></tr></table>'])('of more elements than an article may have the words stay apart: %s', (piece) => {
    const { content } = cleanItem(itemOf(piece.repeat(300_000)), { ...DIRECT, profile: 'generic' });
    expect(content).not.toContain('xx');
    expect(letters(content)).toBe('x'.repeat(300_000));
  });

  it('a chain of end tags closes nothing twice', () => {
    expect(cleanItem(itemOf(`<p>a${'</span></div>'.repeat(50_000)}b</p>`), DIRECT).content).toBe('<p>ab</p>');
  });
});
