import type { Entry, OutputFeed } from '../model.js';
import { articleBody } from './page/article-body.js';
import { head, links } from './page/head.js';
import { langOf, markup, Markup } from './page/markup.js';
import { pageWords, type PageLanguage, type PageWords } from './page/words.js';
import { absolute } from './render/address.js';
import { attachmentsOf, authorsOf, dateOf, headline, tagsOf, type Shown } from './render/parts.js';
import { excerpt, line, textOf } from './render/text.js';

export interface FeedPageOptions {
  readonly language: PageLanguage;
  /** Where we are reached, absolute and without a trailing slash; only its path is written, so the page holds under any name. */
  readonly base: string;
  readonly preview?: PagePreview;
}

/** Of a page that is one file by itself and shows what is not published: it links nothing of ours. */
export interface PagePreview {
  readonly css: string;
  /** What stands below an article: markup, safe as it is. */
  readonly beneath: (entry: Entry) => string;
}

/**
 * A feed as a page for people: its articles as a reader would show them, and the three addresses to subscribe to.
 *
 * Needs no script, and nothing from other hosts but what the articles show; may be served under a policy that
 * allows pictures, media, frames and our own style alone. Articles must be sanitised already. The same feed and
 * language give the same text.
 */
export function renderFeedPage(feed: OutputFeed, options: FeedPageOptions): string {
  const words = pageWords[options.language];
  const { preview } = options;
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
${preview === undefined ? links(feed, title, path) : new Markup(`<style>\n${preview.css}</style>\n`)}</head>
<body>
<a class="skip" href="#articles">${words.skip}</a>
${head(feed, title, words, preview === undefined ? path : undefined)}
<main class="articles" id="articles" tabindex="-1"${langOf(feed.language)}>
<h2 lang="${words.tag}">${words.articles}</h2>
${feed.entries.length === 0 ? markup`<p lang="${words.tag}">${words.none}</p>` : feed.entries.map((shown, at) => article(shown, `a${at + 1}`, words, preview))}</main>
${preview === undefined ? markup`<footer><a href="${path}/">${words.status}</a></footer>
` : undefined}</body>
</html>
`.html;
}

function article(shown: Shown, name: string, words: PageWords, preview: PagePreview | undefined): Markup {
  const { entry } = shown;
  const link = absolute(entry.link);
  const title = headline(entry);
  const tags = tagsOf(entry).map(({ label }) => label);
  return markup`<article aria-labelledby="${name}"${langOf(entry.language)}>
<h3 id="${name}" dir="auto">${link === undefined ? title : markup`<a href="${link}">${title}</a>`}</h3>
${meta(shown, words)}
<div class="body" dir="auto">${bodyOf(entry.content || (entry.summary ?? ''), name)}</div>
${attachments(shown, words)}${tags.length === 0 ? undefined : markup`<ul class="extra" aria-label="${words.topics}">${tags.map((tag) => markup`<li dir="auto">#${tag}</li>`)}</ul>
`}${preview === undefined ? undefined : new Markup(preview.beneath(entry))}</article>
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
