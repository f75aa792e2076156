import { describe, expect, it } from 'vitest';
import { bodyOf, cleaned } from './articles.js';

const PROMOTION = '<br><hr><div>获取更多RSS：<br><a href="https://feedx.net" style="color:orange" target="_blank">https://feedx.net</a> <br><a href="https://feedx.site" target="_blank">https://feedx.site</a><br></div>';
const SHARING = '<div><div>分享 :</div><div><a href="https://www.facebook.com/dialog/share?app_id=1&amp;href=x" target="_blank"><span></span></a><a href="whatsapp://send?text=x"><span></span></a><span data-root-share><share-button v-on:open="open"></share-button></span></div></div>';

describe('the body of a feedx article', () => {
  it.each([
    ['a lead picture with its caption is a figure',
      '<img src="https://images.weserv.nl?url=pic.example/a.jpg" width="100%"><div><small style="color: #999;">港口</small></div><p>文</p>',
      '<figure><img src="https://pic.example/a.jpg" /><figcaption>港口</figcaption></figure><p>文</p>'],
    ['who took it is set apart from what it says',
      '<figure><img src="https://pic.example/a.jpg"><figcaption>A harbour.<cite>Example Pictures</cite></figcaption></figure><p>文</p>',
      '<figure><img src="https://pic.example/a.jpg" /><figcaption>A harbour. <cite>Example Pictures</cite></figcaption></figure><p>文</p>'],
    ['an empty caption goes', '<img src="https://images.weserv.nl/?url=pic.example/a.jpg" width="100%"><div><small style="color: #999;"></small></div><p>文</p>', '<img src="https://pic.example/a.jpg" /><p>文</p>'],
    ['a picture in the text, in blocks of its own, is one figure',
      '<p>文</p><div ><img  src="https://images.weserv.nl?url=pic.example/b.jpg" alt="船" border="0"/><div><small>船&#183;港</small></div></div>',
      '<p>文</p><figure><img src="https://pic.example/b.jpg" alt="船" /><figcaption>船·港</figcaption></figure>'],
    ['a dateline starts the first paragraph', '华盛顿 — <p>总统星期五说。</p><p>二</p>', '<p>华盛顿 — 总统星期五说。</p><p>二</p>'],
    ['so does one that is marked', '<b>台北</b> —<p>一</p>', '<p><b>台北</b> — 一</p>'],
    ['a sentence before the first paragraph is one itself', '今天有雨，明天也有。<p>一</p>', '<p>今天有雨，明天也有。</p><p>一</p>'],
    ['two line breaks part paragraphs', '<p>一<br /><br />二<br/>行<br><br><br>三<br /></p>', '<p>一</p><p>二<br />行</p><p>三</p>'],
    ['within a mark too', '<p><strong>题<br><br>一</strong>二</p>', '<p><strong>题</strong></p><p><strong>一</strong>二</p>'],
    ['blanks go', '<p>一</p><p> </p><p><br /></p><p>&nbsp;</p><p><strong></strong></p><a href="/a/7.html"></a><p>　</p><p>二</p>', '<p>一</p><p>二</p>'],
    ['a blank mark leaves its space', '<p>one<strong> </strong>two</p>', '<p>one two</p>'],
    ['advertisements go', '<p>一</p><section aria-label="广告 2" aria-hidden="true" data-e2e="advertisement"><div id="mpu">买</div></section><p>二</p>', '<p>一</p><p>二</p>'],
    ['the promotion goes, with the rule before it', `<p>一</p>${PROMOTION}`, '<p>一</p>'],
    ['its older wording too', '<p>一</p><br><hr><div>获取更多RSS：<br><a href="https://feedx.co">https://feedx.co</a></div>', '<p>一</p>'],
    ['and the guide in red', '<p>一</p><hr><div><a href="https://feedx.net/guide"><font color="red">订阅指南</font></a></div>', '<p>一</p>'],
    ['sharing goes, unknown elements too', `<p>一</p><div data-selfpromo-newsletter></div>${SHARING}`, '<p>一</p>'],
    ['both, whichever comes last', `<p>一</p>${PROMOTION}${SHARING}`, '<p>一</p>'],
    ['inside whatever wraps the body', `<div>\n<p>一</p>${PROMOTION}\n</div>`, '<div>\n<p>一</p>\n</div>'],
    ['of a zoomable figure one picture and one caption stay',
      '<p><figure style="width:720px;"><img alt="舰" src="/a.jpeg" title="舰.jpg" width="720" height="1040"/><figcaption class="c">舰</figcaption><small></small><div id="zoomattribute"><a data-caption="舰" href="/a.jpg" title="舰"><img src="/++plone++rfa-resources/img/icon-zoom.png"/></a></div></figure></p>',
      '<figure><img alt="舰" src="https://news.example/a.jpeg" width="720" height="1040" /><figcaption>舰</figcaption></figure>'],
    ['relative links are absolute', '<p><a href="/zh/9" rel="x" target="_blank">见</a></p>', '<p><a href="https://news.example/zh/9">见</a></p>'],
    ['links within the article stay within', '<p id="n1">注</p><p id="n2">无人引</p><p><a href="#n1">1</a><a href="#gone">2</a></p>', '<p id="n1">注</p><p>无人引</p><p><a href="#n1">1</a><a href="https://news.example/world/1#gone">2</a></p>'],
    ['an end tag alone parts lines', '<div><p>零</p></p>一</p>二<b>三</b></p>四</p></div>', '<div><p>零</p>一<br />二<b>三</b><br />四<br /></div>'],
    ['a stray end tag is nothing', '<div><p>一</span></p></span>二</div>', '<div><p>一</p>二</div>'],
    ['signatures, credits and copyright lines stay', '<p>记者：黄春    责编：陈美</p><p>翻译：时报中文</p><p>图像来源，EPA</p><p><em>© 版权声明</em></p>', '<p>记者：黄春    责编：陈美</p><p>翻译：时报中文</p><p>图像来源，EPA</p><p><em>© 版权声明</em></p>'],
    ['classes and the like go, but for what carries meaning', '<p class="x" style="color:red" data-a="1" dir="rtl" lang="ar" onclick="x()">م</p><pre><code class="hljs language-js">a</code></pre>', '<p dir="rtl" lang="ar">م</p><pre><code class="language-js">a</code></pre>'],
  ])('%s', (_promise, before, after) => {
    expect(bodyOf(before)).toBe(after);
  });

  it('opens with a video: kept, its poster rewritten and taken as image, and an enclosure too', () => {
    const result = cleaned('<video poster="https://images.weserv.nl?url=pic.example/p.jpg" src="https://av.example/v_240p.mp4" style="width:100%" controls></video><div><small>题</small></div><p>文</p>');
    expect(result.content).toBe('<figure><video poster="https://pic.example/p.jpg" src="https://av.example/v_240p.mp4" controls></video><figcaption>题</figcaption></figure><p>文</p>');
    expect(result).toMatchObject({ image: 'https://pic.example/p.jpg', enclosures: [{ url: 'https://av.example/v_240p.mp4', type: 'video/mp4' }] });
  });

  it('gives its lead picture to the entry, but not over one that the item has, nor a picture further down', () => {
    expect(cleaned('<img src="https://wsrv.nl/?url=pic.example/a.jpg"><p>文</p>').image).toBe('https://pic.example/a.jpg');
    expect(cleaned('<img src="https://pic.example/a.jpg">', {}, { image: 'https://wsrv.nl/?url=pic.example/own.jpg' }).image).toBe('https://pic.example/own.jpg');
    expect(cleaned('<p>文</p><img src="https://pic.example/a.jpg">').image).toBeUndefined();
  });

  it('loses what the operator names', () => {
    expect(bodyOf('<div class="ad">买</div><aside>侧</aside><p>一</p>', { remove: ['.ad', 'aside'], profile: 'generic' })).toBe('<p>一</p>');
  });
});

