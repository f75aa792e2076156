import { markup, type Markup } from './page/markup.js';
import { feedPageVersion } from './page/style.js';
import { pageWords } from './page/words.js';
import { addressesOf } from './outlet.js';
import { line } from './render/text.js';
import type { OutputFormat } from '../model.js';

/** One of our feeds, as a list of them tells of it. */
export interface ListedFeed {
  readonly id: string;
  readonly title: string;
  readonly merged: boolean;
}

export interface CountedFeed extends ListedFeed {
  /** Articles that can be reached through it. */
  readonly articles: number;
}

const FORMATS: readonly { readonly format: OutputFormat; readonly name: string; readonly type: string }[] = [
  { format: 'atom', name: 'Atom', type: 'application/atom+xml' },
  { format: 'rss', name: 'RSS', type: 'application/rss+xml' },
  { format: 'json', name: 'JSON Feed', type: 'application/feed+json' },
];

/**
 * The index page of a static site, dressed like the feeds' pages: complete, without script, its links relative, so that it
 * works wherever it lies. Deterministic: no date, no clock.
 */
export function renderSiteIndex(feeds: readonly CountedFeed[], baseUrl: string): string {
  const words = pageWords.en;
  return markup`<!doctype html>
<html lang="${words.tag}">
<head>
<meta charset="utf-8">
<title>Feeds</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="assets/icon.svg">
<link rel="stylesheet" href="assets/feed.css?${feedPageVersion}">
${feeds.map(({ id, title }) => markup`<link rel="alternate" type="application/atom+xml" title="${line(title) || id}" href="feeds/${id}.atom">
`)}</head>
<body>
<header class="head">
<div>
<h1>Feeds</h1>
<p>Copy an address into your feed reader, or take <a href="feeds.opml">all of them as OPML</a>.</p>
</div>
</header>
<main class="feed-list">
${feeds.map((feed) => listed(feed, baseUrl))}</main>
</body>
</html>
`.html;
}

function listed({ id, title, articles }: CountedFeed, baseUrl: string): Markup {
  const addresses = addressesOf(baseUrl, id);
  return markup`<section class="subscribe" aria-labelledby="${id}">
<h2 id="${id}" dir="auto"><a href="feeds/${id}/index.html">${line(title) || id}</a></h2>
<p>${articles === 1 ? '1 article' : `${String(articles)} articles`}</p>
<ul>
${FORMATS.map(({ format, name, type }) => markup`<li><a href="feeds/${id}.${format}" type="${type}">${name}</a><code>${addresses[format]}</code></li>
`)}</ul>
</section>
`;
}
