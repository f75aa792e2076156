import { describe, expect, test } from 'vitest';
import { absolute, absoluteHttp } from '../../../src/publish/render/address.js';
import { mediaType } from '../../../src/publish/render/media-type.js';
import { languageTag } from '../../../src/publish/render/parts.js';
import { excerpt, line, textOf } from '../../../src/publish/render/text.js';

describe('an address to show', () => {
  test.each([
    ['https://news.example/a%2525b/c?x=1&y=%20#z', 'https://news.example/a%2525b/c?x=1&y=%20#z'],
    ['https://NEWS.example', 'https://NEWS.example'],
    ['HTTPS://news.example/a b', 'https://news.example/a%20b'],
    ['http:news.example\\a', 'http://news.example/a'],
    ['https:///news.example', 'https://news.example/'],
    [' https://news.example ', 'https://news.example/'],
    ['https://news.example/海港?q=冰', 'https://news.example/%E6%B5%B7%E6%B8%AF?q=%E5%86%B0'],
    ['https://bücher.example/', 'https://xn--bcher-kva.example/'],
    ['https://冰.example/', 'https://xn--37q.example/'],
    ['https://news.example/a[1]|b^c`d{e}', 'https://news.example/a%5B1%5D%7Cb%5Ec%60d%7Be%7D'],
    ['https://news.example/100%', 'https://news.example/100%25'],
    ['https://news.example/#one#two', 'https://news.example/#one%23two'],
    ['http://[2001:db8::1]:8080/x[1]', 'http://[2001:db8::1]:8080/x%5B1%5D'],
    ['mailto:ada@news.example', 'mailto:ada@news.example'],
    ['javascript:alert(1)', undefined],
    [' java\nscript:alert(1)', undefined],
    ['data:text/html,<p>', undefined],
    ['/2024/harbour.html', undefined],
    ['//news.example/', undefined],
    ['http://', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('%j becomes %j', (written, shown) => {
    expect(absolute(written)).toBe(shown);
    expect(absolute(shown)).toBe(shown);
  });

  test('is fetched by http or https alone', () => {
    expect(absoluteHttp('mailto:ada@news.example')).toBeUndefined();
    expect(absoluteHttp('ftp://news.example/ice.mp3')).toBeUndefined();
    expect(absoluteHttp('http://news.example/ice.mp3')).toBe('http://news.example/ice.mp3');
  });
});

test.each([
  ['https://m.example/ice.mp3', 'audio/x-mp3', 'audio/x-mp3'],
  ['https://m.example/ice.mp3', 'mp3', 'audio/mpeg'],
  ['https://m.example/ICE.MP3?token=a.pdf', undefined, 'audio/mpeg'],
  ['https://m.example/ice', undefined, 'application/octet-stream'],
  ['https://m.example/ice.constructor', undefined, 'application/octet-stream'],
  ['https://m.example/ice', 'text/html; charset="utf-8"', 'text/html; charset="utf-8"'],
  ['https://m.example/ice', 'audio/mpeg" onload="x', 'application/octet-stream'],
])('the enclosure %s of type %j is of type %s', (address, told, type) => {
  expect(mediaType(address, told)).toBe(type);
});

test.each([
  ['en', 'en'],
  ['zh_Hant_TW', 'zh-Hant-TW'],
  [' de-AT ', 'de-AT'],
  ['Deutsch', undefined],
  ['e', undefined],
  ['en"><x', undefined],
  ['', undefined],
  [undefined, undefined],
])('the language %j is %j', (written, tag) => {
  expect(languageTag(written)).toBe(tag);
});

describe('text', () => {
  test.each([
    ['<p>One</p><p>two</p>', 'One two'],
    ['Wa<b>ter</b>line<br>and ice', 'Waterline and ice'],
    ['a &amp; b &lt;c&gt; &nbsp;d', 'a & b <c> \u00a0d'],
    ['<script>x</script><style>y</style>z', 'z'],
    ['<ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>', '漢 kan'],
    ['<ul>\n  <li>one\n  <li>two\n</ul>', 'one two'],
    ['no markup', 'no markup'],
    ['', ''],
  ])('of %j is %j', (html, text) => {
    expect(textOf(html)).toBe(text);
  });

  test('is read no further than asked, at a cost that does not grow with what follows', () => {
    const text = textOf(`<p>${'ice '.repeat(1_000_000)}</p>`, 300);
    expect(text.length).toBeGreaterThanOrEqual(300);
    expect(text.length).toBeLessThan(2000);
  });

  test('is read through thousands of open elements', () => {
    expect(textOf(`${'<div>'.repeat(10_000)}deep`)).toBe('deep');
  });

  test.each([
    ['short', 10, 'short'],
    ['some words in a row', 12, 'some words…'],
    ['冰封了整個海港的早晨', 6, '冰封了整個…'],
    ['abcdefg👩', 9, 'abcdefg👩'],
    ['abcdefg👩👩', 9, 'abcdefg…'],
  ])('%j begins, in %d characters, %j', (text, length, beginning) => {
    expect(excerpt(text, length)).toBe(beginning);
  });

  test.each([
    ['\u3000\t海港\u3000冰\u2028封 \u0000', '海港\u3000冰 封'],
    ['a \u0001 b', 'a b'],
    ['a\u000bb\u0085c', 'a b c'],
  ])('%j on one line is %j, and stays so', (text, shown) => {
    expect(line(text)).toBe(shown);
    expect(line(shown)).toBe(shown);
  });
});
