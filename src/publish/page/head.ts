import type { OutputFeed, OutputFormat } from '../../model.js';
import { absoluteHttp } from '../render/address.js';
import { contentTypes } from '../render/index.js';
import { homePage } from '../render/parts.js';
import { line } from '../render/text.js';
import { langOf, markup, type Markup } from './markup.js';
import { feedPageVersion } from './style.js';
import type { PageWords } from './words.js';

const FORMATS: readonly { readonly format: OutputFormat; readonly name: string }[] = [
  { format: 'atom', name: 'Atom' },
  { format: 'rss', name: 'RSS' },
  { format: 'json', name: 'JSON Feed' },
];

/** What the page loads, and where programs find the feed. */
export function links(feed: OutputFeed, title: string, path: string): Markup {
  return markup`<link rel="icon" href="${path}/assets/icon.svg">
<link rel="stylesheet" href="${path}/assets/feed.css?${feedPageVersion}">
${FORMATS.map(({ format, name }) => markup`<link rel="alternate" type="${contentTypes[format].replace(/;.*/, '')}" title="${title} (${name})" href="${feed.self[format]}">
`)}`;
}

/** @param path of our pages; absent where the feed is not published */
export function head(feed: OutputFeed, title: string, words: PageWords, path: string | undefined): Markup {
  const picture = absoluteHttp(feed.image);
  const description = line(feed.description ?? '');
  return markup`<header>
<div class="head">
${picture === undefined ? undefined : markup`<img src="${picture}" alt="" referrerpolicy="no-referrer">`}
<div${langOf(feed.language)}>
<h1 dir="auto">${title}</h1>
${description === '' ? undefined : markup`<p dir="auto">${description}</p>`}
${path === undefined ? homeOf(feed, words) : markup`<p lang="${words.tag}"><a href="${homePage(feed)}">${words.site}</a> · <a href="${path}/">${words.status}</a></p>`}
</div>
</div>
${path === undefined ? markup`<p class="subscribe">${words.unpublished}</p>` : subscribe(feed, words)}
</header>`;
}

/** The feed's own site; where it names none, its addresses with us stand for it, and these are not there. */
function homeOf(feed: OutputFeed, words: PageWords): Markup | undefined {
  const home = homePage(feed);
  return home === new URL(feed.self.atom).href ? undefined : markup`<p lang="${words.tag}"><a href="${home}">${words.site}</a></p>`;
}

function subscribe(feed: OutputFeed, words: PageWords): Markup {
  return markup`<section class="subscribe" aria-labelledby="subscribe">
<h2 id="subscribe">${words.subscribe}</h2>
<p>${words.advice}</p>
<ul>
${FORMATS.map(({ format, name }) => markup`<li><a href="${feed.self[format]}" type="${contentTypes[format]}">${name}</a><code>${feed.self[format]}</code></li>
`)}</ul>
</section>`;
}
