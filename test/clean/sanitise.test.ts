import { describe, expect, it } from 'vitest';
import { cleanItem, sanitise } from '../../src/clean/index.js';
import { DIRECT, bodyOf, browserElements, itemOf } from './articles.js';

/** Attacks that others have published: OWASP's filter evasion list, DOMPurify's and sanitize-html's mutation cases. */
const ATTACKS = [
  '<script>alert(1)</script>', '<SCRIPT SRC=//evil.example/x.js></SCRIPT>', '<scr\0ipt>alert(1)</scr\0ipt>', '<<script>alert(1)//<</script>',
  '<script/src=//evil.example>', '<scrip<script>t>alert(1)</script>', '</script><script>alert(1)</script>', '<script>', '<script><!--<script></script>',
  '<img src=x onerror=alert(1)>', '<img/onerror=alert(1)/src=x>', '<img src="x` `<script>alert(1)</script>"` `>', '<img """><script>alert(1)</script>">',
  '<img src=javascript:alert(1)>', '<IMG SRC=jAvAsCrIpT:alert(1)>', '<img src="jav&#x09;ascript:alert(1)">', '<img src=" &#14; javascript:alert(1)">', '<img src="java\0script:alert(1)">',
  '<a href="javascript:alert(1)">x</a>', '<a href="&#106;avascript&colon;alert(1)">x</a>', '<a href="java\nscript:alert(1)">x</a>', '<a href="\x01javascript:alert(1)">x</a>',
  '<a href="vbscript:x">x</a>', '<a href="data:text/html,<script>alert(1)</script>">x</a>', '<a href="view-source:javascript:x">x</a>', '<a href="JavaScript&Tab;:alert(1)">x</a>', '<a href="feed:javascript:alert(1)">x</a>',
  '<img src="https://images.weserv.nl/?url=javascript:alert(1)">', '<img src="https://wsrv.nl/?url=data:text/html,x">', '<a href="https://wsrv.nl/?url=javascript%3Aalert(1)">x</a>',
  '<img srcset="javascript:alert(1) 1x, data:text/html;x 2x" src=/a.jpg>', '<source srcset="javascript:x">', '<video poster=javascript:alert(1) src=javascript:alert(1)><source onerror=alert(1) src=javascript:x></video>',
  '<iframe src="https://evil.example/"></iframe>', '<iframe srcdoc="<script>alert(1)</script>"></iframe>', '<iframe src=javascript:alert(1)></iframe>', '<iframe src="https://www.youtube.com.evil.example/embed/x"></iframe>',
  '<iframe src="https://www.youtube.com/embed/x" srcdoc="<b>" onload=alert(1) sandbox="allow-top-navigation"></iframe>', '<iframe src="https://www.youtube.com/redirect?q=https://evil.example"></iframe>', '<iframe src="https://user@www.youtube.com/embed/x"></iframe>',
  '<iframe src="\\\\evil.example"></iframe>', '<frameset><frame src=//evil.example></frameset>', '<object data=//evil.example/x.swf><param name=movie value=x></object>', '<embed src=javascript:alert(1)>', '<applet code=x></applet>',
  '<form action=//evil.example><input name=p autofocus onfocus=alert(1)><button formaction=javascript:alert(1)>x</button><textarea>t</textarea><select><option>o</select></form>', '<isindex action=javascript:alert(1)>', '<keygen autofocus onfocus=alert(1)>',
  '<div style="background:url(javascript:alert(1))">x</div>', '<style>@import "//evil.example";</style>', '<link rel=stylesheet href=//evil.example>', '<p style="position:fixed;top:0">x</p>', '<table background="javascript:alert(1)"><td background=x>x</table>',
  '<meta http-equiv=refresh content="0;url=javascript:alert(1)">', '<base href="//evil.example/"><a href=x>x</a>', '<html manifest=//evil.example>', '<body onload=alert(1) background=javascript:x>x</body>',
  '<svg onload=alert(1)>', '<svg><script>alert(1)</script></svg>', '<svg><a xlink:href=javascript:alert(1)><text>x</text></a></svg>', '<svg><style><img src=x onerror=alert(1)></style></svg>', '<svg><foreignObject><iframe src=javascript:x></iframe></foreignObject></svg>', '<svg><use href="data:image/svg+xml,<svg id=x onload=alert(1)>#x"/></svg>', '<svg></p><style><a id="</style><img src=1 onerror=alert(1)>">',
  '<math><a xlink:href=javascript:alert(1)>x</a></math>', '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">', '<math><annotation-xml encoding="text/html"><script>alert(1)</script></annotation-xml></math>', '<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>',
  '<noscript><p title="</noscript><img src=x onerror=alert(1)>">', '<title><a title="</title><img src=x onerror=alert(1)>">', '<textarea><a title="</textarea><img src=x onerror=alert(1)>">', '<xmp><a title="</xmp><img src=x onerror=alert(1)>"></xmp>', '<noembed><img title="</noembed><img src=x onerror=alert(1)>"></noembed>', '<noframes><style></noframes><img src=x onerror=alert(1)></style>',
  '<template><script>alert(1)</script></template>', '<plaintext><script>alert(1)</script>', '<listing>&lt;img onerror=alert(1) src=x&gt;</listing>', '<!--><img src=x onerror=alert(1)>-->', '<!--[if gte IE 4]><script>alert(1)</script><![endif]-->', '<![CDATA[<img src=x onerror=alert(1)>]]>', '<?xml version="1.0"?><script>alert(1)</script>',
  '<a href=x id="document" name="cookie">x</a>', '<x-evil onclick=alert(1)>x</x-evil>', '<marquee onstart=alert(1)>x</marquee>', '<details open ontoggle=alert(1)>x</details>', '<audio src onerror=alert(1)>', '<portal src=//evil.example>', '<img src="data:image/svg+xml;base64,PHN2Zz4=">', '<a ping=//evil.example href=/x target=_blank download>x</a>', '<img usemap="#m" src=/a.jpg><map name=m><area href=javascript:alert(1)></map>',
  '<p title="&quot;><img src=x onerror=alert(1)>">x</p>', '<abbr title="</abbr><script>alert(1)</script>">x</abbr>', '<code class="language-x onclick=alert(1)">x</code>', '<ol type="1" start="javascript:x">', '<q cite="javascript:alert(1)">x</q>',
];

