import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEEPEST, parseHtml } from '../../src/clean/html/parse.js';
import { writeHtml } from '../../src/clean/html/write.js';
import { atOnce, lastWord } from '../../src/clean/sanitise.js';
import { strip } from '../../src/clean/steps/noise.js';
import { tagByTag } from '../../src/clean/tag-by-tag.js';

const NAMES = ['p', 'div', 'a', 'b', 'em', 'span', 'ul', 'ol', 'li', 'dl', 'dt', 'dd', 'table', 'thead', 'tbody', 'tfoot', 'tr', 'td', 'th', 'ruby', 'rt', 'rp', 'pre', 'code', 'h2', 'figure', 'video', 'picture', 'script', 'title', 'x-y', 'iframe', 'svg', 'textarea'];
const ATTRIBUTES = [
  ' href="https://a.example/?b=1&amp;c=2"', ' href="javascript:x"', ' href="//b.example"', ' href="#id"', ' href="jav\tascript:x"', ' title="a > b &lt; &quot;"', ' title', ' id="id"', ' onclick="x"', ' style="color:red"',
  ' src="https://a.example/1.jpg"', ' src="data:text/html,x"', ' src="https://www.youtube.com/embed/1"', ' srcset="https://a.example/1.jpg 1x, javascript:x 2x"', ' alt=""', ' class="language-js evil"', ' controls', ' controls=""', ' width="10"', ' href=\'x\'', ' href=x', ' colspan="2"', ' sandbox="allow-scripts allow-top-navigation"', ' href="a" href="b"', ' title="\u00a0&nbsp;"',
];
const TEXTS = ['x', ' ', '文', '&amp;', '&nbsp;', '\u00a0', '&lt;b&gt;', '>', '&', '&copy', '&copy;', '&#60;', '"', "'", '<', '</', '<!-- c -->', '<![CDATA[x]]>', '\n', '\0', '\r\n', '🙂', '\ud800'];

const tag = fc.tuple(fc.constantFrom(...NAMES, 'br', 'img', 'hr', 'source', 'col', 'wbr'), fc.array(fc.constantFrom(...ATTRIBUTES), { maxLength: 2 })).map(([name, attributes]) => `<${name}${attributes.join('')}>`);
const fragment = fc.letrec<{ nested: string; whole: string }>((tie) => ({
  nested: fc.tuple(fc.constantFrom(...NAMES), fc.array(fc.constantFrom(...ATTRIBUTES), { maxLength: 2 }), tie('whole')).map(([name, attributes, inner]) => `<${name}${attributes.join('')}>${inner}</${name}>`),
  whole: fc.array(fc.oneof({ maxDepth: 4 }, fc.constantFrom(...TEXTS), tag, tie('nested')), { maxLength: 6 }).map((pieces) => pieces.join('')),
})).whole;

describe('sanitising tag by tag', () => {
  it('gives to the byte what the library gives of the whole, for whatever text', () => {
    fc.assert(fc.property(fragment, (html) => { expect(lastWord(html)).toBe(atOnce(html)); }), { numRuns: 3000 });
  });

  it('and for what our own serialiser writes', () => {
    fc.assert(fc.property(fragment, (html) => {
      const root = parseHtml(html, DEEPEST);
      const asItStands = writeHtml(root);
      expect(lastWord(asItStands)).toBe(atOnce(asItStands));
      strip(root);
      const stripped = writeHtml(root);
      expect(lastWord(stripped)).toBe(atOnce(stripped));
    }), { numRuns: 1500 });
  });

  it.each([
    ['an unclosed element', '<p>x'],
    ['an element that nobody opened', 'x</p>'],
    ['crossed elements', '<b><i>x</b></i>'],
    ['an element outside of the vocabulary', '<x-card>x</x-card>'],
    ['a frame', '<iframe src="https://www.youtube.com/embed/1"></iframe>'],
    ['an attribute without quotes', '<a href=x>x</a>'],
    ['a bare >', 'a > b'],
    ['an entity that our serialiser does not write', '&copy;'],
    ['an item in an item', '<li><li>x</li></li>'],
    ['a block in a paragraph', '<p><div>x</div></p>'],
  ])('leaves %s to the library', (_what, html) => {
    expect(tagByTag(html, (own) => own)).toBeUndefined();
  });

  it('asks the judge once, for the tags with attributes, each of them once', () => {
    const asked: string[] = [];
    const result = tagByTag('<p>a<br><a href="x">b</a><a href="x">c</a><img src="y"></p>', (elements) => {
      asked.push(elements);
      return '<a></a>\0<img />';
    });
    expect(asked).toEqual(['<a href="x"></a>\0<img src="y">']);
    expect(result).toBe('<p>a<br /><a>b</a><a>c</a><img /></p>');
  });

  it.each(['', '<a></a>', '<b></b>\0<img />', '<a></a>\0', '<a></a>\0<img />\0x'])('takes no answer that is not one to its question: %j', (answer) => {
    expect(tagByTag('<a href="x">b</a><img src="y">', () => answer)).toBeUndefined();
  });

  it('asks nothing where nothing is to be asked', () => {
    expect(tagByTag('<p>a&amp;<b>b</b>&nbsp;</p>', () => 'never')).toBe('<p>a&amp;<b>b</b>\u00a0</p>');
  });
});
