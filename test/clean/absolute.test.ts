import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withAbsoluteAddresses } from '../../src/clean/index.js';

const BASE = 'https://example.org/a/b?c=d';

describe('addresses of a body that is shown as it arrived', () => {
  it.each<[what: string, html: string, shown: string]>([
    ['a link', '<a href="/1">x</a>', '<a href="https://example.org/1">x</a>'],
    ['a link to a neighbour', "<a HREF='1?e=f&amp;g'>x</a>", "<a HREF='https://example.org/a/1?e=f&amp;g'>x</a>"],
    ['a link without quotes', '<a href=../1>x</a>', '<a href=https://example.org/1>x</a>'],
    ['a link on another host', '<a href="//example.net/1">x</a>', '<a href="https://example.net/1">x</a>'],
    ['a query alone', '<a href="?p=2">x</a>', '<a href="https://example.org/a/b?p=2">x</a>'],
    ['quotes in an address', `<a href='"1"'>x</a>`, `<a href='https://example.org/a/%221%22'>x</a>`],
    ['a picture, its set and its quotation', '<img src="p.png" srcset="p.png 1x, /q.png 2x" longdesc="d"><q cite="/q">x</q>', '<img src="https://example.org/a/p.png" srcset="https://example.org/a/p.png 1x, https://example.org/q.png 2x" longdesc="https://example.org/a/d"><q cite="https://example.org/q">x</q>'],
    ['a film and its poster', '<video src=v.mp4 poster=/p.jpg></video>', '<video src=https://example.org/a/v.mp4 poster=https://example.org/p.jpg></video>'],
  ])('%s', (_what, html, shown) => {
    expect(withAbsoluteAddresses(html, BASE)).toBe(shown);
  });

  it.each<[what: string, html: string]>([
    ['an absolute link, as it is written', '<A  HREF = "HTTP://Example.org/é a?b&c" >x</A >'],
    ['a set of absolute pictures', '<img srcset="https://example.org/p.png  1x,https://example.org/q.png 2x">'],
    ['a script', '<a href="javascript:alert(1)">x</a><script>a = "<a href=/1>"</script>'],
    ['a place within the article', '<a href="#n1">1</a><p id="n1">x'],
    ['an empty one, and one without a value', '<a href="">x</a><a href>y</a>'],
    ['what is no address', '<p title="/1" data-src="/1" class=/1>href="/1"</p><!-- <a href="/1"> -->'],
    ['text and broken markup', 'a < b &amp & <<p <a href="/1'],
  ])('%s stays as it stood', (_what, html) => {
    expect(withAbsoluteAddresses(html, BASE)).toBe(html);
  });

  it('are absolute once and for all', () => {
    const piece = fc.constantFrom('<a href="', '<img src=', "<img srcset='", '/1', 'a.png 2x, ', '#x', '"', "'", '>', ' ', '&amp;', 'é', '</a>', '<!--', '-->', 'https://b.example/');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const once = withAbsoluteAddresses(pieces.join(''), BASE);
        expect(withAbsoluteAddresses(once, 'https://other.example/')).toBe(once);
      }),
      { numRuns: 1_000 },
    );
  });
});
