import { Feed } from 'feed';
import type { OutputFeed } from '../../model.js';
import { absolute, absoluteHttp } from './address.js';
import {
  attachmentsOf,
  authorsOf,
  dateOf,
  feedUpdated,
  GENERATOR,
  headline,
  homePage,
  languageTag,
  opening,
  tagsOf,
  type Attachment,
  type Shown,
} from './parts.js';
import { slots, type Slots } from './slots.js';
import { asHtml, line, looksLikeHtml } from './text.js';
import { attributeList, element, escaped, htmlElement } from './xml.js';

/** Characters of the description made from a full text. */
const DESCRIPTION = 300;

/** RSS 2.0 as the RSS Advisory Board's specification and profile have it, with the modules every reader knows. */
export function renderRss(feed: OutputFeed): string {
  const gaps = slots();
  const title = plain(line(feed.title) || feed.id);
  const skeleton = new Feed({
    title: gaps.hold(element('title', {}, title)),
    link: homePage(feed),
    description: gaps.hold(element('description', {}, plain(line(feed.description ?? '')) || title)),
    updated: feedUpdated(feed),
    generator: GENERATOR,
    docs: 'https://www.rssboard.org/rss-specification',
    feed: feed.self.rss,
    copyright: gaps.hold(...channel(feed, title)),
  });
  for (const shown of feed.entries) skeleton.addItem(item(shown, gaps));
  const root = attributeList({
    version: '2.0',
    'xmlns:atom': 'http://www.w3.org/2005/Atom',
    'xmlns:content': 'http://purl.org/rss/1.0/modules/content/',
    'xmlns:dc': 'http://purl.org/dc/elements/1.1/',
    'xmlns:fh': 'http://purl.org/syndication/history/1.0',
    'xmlns:media': 'http://search.yahoo.com/mrss/',
  });
  return gaps.fill(skeleton.rss2().replace(/<rss [^>]*>/, `<rss${root}>`));
}

function channel(feed: OutputFeed, title: string): readonly string[] {
  const language = languageTag(feed.language);
  const image = rssImage(feed.image);
  const { paging } = feed;
  const pages = [
    ['current', paging.current?.rss],
    ['prev-archive', paging.prev?.rss],
    ['next-archive', paging.next?.rss],
  ] as const;
  return [
    ...(language === undefined ? [] : [element('language', {}, escaped(language))]),
    ...(image === undefined ? [] : [imageElement(image, title, homePage(feed))]),
    ...(paging.kind === 'archive' ? [element('fh:archive', {})] : []),
    ...pages.flatMap(([rel, href]) => (href === undefined ? [] : [element('atom:link', { rel, href })])),
  ];
}

/** RSS 2.0 knows GIF, JPEG and PNG; validators warn of an address that ends in anything else. */
function rssImage(address: string | undefined): string | undefined {
  const image = absoluteHttp(address);
  const extension = /\.(\w+)$/.exec(image ?? '')?.[1];
  return extension === undefined || /^(?:gif|jpe?g|png)$/i.test(extension) ? image : undefined;
}

function imageElement(url: string, title: string, home: string): string {
  return element('image', {}, element('url', {}, escaped(url)), element('title', {}, title), element('link', {}, escaped(home)));
}

function item(shown: Shown, gaps: Slots) {
  const { entry } = shown;
  const body = description(shown);
  const title = line(entry.title) || (body === '' ? headline(entry) : '');
  const link = absolute(entry.link);
  return {
    title: gaps.hold(
      ...(title === '' ? [] : [element('title', {}, plain(title))]),
      ...(link === undefined ? [] : [element('link', {}, escaped(link))]),
    ),
    guid: line(entry.id),
    link: '',
    date: dateOf(entry.published),
    description: gaps.hold(...(body === '' ? [] : [htmlElement('description', {}, body)])),
    content: gaps.hold(...(entry.content === '' ? [] : [htmlElement('content:encoded', {}, entry.content)])),
    extensions: [{ name: 'details', objects: { _text: gaps.hold(...details(shown)) } }],
  };
}

/**
 * What stands before the full text, for readers that look no further: the summary, else how the text begins,
 * else, where there are only pictures, these.
 */
function description({ entry }: Shown): string {
  return entry.summary || asHtml(opening(entry, DESCRIPTION)) || entry.content;
}

function details(shown: Shown): readonly string[] {
  const { entry, source } = shown;
  const language = languageTag(entry.language);
  const image = absoluteHttp(entry.image);
  const [first, ...others] = attachmentsOf(entry);
  return [
    ...authorsOf(shown).map(({ name }) => element('dc:creator', {}, escaped(name))),
    ...(language === undefined ? [] : [element('dc:language', {}, escaped(language))]),
    ...tagsOf(entry).map(({ label, scheme }) => element('category', { domain: scheme }, plain(label))),
    ...(first === undefined ? [] : [element('enclosure', { url: first.url, length: first.length ?? 0, type: first.type })]),
    ...others.map(mediaContent),
    ...(image === undefined ? [] : [element('media:thumbnail', { url: image })]),
    ...(source === undefined ? [] : [element('source', { url: source.self }, plain(line(source.title) || source.id))]),
  ];
}

/** An RSS item has one enclosure; the rest go the way of Media RSS. */
function mediaContent({ url, type, length, duration }: Attachment): string {
  return element('media:content', { url, type, fileSize: length, duration });
}

/**
 * Plain text for elements of which RSS does not say whether they are HTML. Most readers, ours too, take them for HTML
 * where they look like it, so a title that is *about* `<b>` or `&amp;` is escaped once more: it shows as written, and
 * as Atom and JSON say it.
 */
function plain(text: string): string {
  return escaped(looksLikeHtml(text) ? asHtml(text) : text);
}
