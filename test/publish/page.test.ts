import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { parse, parseFragment, type DefaultTreeAdapterTypes } from 'parse5';
import { chromium, type Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { articleBody } from '../../src/publish/page/article-body.js';
import { renderFeedPage } from '../../src/publish/page.js';
import { feedPageAssets } from '../../src/publish/page/style.js';
import { entry, feed, merged } from './render/feeds.js';

const CHROMIUM = '/usr/bin/chromium';
const POLICY =
  "default-src 'none'; style-src 'self'; img-src 'self' https: http: data:; media-src https: http:; frame-src https:; base-uri 'none'";
const english = { language: 'en', base: 'https://relay.example/sub' } as const;

type Element = DefaultTreeAdapterTypes.Element;

function elementsOf(root: DefaultTreeAdapterTypes.ParentNode): readonly Element[] {
  return root.childNodes.flatMap((node) => ('tagName' in node ? [node, ...elementsOf(node)] : []));
}

function attributesOf(element: Element): Readonly<Record<string, string>> {
  return Object.fromEntries(element.attrs.map(({ name, value }) => [name, value]));
}

describe('the feed page', () => {
  const page = renderFeedPage(feed({ image: 'https://news.example/logo.png' }, entry({ categories: [{ term: 'Sea & ice' }] })), english);

  test('shows title, articles with their dates and authors, and where everything comes from', () => {
    expect(page).toContain('<h1 dir="auto">Harbour News</h1>');
    expect(page).toContain('<a href="https://news.example/2024/harbour.html">The harbour freezes over</a>');
    expect(page).toContain('<time datetime="2024-11-29T17:28:27.000Z">29 November 2024, 17:28 UTC</time>');
    expect(page).toContain('by Ada Quill');
    expect(page).toContain('the harbour is <em>white</em>');
    expect(page).toContain('#Sea &amp; ice');
    expect(page).toContain('<a href="https://news.example/">Website</a>');
  });

  test.each(['https://relay.example/feeds/harbour', 'https://relay.example/feeds/harbour.atom'])('names no site where that is this page: %s', (link) => {
    expect(renderFeedPage(feed({ link }, entry()), english)).not.toContain('Website');
  });

  test.each(['atom', 'rss', 'json'])('offers the address of its %s to copy, to open and to be found', (format) => {
    const address = `https://relay.example/feeds/harbour.${format}`;
    expect(page).toContain(`<code>${address}</code>`);
    expect(page.match(new RegExp(`href="${address}"`, 'g'))).toHaveLength(2);
    expect(page).toMatch(new RegExp(`<link rel="alternate" type="[a-z+/]+" title="Harbour News \\([^)]+\\)" href="${address}">`));
  });

  test('speaks Chinese', () => {
    const chinese = renderFeedPage(feed({}, entry()), { ...english, language: 'zh' });
    expect(chinese).toContain('<html lang="zh-Hans">');
    expect(chinese).toContain('2024 年 11 月 29 日 17:28 UTC');
    expect(chinese).toContain('订阅');
  });

  test('says which language an article is in', () => {
    expect(renderFeedPage(feed({ language: 'zh_CN' }, entry({ language: 'de' })), english)).toMatch(/<main [^>]*lang="zh-CN"[^]*<article [^>]*lang="de"/);
  });

  test('names the source of each article of a merged feed, and it alone where there is no author', () => {
    expect(renderFeedPage(merged(entry()), english)).toMatch(/by Ada Quill<\/span><span dir="auto">Harbour News/);
    expect(renderFeedPage(merged(entry({ authors: [] })), english)).not.toContain('by Harbour News');
  });

  test('of an empty feed says so', () => {
    expect(renderFeedPage(feed(), english)).toContain('No articles yet.');
  });

  test('needs no script and asks nobody for anything but the pictures it shows', () => {
    const loads = elementsOf(parse(page)).flatMap((element) => {
      const { src, href, rel } = attributesOf(element);
      return element.tagName === 'link' && rel !== 'alternate' ? [href] : src === undefined ? [] : [src];
    });
    expect(loads).toEqual(['/sub/assets/icon.svg', expect.stringMatching(/^\/sub\/assets\/feed\.css\?[0-9a-f]{8}$/), 'https://news.example/logo.png']);
    expect(page).not.toMatch(/<script|style=| on\w+=/);
    expect(Object.values(feedPageAssets).map(({ text }) => text).join('')).not.toMatch(/url\(|@import/);
  });

  test('is inert and whole, whatever the texts hold', () => {
    const shape = (html: string) => elementsOf(parse(html)).map((element) => [element.tagName, ...Object.keys(attributesOf(element)).sort()].join(' '));
    const expected = shape(renderFeedPage(feed({}, entry({ title: 'x' })), english));
    const morsel = fc.constantFrom('<script>', '</title>', '</h1>', '"', "'", '>', '<!--', ' onload=x ', '&', '&lt;', '\u0000', '\ud800', 'x');
    const text = fc.array(morsel, { minLength: 1 }).map((parts) => `x${parts.join('')}`);
    fc.assert(
      fc.property(text, text, text, (title, name, term) => {
        const one = entry({ title, authors: [{ name }], categories: [{ term }] });
        expect(shape(renderFeedPage(feed({ title: name, description: term }, one), english))).toEqual(expected);
      }),
    );
  });
});

describe('an article on the page', () => {
  const shown = (html: string) => elementsOf(parseFragment(articleBody(html, 'a1').html)).map((element) => ({ tag: element.tagName, ...attributesOf(element) }));

  test('loads its pictures late and tells their hosts nothing', () => {
    expect(shown('<img src="https://m.example/a.jpg" alt="Ice">')).toEqual([
      { tag: 'img', src: 'https://m.example/a.jpg', alt: 'Ice', loading: 'lazy', decoding: 'async', referrerpolicy: 'no-referrer' },
    ]);
    expect(shown('<iframe src="https://v.example/1" sandbox="allow-scripts"></iframe>')).toEqual([
      { tag: 'iframe', src: 'https://v.example/1', sandbox: 'allow-scripts', loading: 'lazy', referrerpolicy: 'no-referrer', title: 'v.example' },
    ]);
    expect(shown('<video src="https://v.example/1.mp4" autoplay></video>')).toEqual([{ tag: 'video', src: 'https://v.example/1.mp4', controls: '', preload: 'none' }]);
  });

  test('that is longer than a page of many can bear shows how it begins', () => {
    const page = renderFeedPage(feed({}, entry({ content: `<p>First words.</p>${'<p>and more of it</p>'.repeat(20_000)}` })), english);
    expect(page).toContain('First words. and more of it');
    expect(page.length).toBeLessThan(20_000);
  });

  test('is not misled by an attribute that looks like a picture', () => {
    const title = '<img src="x" onerror="alert(1)">';
    expect(shown(`<a title="${title.replaceAll('"', '&quot;')}" href="https://a.example/">x</a>`)).toEqual([{ tag: 'a', title, href: 'https://a.example/' }]);
  });

  test.each([
    ['<h1>a</h1><h2>b</h2>', ['h4', 'h5']],
    ['<h2>a</h2><h4>b</h4><h2>c</h2>', ['h4', 'h5', 'h4']],
    ['<h1>a</h1><h2>b</h2><h3>c</h3><h4>d</h4>', ['h4', 'h5', 'h6', 'h6']],
    ['<main>a</main>', ['div']],
  ])('%s takes its place in the page', (html, tags) => {
    expect(shown(html).map(({ tag }) => tag)).toEqual(tags);
  });

  test('keeps its notes apart from those of other articles', () => {
    expect(shown('<a href="#n1" id="r1">1</a><p id="n1">note</p>')).toEqual([
      { tag: 'a', href: '#a1-n1', id: 'a1-r1' },
      { tag: 'p', id: 'a1-n1' },
    ]);
  });
});

describe.skipIf(!existsSync(CHROMIUM))(`in a browser (needs ${CHROMIUM})`, () => {
  const content = '<h2>Ice</h2><p>and <a href="#n">snow</a></p><table><tr><td>1</td></tr></table><pre>wide '.concat('x'.repeat(400), '</pre><p id="n">n</p>');
  const sample = feed(
    { title: 'Harbour'.repeat(9) },
    entry({ content, categories: [{ term: 'sea' }], enclosures: [{ url: 'https://m.example/a.mp3' }] }),
    entry({ id: 'urn:uuid:2', content, language: 'de', updated: Date.UTC(2024, 11, 1) }),
  );

  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://127.0.0.1');
    const asset = feedPageAssets[pathname];
    response.setHeader('Content-Type', asset?.contentType ?? 'text/html; charset=utf-8');
    response.setHeader('Content-Security-Policy', POLICY);
    response.end(asset?.text ?? renderFeedPage(sample, { language: searchParams.has('zh') ? 'zh' : 'en', base: 'http://127.0.0.1' }));
  });
  let browser: Browser;
  beforeAll(async () => {
    await once(server.listen(0, '127.0.0.1'), 'listening');
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
  });
  afterAll(async () => {
    await browser.close();
    server.close();
  });

  test.each([
    ['light', 1280, 'en'],
    ['dark', 390, 'zh'],
    ['light', 390, 'en'],
    ['dark', 1280, 'en'],
  ] as const)('it fits and is accessible: %s, %d pixels, %s', async (colorScheme, width, language) => {
    // The checker's own script must run.
    const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme, bypassCSP: true });
    const page = await context.newPage();
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/feeds/harbour?${language}`);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
    await page.evaluate(readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'));
    const found = await page.evaluate<{ violations: readonly { id: string; help: string }[] }>('axe.run()');
    expect(found.violations.map(({ id, help }) => `${id}: ${help}`)).toEqual([]);
    await context.close();
  });

  test('its policy blocks nothing that it needs', async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/feeds/harbour`);
    expect(await page.evaluate('getComputedStyle(document.body).maxWidth')).toBe('704px');
    expect(complaints).toEqual([]);
    await context.close();
  });
});
