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
${places(feed, words, path)}
</div>
</div>
${path === undefined ? markup`<p class="subscribe">${words.unpublished}</p>` : subscribe(feed, words)}
</header>`;
}

/** The feed's own site, where it has one beside this very page and its addresses with us; and our first page, where that is there. */
function places(feed: OutputFeed, words: PageWords, path: string | undefined): Markup | undefined {
  const home = homePage(feed);
  const atom = new URL(feed.self.atom).href;
  const own = [atom, atom.replace(/\.atom$/, '')].includes(home) ? [] : [markup`<a href="${home}">${words.site}</a>`];
  const all = [...own, ...(path === undefined ? [] : [markup`<a href="${path}/">${words.status}</a>`])];
  return all.length === 0 ? undefined : markup`<p lang="${words.tag}">${all.map((place, at) => (at === 0 ? place : markup` · ${place}`))}</p>`;
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
