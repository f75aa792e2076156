import type { OutputFeed, OutputFormat } from '../model.js';
import { articleBody } from './page/article-body.js';
import { markup, type Markup } from './page/markup.js';
import { feedPageCss, feedPageVersion } from './page/style.js';
import { pageWords, type PageLanguage, type PageWords } from './page/words.js';
import { absolute, absoluteHttp } from './render/address.js';
import { contentTypes } from './render/index.js';
import { attachmentsOf, authorsOf, dateOf, headline, homePage, languageTag, tagsOf, type Shown } from './render/parts.js';
import { excerpt, line, textOf } from './render/text.js';

export interface FeedPageOptions {
  readonly language: PageLanguage;
  /** Where we are reached, absolute and without a trailing slash; only its path is written, so the page holds under any name. */
  readonly base: string;
}

/** What the feed page loads, by path below the base path. */
export const feedPageAssets: Readonly<Record<string, { readonly contentType: string; readonly text: string }>> = {
  '/assets/feed.css': { contentType: 'text/css; charset=utf-8', text: feedPageCss },
};

const FORMATS: readonly { readonly format: OutputFormat; readonly name: string }[] = [
  { format: 'atom', name: 'Atom' },
  { format: 'rss', name: 'RSS' },
  { format: 'json', name: 'JSON Feed' },
];

/**
 * A feed as a page for people: its articles as a reader would show them, and the three addresses to subscribe to.
 *
 * Needs no script, and nothing from other hosts but what the articles show; may be served under a policy that
 * allows pictures, media, frames and our own style alone. Articles must be sanitised already. The same feed and
 * language give the same text.
 */
export function renderFeedPage(feed: OutputFeed, options: FeedPageOptions): string {
  const words = pageWords[options.language];
  const path = new URL(options.base).pathname.replace(/\/+$/, '');
  const title = line(feed.title) || feed.id;
  return markup`<!doctype html>
<html lang="${words.tag}">
<head>
<meta charset="utf-8">
<title>${title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<link rel="icon" href="${path}/assets/icon.svg">
<link rel="stylesheet" href="${path}/assets/feed.css?${feedPageVersion}">
${FORMATS.map(({ format, name }) => markup`<link rel="alternate" type="${contentTypes[format].replace(/;.*/, '')}" title="${title} (${name})" href="${feed.self[format]}">
`)}</head>
<body>
<a class="skip" href="#articles">${words.skip}</a>
${head(feed, title, words, path)}
<main class="articles" id="articles" tabindex="-1"${langOf(feed.language)}>
<h2 lang="${words.tag}">${words.articles}</h2>
${feed.entries.length === 0 ? markup`<p lang="${words.tag}">${words.none}</p>` : feed.entries.map((shown, at) => article(shown, `a${at + 1}`, words))}</main>
<footer><a href="${path}/">${words.status}</a></footer>
</body>
</html>
`.html;
}

function head(feed: OutputFeed, title: string, words: PageWords, path: string): Markup {
  const picture = absoluteHttp(feed.image);
  const description = line(feed.description ?? '');
  return markup`<header>
<div class="head">
${picture === undefined ? undefined : markup`<img src="${picture}" alt="" referrerpolicy="no-referrer">`}
<div${langOf(feed.language)}>
<h1 dir="auto">${title}</h1>
${description === '' ? undefined : markup`<p dir="auto">${description}</p>`}
<p lang="${words.tag}"><a href="${homePage(feed)}">${words.site}</a> · <a href="${path}/">${words.status}</a></p>
</div>
</div>
<section class="subscribe" aria-labelledby="subscribe">
<h2 id="subscribe">${words.subscribe}</h2>
<p>${words.advice}</p>
<ul>
${FORMATS.map(({ format, name }) => markup`<li><a href="${feed.self[format]}" type="${contentTypes[format]}">${name}</a><code>${feed.self[format]}</code></li>
`)}</ul>
</section>
</header>`;
}

function article(shown: Shown, name: string, words: PageWords): Markup {
  const { entry } = shown;
  const link = absolute(entry.link);
  const title = headline(entry);
  const tags = tagsOf(entry).map(({ label }) => label);
  return markup`<article aria-labelledby="${name}"${langOf(entry.language)}>
<h3 id="${name}" dir="auto">${link === undefined ? title : markup`<a href="${link}">${title}</a>`}</h3>
${meta(shown, words)}
<div class="body" dir="auto">${bodyOf(entry.content || (entry.summary ?? ''), name)}</div>
${attachments(shown, words)}${tags.length === 0 ? undefined : markup`<ul class="extra" aria-label="${words.topics}">${tags.map((tag) => markup`<li dir="auto">#${tag}</li>`)}</ul>
`}</article>
`;
}

/** Characters of an article that a page of many shows whole; of a longer one it shows how it begins. */
const LONGEST = 200_000;
const BEGINNING = 2_000;

function bodyOf(html: string, name: string): Markup {
  return html.length <= LONGEST ? articleBody(html, name) : markup`<p>${excerpt(textOf(html, BEGINNING), BEGINNING)}</p>`;
}

function meta(shown: Shown, words: PageWords): Markup {
  const { entry, source } = shown;
  const names = authorsOf(shown).map(({ name }) => name).join(words.between);
  const origin = source === undefined ? '' : line(source.title);
  const isRevised = entry.updated > entry.published;
  return markup`<p class="meta" lang="${words.tag}">${time(entry.published, words)}${isRevised ? markup`<span>${words.updated} ${time(entry.updated, words)}</span>` : undefined}${names === '' || names === origin ? undefined : markup`<span dir="auto">${words.by(names)}</span>`}${origin === '' ? undefined : markup`<span dir="auto">${origin}</span>`}</p>`;
}

function time(at: number, words: PageWords): Markup {
  return markup`<time datetime="${dateOf(at).toISOString()}">${words.moment(at)}</time>`;
}

function attachments({ entry }: Shown, words: PageWords): Markup | undefined {
  const list = attachmentsOf(entry);
  if (list.length === 0) return undefined;
  return markup`<ul class="extra" aria-label="${words.enclosures}">${list.map(
    ({ url, type, title }) => markup`<li><a href="${url}" type="${type}">${title ?? fileName(url)}</a></li>`,
  )}</ul>
`;
}

function fileName(url: string): string {
  const { pathname, host } = new URL(url);
  return pathname.split('/').at(-1) || host;
}

function langOf(language: string | undefined): Markup | undefined {
  const tag = languageTag(language);
  return tag === undefined ? undefined : markup` lang="${tag}"`;
}