describe('an article about feedx, RSS or weserv stays whole', () => {
  it.each([
    '<p>feedx 在文末写着“获取更多RSS：https://feedx.net”。</p>',
    '<p>一</p><p>他说：获取更多RSS，请看 <a href="https://feedx.net">https://feedx.net</a>。</p>',
    '<p>页脚是：</p><blockquote><div>获取更多RSS：<br /><a href="https://feedx.net">https://feedx.net</a></div></blockquote>',
    '<p>代码：</p><pre>获取更多RSS：https://feedx.net</pre>',
    '<div>获取更多RSS：<a href="https://feedx.net">https://feedx.net</a></div><p>上面是它的页脚。</p>',
    '<p>一</p><div>获取更多RSS：<a href="https://other.example/">https://other.example/</a></div>',
    '<p>一</p><p>获取更多RSS</p>',
    '<h2>订阅指南</h2><p>先装阅读器。</p><h3>订阅指南</h3>',
    '<p>weserv 的地址像 https://images.weserv.nl/?url=a.example/b.jpg&amp;w=300 这样。</p>',
    '<p>一</p><p>分享：<a href="https://twitter.com/someone/status/1">他的话</a></p>',
    '<p>请在 <a href="https://www.facebook.com/sharer?u=x">脸书</a> 分享这个故事给朋友。</p>',
    '<p>一</p><hr /><p>广告 2</p>',
  ])('%s', (body) => {
    expect(bodyOf(body)).toBe(body);
  });
});
