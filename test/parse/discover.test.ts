import { describe, expect, it } from 'vitest';
import { anchoredFeeds, discoverFeeds } from '../../src/parse/index.js';
import { refuse } from './read.js';

const PAGE = 'https://example.org/a/';

describe('the feeds that a page links', () => {
  it.each<[string, string, readonly object[]]>([
    ['RSS', '<link rel="alternate" type="application/rss+xml" title="News" href="/feed">', [{ url: 'https://example.org/feed', type: 'application/rss+xml', title: 'News' }]],
    ['Atom', '<link rel=alternate type=application/atom+xml href=feed.atom>', [{ url: 'https://example.org/a/feed.atom', type: 'application/atom+xml' }]],
    ['JSON Feed', '<link rel="alternate" type="application/feed+json" href="https://example.org/feed.json">', [{ url: 'https://example.org/feed.json', type: 'application/feed+json' }]],
    ['with parameters and capitals', '<LINK REL="Alternate" TYPE="Application/RSS+XML; charset=utf-8" HREF="/feed">', [{ url: 'https://example.org/feed', type: 'application/rss+xml' }]],
    ['among other relations', '<link rel="home alternate" type="application/rss+xml" href="/feed">', [{ url: 'https://example.org/feed', type: 'application/rss+xml' }]],
    ['against the base of the page', '<base href="https://cdn.example.org/x/"><link rel="alternate" type="application/rss+xml" href="feed">', [{ url: 'https://cdn.example.org/x/feed', type: 'application/rss+xml' }]],
    ['each once', '<link rel="alternate" type="application/rss+xml" href="/feed"><link rel="alternate" type="application/rss+xml" href="/feed">', [{ url: 'https://example.org/feed', type: 'application/rss+xml' }]],
    ['with references in the address', '<link rel="alternate" type="application/rss+xml" href="/feed?a=1&amp;b=2">', [{ url: 'https://example.org/feed?a=1&b=2', type: 'application/rss+xml' }]],
    ['no style sheet', '<link rel="alternate stylesheet" type="text/css" href="/a.css">', []],
    ['no other language', '<link rel="alternate" hreflang="de" href="/de">', []],
    ['no interface of a blog', '<link rel="alternate" type="application/json" href="/wp-json/wp/v2/posts/1">', []],
    ['no script', '<link rel="alternate" type="application/rss+xml" href="javascript:alert(1)">', []],
    ['none in a comment', '<!-- <link rel="alternate" type="application/rss+xml" href="/feed"> -->', []],
  ])('%s', (_, html, feeds) => {
    expect(discoverFeeds(`<!doctype html><html><head>${html}</head><body></body></html>`, PAGE)).toEqual(feeds);
  });
});

describe('what a page may mean for its feeds, where it names none', () => {
  it.each<[string, string, readonly object[]]>([
    ['by its text', '<a href="/news.php">RSS</a>', [{ url: 'https://example.org/news.php', type: '', title: 'RSS' }]],
    ['by a longer text', '<a href="/x">Our <b>Atom</b> feed</a>', [{ url: 'https://example.org/x', type: '', title: 'Our Atom feed' }]],
    ['by the picture it shows', '<a href="/x"><img src="/i.png" alt="RSS feed"></a>', [{ url: 'https://example.org/x', type: '', title: 'RSS feed' }]],
    ['by its type', '<a href="/x" type="application/atom+xml">All</a>', [{ url: 'https://example.org/x', type: 'application/atom+xml', title: 'All' }]],
    ['by its address', '<a href="/blog/feed/"></a><a href="all.rss">all</a>', [{ url: 'https://example.org/blog/feed/', type: '' }, { url: 'https://example.org/a/all.rss', type: '', title: 'all' }]],
    ['against the base, each once', '<base href="/b/"><a href="rss.xml">RSS</a><a href="rss.xml">feed</a>', [{ url: 'https://example.org/b/rss.xml', type: '', title: 'RSS' }]],
    ['unclosed', '<a href="/rss">', [{ url: 'https://example.org/rss', type: '' }]],
    ['no feedback, no address to write to, no script', '<a href="/f">Feedback</a><a href="mailto:a@example.org">feed</a><a href="javascript:feed()">RSS</a>', []],
    ['no article that speaks of feeds', '<a href="/p">Why the feed of our neighbours was silent for a whole long week</a>', []],
    ['not the page itself', '<a href="#feed">RSS</a><a>RSS</a>', []],
  ])('%s', (_, html, feeds) => {
    expect(anchoredFeeds(`<!doctype html><html><body>${html}</body></html>`, PAGE)).toEqual(feeds);
  });
});

describe('a page that nests without end', () => {
  it.each([discoverFeeds, anchoredFeeds])('costs little: %o', (find) => {
    const before = process.cpuUsage();
    expect(find(`<html><link rel="alternate" type="application/rss+xml" href="/rss"><a href="/rss">RSS</a>${'<div>'.repeat(1_000_000)}`, PAGE)).toMatchObject([{ url: 'https://example.org/rss' }]);
    expect(process.cpuUsage(before).user / 1_000).toBeLessThan(1_000);
  });
});

describe('a page instead of a feed', () => {
  it.each([
    '<!DOCTYPE html><html><head><link rel="alternate" type="application/rss+xml" title="News" href="/rss"></head></html>',
    '<html><head><link rel="alternate" type="application/rss+xml" title="News" href="/rss"></head></html>',
    '\n\n<!-- a --><HTML lang="en"><head><link rel="alternate" type="application/rss+xml" title="News" href="/rss"></head>',
    '<?xml version="1.0"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd"><html xmlns="http://www.w3.org/1999/xhtml"><head><link rel="alternate" type="application/rss+xml" title="News" href="/rss"/></head></html>',
  ])('is told with what it links', async (page) => {
    expect(await refuse(page)).toEqual({ code: 'html', message: expect.stringContaining('https://feeds.example.org/rss (News)') as string });
  });

  it('is told where it links none', async () => {
    expect((await refuse('<html><body>Sign in</body></html>')).message).toMatch(/web page.*links none/);
  });
});
