import { Feed } from 'feed';
import type { EntrySource, OutputFeed } from '../../model.js';
import { nameUuid } from '../../identify/uuid.js';
import { absolute, absoluteHttp } from './address.js';
import {
  attachmentsOf,
  authorsOf,
  bylines,
  dateOf,
  feedUpdated,
  GENERATOR,
  headline,
  homePage,
  iriOf,
  languageTag,
  tagsOf,
  type Byline,
  type Shown,
} from './parts.js';
import { NO_LINK, slots, type Slots } from './slots.js';
import { asHtml, line } from './text.js';
import { attributeList, element, escaped, htmlElement, type Attributes } from './xml.js';

/** Atom 1.0 (RFC 4287), with feed paging and archiving (RFC 5005) and media:thumbnail for the entry's picture. */
export function renderAtom(feed: OutputFeed): string {
  const gaps = slots();
  const skeleton = new Feed({
    id: nameUuid('feed', feed.id),
    title: gaps.hold(textConstruct('title', line(feed.title) || feed.id)),
    updated: feedUpdated(feed),
    generator: GENERATOR,
    link: homePage(feed),
    feed: feed.self.atom,
    copyright: gaps.hold(...head(feed)),
  });
  for (const shown of feed.entries) skeleton.addItem(item(shown, feed, gaps));
  const root = attributeList({
    xmlns: 'http://www.w3.org/2005/Atom',
    'xmlns:fh': 'http://purl.org/syndication/history/1.0',
    'xmlns:media': 'http://search.yahoo.com/mrss/',
    'xml:lang': languageTag(feed.language),
  });
  return gaps.fill(skeleton.atom1().replace(/<feed [^>]*>/, `<feed${root}>`));
}

function head(feed: OutputFeed): readonly string[] {
  const description = line(feed.description ?? '');
  const logo = absoluteHttp(feed.image);
  const named = bylines(feed.authors);
  const { paging } = feed;
  return [
    ...(description === '' ? [] : [textConstruct('subtitle', description)]),
    ...(logo === undefined ? [] : [element('logo', {}, escaped(logo))]),
    // RFC 4287 §4.1.1: a feed names an author unless each of its entries does.
    ...(named.length > 0 ? named : [{ name: line(feed.title) || feed.id }]).map(person),
    link({ rel: 'alternate', type: 'application/feed+json', href: feed.self.json }),
    link({ rel: 'alternate', type: 'application/rss+xml', href: feed.self.rss }),
    ...(paging.kind === 'archive' ? [element('fh:archive', {})] : []),
    ...(paging.current === undefined ? [] : [link({ rel: 'current', href: paging.current.atom })]),
    ...(paging.prev === undefined ? [] : [link({ rel: 'prev-archive', href: paging.prev.atom })]),
    ...(paging.next === undefined ? [] : [link({ rel: 'next-archive', href: paging.next.atom })]),
  ];
}

function item(shown: Shown, feed: OutputFeed, gaps: Slots) {
  const { entry } = shown;
  const language = languageTag(entry.language);
  const address = absolute(entry.link);
  return {
    title: gaps.holdInEntry({ 'xml:lang': language === languageTag(feed.language) ? undefined : language }, [
      textConstruct('title', headline(entry)),
      ...(address === undefined ? [] : [link({ href: address })]),
    ]),
    id: iriOf(entry),
    link: NO_LINK,
    date: dateOf(entry.updated),
    published: dateOf(entry.published),
    copyright: gaps.hold(...details(shown)),
  };
}

function details(shown: Shown): readonly string[] {
  const { entry, source } = shown;
  const image = absoluteHttp(entry.image);
  return [
    ...authorsOf(shown).map(person),
    ...tagsOf(entry).map(({ term, label, scheme }) => element('category', { term, scheme, label: label === term ? undefined : label })),
    ...attachmentsOf(entry).map(({ url, type, length, title }) => link({ rel: 'enclosure', href: url, type, length, title })),
    ...(image === undefined ? [] : [element('media:thumbnail', { url: image })]),
    ...(source === undefined ? [] : [sourceElement(source, dateOf(entry.updated))]),
    ...bodies(shown),
  ];
}

function bodies({ entry }: Shown): readonly string[] {
  const { summary = '', content } = entry;
  if (summary === '' && content === '') {
    // RFC 4287 §4.1.2: an entry without a link has content; and a summary is missed where there is none.
    return [textConstruct(absolute(entry.link) === undefined ? 'content' : 'summary', headline(entry))];
  }
  return [
    ...(summary === '' ? [] : [htmlElement('summary', { type: 'html' }, summary)]),
    ...(content !== '' || absolute(entry.link) === undefined ? [htmlElement('content', { type: 'html' }, content || summary)] : []),
  ];
}

/**
 * RFC 4287 §4.2.11. Its `updated` is the entry's: the source as it was when it brought this entry,
 * so that a full archive page stays as it is when the source goes on.
 */
function sourceElement(source: EntrySource, updated: Date): string {
  const home = absolute(source.link);
  return element(
    'source',
    {},
    element('id', {}, nameUuid('feed', source.id)),
    textConstruct('title', line(source.title) || source.id),
    element('updated', {}, updated.toISOString()),
    link({ rel: 'self', href: source.self }),
    home === undefined ? '' : link({ rel: 'alternate', href: home }),
  );
}

/**
 * RFC 4287 §3.1: type `text`, which is unambiguous; but where the text holds an end tag, validators suspect
 * HTML without its type, so it goes as the HTML that shows it.
 */
function textConstruct(name: string, text: string): string {
  return /<\/\w/.test(text) ? element(name, { type: 'html' }, escaped(asHtml(text))) : element(name, {}, escaped(text));
}

function person({ name, uri, email }: Byline): string {
  return element(
    'author',
    {},
    element('name', {}, escaped(name)),
    uri === undefined ? '' : element('uri', {}, escaped(uri)),
    email === undefined ? '' : element('email', {}, escaped(email)),
  );
}

function link(attributes: Attributes): string {
  return element('link', attributes);
}
