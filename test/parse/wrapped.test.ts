import { describe, expect, it } from 'vitest';
import { escapeHtml } from '../../src/parse/references.js';
import { LIMITS, read, refuse } from './read.js';

const rss = '<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0"><channel><title>News</title><item><title>Rain &amp; sun</title><link>https://example.org/?a=1&amp;b=2</link><description>&lt;p&gt;R &amp;amp; S&lt;/p&gt;</description></item></channel></rss>';
const atom = '<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>Rain &amp; sun</title><link href="https://example.org/?a=1&amp;b=2"/><content type="html">&lt;p&gt;R &amp;amp; S&lt;/p&gt;</content></entry></feed>';
const json = JSON.stringify({ version: 'https://jsonfeed.org/version/1.1', title: 'News', items: [{ id: '1', title: 'Rain & sun', url: 'https://example.org/?a=1&b=2', content_html: '<p>R &amp; S</p>' }] });

const page = (body: string, head = '<meta charset="utf-8"><title>Feed</title><style>a > b</style>'): string => `<!DOCTYPE html>\n<html lang="en"><head>${head}</head><body class="a">\n${body}\n</body></html>\n`;

describe.each([['RSS', rss], ['Atom', atom], ['JSON Feed', json]])('%s that is all of a page', (_, feed) => {
  it.each([
    ['as it is', page(feed)],
    ['in pre', page(`<pre>${feed}</pre>`)],
    ['escaped in pre', page(`<pre style="white-space: pre-wrap">${escapeHtml(feed)}</pre>`)],
    ['escaped to its quotes', page(`<pre>${escapeHtml(feed).replaceAll('"', '&quot;')}</pre>`)],
    ['escaped', page(escapeHtml(feed))],
    ['escaped in a field', page(`<div><textarea readonly>${escapeHtml(feed)}</textarea></div>`)],
    ['beside what a browser adds', page(`<pre>${escapeHtml(feed)}</pre><div class="formatter"></div>`)],
    ['in a page without a head', `<html><body>${feed}</body></html>`],
    ['in a page that does not end', `<html><body><!-- a -->${feed}`],
    ['escaped in a web service’s answer', `<?xml version="1.0"?>\n<string xmlns="http://tempuri.org/">${escapeHtml(feed)}</string>`],
    ['escaped in pre alone', `<pre>${escapeHtml(feed)}</pre>`],
  ])('%s', async (_how, document) => {
    const { items, notes } = await read(document);
    expect(items).toMatchObject([{ title: 'Rain & sun', link: 'https://example.org/?a=1&b=2', content: '<p>R &amp; S</p>' }]);
    expect(notes[0]).toBe('The feed was taken out of the web page around it.');
  });

  it('keeps its limits', async () => {
    expect(await refuse(page(feed), { limits: { ...LIMITS, items: 0 } })).toMatchObject({ code: 'too-many-items' });
  });
});

describe('a page that has more to say is none', () => {
  it.each([
    ['words before it', page(`Our feed: ${escapeHtml(rss)}`)],
    ['an example', page(`<h1>How to write one</h1><pre>${escapeHtml(rss)}</pre>`)],
    ['a tag that is spoken of', page('&lt;rss&gt; begins a feed')],
    ['a tag in an article', page('<h1>Tags</h1><p><rss version="2.0"></p>')],
    ['a feed without items', page('<rss version="2.0"><channel><title>News</title></channel></rss>')],
    ['other JSON', page('{"error":"no session"}')],
  ])('%s', async (_, document) => {
    expect(await refuse(document)).toMatchObject({ code: 'html' });
  });

  it('nor one whose wrappers do not end', async () => {
    const before = process.cpuUsage();
    await refuse(`<html><body>${'<div>'.repeat(1_000_000)}${'<!--'.repeat(100_000)}`);
    await refuse(`<html><body>${'<div '.repeat(1_000_000)}`);
    expect(process.cpuUsage(before).user / 1_000).toBeLessThan(2_000);
  });
});