const ELEMENTS = /^(?:script|style|link|meta|base|object|embed|applet|frame|frameset|form|input|button|select|option|textarea|svg|math|template|noscript|title|xmp|plaintext|portal|area|map|font|body|html)$/;
const ATTRIBUTES = /^(?:on.*|style|srcdoc|formaction|action|xlink:href|background|ping|target|manifest|usemap|data-.*)$/;
const ADDRESSES = new Set(['href', 'src', 'poster', 'cite', 'srcset']);

function expectHarmless(html: string): void {
  for (const { name, attributes } of browserElements(html)) {
    expect(name).not.toMatch(ELEMENTS);
    for (const [attribute, value] of Object.entries(attributes)) {
      expect(attribute).not.toMatch(ATTRIBUTES);
      if (ADDRESSES.has(attribute)) expect(value.replace(/[\0-\x20]/g, '')).not.toMatch(/^(?!https?:|mailto:|tel:)[a-z][a-z0-9+.-]*:/i);
    }
    if (name === 'iframe') {
      expect(attributes['src']).toMatch(/^https:\/\/www\.youtube\.com\/embed\//);
      expect(attributes['sandbox']).toBe('allow-scripts allow-same-origin allow-popups allow-presentation');
    }
  }
}

describe('nothing of a published attack survives', () => {
  it.each(ATTACKS)('%j', (attack) => {
    const wrapped = `<p>before</p>${attack}<p>after</p>`;
    for (const html of [attack, wrapped]) {
      expectHarmless(sanitise(html));
      for (const profile of ['feedx', 'generic', 'none'] as const) {
        const result = cleanItem(itemOf(html, { summary: html }), { ...DIRECT, profile });
        expectHarmless(result.content);
        expectHarmless(result.summary ?? '');
      }
    }
  });

  it('nor of all of them in a row, in any element', () => {
    for (const name of ['div', 'p', 'table', 'select', 'svg', 'math', 'noscript', 'ruby', 'pre']) expectHarmless(sanitise(`<${name}>${ATTACKS.join('')}`));
  });
});

describe('what articles need survives in every profile', () => {
  it.each([
    '<p>a <b>b</b> <i>i</i> <em>e</em> <strong>s</strong> <sub>1</sub><sup>2</sup> <mark>m</mark> <kbd>k</kbd> <abbr title="t">a</abbr><br />z</p>',
    '<ul><li>a<ol start="3" reversed><li value="2">b</li></ol></li></ul>',
    '<dl><dt>t</dt><dd>d</dd></dl>',
    '<table><caption>c</caption><thead><tr><th scope="col">h</th></tr></thead><tbody><tr><td colspan="2">d</td></tr></tbody></table>',
    '<details open><summary>s</summary><p>d</p></details>',
    '<p><ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp></ruby></p>',
    '<blockquote cite="https://a.example/"><p>q</p></blockquote>',
    '<audio src="https://a.example/a.mp3" controls></audio>',
    '<p><a href="mailto:a@b.example">m</a> <a href="tel:+1">t</a></p>',
    '<iframe src="https://player.vimeo.com/video/1" width="500" height="281" allowfullscreen sandbox="allow-scripts allow-same-origin allow-popups allow-presentation"></iframe>',
    '<picture><source srcset="https://a.example/a.webp 1x, https://a.example/b.webp 2x" type="image/webp" /><img src="https://a.example/a.jpg" alt="" width="5" height="6" /></picture>',
  ])('%s', (html) => {
    for (const profile of ['feedx', 'generic', 'none'] as const) expect(bodyOf(html, { profile })).toBe(html);
    expect(sanitise(html)).toBe(html);
  });

  it.each(['https://www.youtube-nocookie.com/embed/x', '//player.bilibili.com/player.html?bvid=1', 'http://www.dailymotion.com/embed/video/x', 'https://bbc.com/ws/av-embeds/cps/x'])('the player %s, over https and in a sandbox', (src) => {
    const [frame] = browserElements(bodyOf(`<iframe src="${src}" onload="x()"></iframe>`));
    expect(frame?.attributes['src']).toBe(src.replace(/^(?:https?:)?/, 'https:'));
    expect(Object.keys(frame?.attributes ?? {}).sort()).toEqual(['sandbox', 'src']);
  });

  it('what a foreign frame holds for those who cannot see it', () => {
    expect(bodyOf('<iframe src="https://m.example/x"><a href="https://m.example/x">x</a></iframe>')).toBe('<a href="https://m.example/x">x</a>');
  });
});

describe('broken nesting becomes what browsers agree on, text in order', () => {
  it.each([
    ['<p>a<figure>f</figure>b</p>', '<p>a</p><figure>f</figure><p>b</p>'],
    ['<p>a<p>b', '<p>a</p><p>b</p>'],
    ['<b><p>a</p><p>b</p></b>', '<p><b>a</b></p><p><b>b</b></p>'],
    ['<a href="https://a.example/"><div>a<a href="https://b.example/">b</a></div></a>', '<div><a href="https://a.example/">a</a><a href="https://b.example/">b</a></div>'],
    ['<a href="/x"><figure><img src="/i.jpg"><figcaption>c</figcaption></figure></a>', '<figure><a href="/x"><img src="/i.jpg" /></a><figcaption><a href="/x">c</a></figcaption></figure>'],
    ['<a href="/x"><blockquote>q<p>r</p></blockquote></a>s', '<blockquote><a href="/x">q</a><p><a href="/x">r</a></p></blockquote>s'],
    ['<a href="/x">1<div>2<center>3</center>4</div>5</a>6', '<a href="/x">1</a><div><a href="/x">2</a><div><a href="/x">3</a></div><a href="/x">4</a></div><a href="/x">5</a>6'],
    ['<a href="/x"><p>1<div>2</div>3</a>4', '<p><a href="/x">1</a></p><div><a href="/x">2</a></div><p><a href="/x">3</a>4</p>'],
    ['<p><a href="/x"></p><p>a</p></a> b', '<p></p><p><a href="/x">a</a></p> b'],
    ['<p>a<a href="/x">b</p><p>c</p>d</a>e', '<p>a<a href="/x">b</a></p><p><a href="/x">c</a></p><a href="/x">d</a>e'],
    ['<b>a <a href="/x"></b>b</a>', '<b>a </b><a href="/x">b</a>'],
    ['<span lang="en">a <a href="/x">b</span>c</a>', '<span lang="en">a <a href="/x">b</a></span><a href="/x">c</a>'],
    ['<div>a<a href="/x"></div><img src="/i.jpg"></a>', '<div>a</div><a href="/x"><img src="/i.jpg" /></a>'],
    ['<ul><li><a href="/x">a<li>b</ul>c<a href="/y">d', '<ul><li><a href="/x">a</a></li><li><a href="/x">b</a></li></ul><a href="/x">c</a><a href="/y">d</a>'],
    ['<h2>a<i>b</h2>c</i>d', '<h2>a<i>b</i></h2><i>c</i>d'],
    ['<h2>a<i>b<h3>c</i>d', '<h2>a<i>b</i></h2><h3><i>c</i>d</h3>'],
    ['<p><b>a</p><p><b>b</p>c</b>d', '<p><b>a</b></p><p><b><b>b</b></b></p><b>c</b>d'],
    ['<p><cite>a</p><p>b</cite>c</p>', '<p><cite>a</cite></p><p>bc</p>'],
    ['<p id="t"><a href="#t" id="u">a</p>b', '<p id="t"><a href="#t">a</a></p><a href="#t">b</a>'],
    ['<a name="t">a<p>b</p><a href="#t">c</a>', '<a id="t">a</a><p>b</p><a href="#t">c</a>'],
    ['<table><td><p><a href="/x">a</p>b<td>c</table>d', '<table><tbody><tr><td><p><a href="/x">a</a></p><a href="/x">b</a></td><td>c</td></tr></tbody></table>d'],
    ['<p><font color="1"><font color="2"><b><i><u><s><small><a href="/x">a</p>b', '<p><b><i><u><s><small><a href="/x">a</a></small></s></u></i></b></p><b><i><u><s><a href="/x">b</a></s></u></i></b>'],
    ['<ul><li>a<li>b<ul><li>c</ul><li>d</ul>', '<ul><li>a</li><li>b<ul><li>c</li></ul></li><li>d</li></ul>'],
    ['<table>x<tr><td>a<td>b<tr>c</table>d', '<table><tbody><tr><td>x</td></tr><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></tbody></table>d'],
    ['<td>a</td>b', 'ab'],
    ['<i>a<b>b</i>c</b>', '<i>a<b>b</b></i>c'],
    ['<h2>a<h3>b</h3></h2>', '<h2>a</h2><h3>b</h3>'],
    ['<video src="https://a.example/v.mp4">lost?<p>never</p>', '<video src="https://a.example/v.mp4" controls></video>lost?<p>never</p>'],
    ['<pre>\n\na</pre>', '<pre>a</pre>'],
    ['a &lt; b &amp;amp; c &nosuch; <3', 'a &lt; b &amp;amp; c &amp;nosuch; &lt;3'],
    ['\u0000a\u0001b\uFFFEc\uD800', 'abc\uFFFD'],
  ])('%j', (before, after) => {
    expect(sanitise(before)).toBe(after);
  });
});
