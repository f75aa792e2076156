import type { FeedFormat, FeedHead, Item, ParsedFeed, ReadDate } from '../model.js';
import { absolute, isBase, isWeb } from './address.js';
import { htmlOf, lineOf, richness } from './body.js';
import { readDate } from './dates.js';
import { all, attribute, first, relation, textOf, type Element, type XmlFeed } from './element.js';
import { categoriesOf, enclosuresOf, imageOf } from './media.js';
import { peopleOf } from './people.js';
import { present } from './present.js';
import { languageTag } from './place.js';
import { readStamp } from './stamp.js';
import { firstFilled, titleOf, TITLES } from './titles.js';
import { ATOM_ROOTS } from './vocabulary.js';
import { waitingOf } from './waiting.js';

const PATH = /^(?:\.{0,2}\/|\?)\S+$/;
const SAID_PATH = /^(?:[^\s:]{0,2000}\/|\?)\S*$/;

/** What an adapter must know besides the document. */
export interface Surroundings {
  /** Where the document came from, absolute. */
  readonly url: string;
  readonly timezone: string;
}

/** Fullest first. */
const FULL = ['content:encoded', 'xhtml:body', 'xhtml:div', 'body', 'content', 'fullitem'];
const SHORT = ['description', 'atom:summary', 'summary', 'dc:description', 'abstract', 'dcterms:abstract', 'itunes:summary', 'media:description', 'itunes:subtitle'];
const PUBLISHED = ['pubdate', 'atom:published', 'published', 'dcterms:issued', 'atom:issued', 'issued', 'dc:date', 'date', 'dcterms:created', 'atom:created', 'created', 'dcterms:date'];
const UPDATED = ['atom:updated', 'updated', 'dcterms:modified', 'atom:modified', 'modified', 'lastmod'];
const AUTHORS = ['atom:author', 'author', 'dc:creator', 'dc:author', 'itunes:author', 'managingeditor'];

/** A feed in any dialect of XML as the model has it. */
export function readXmlFeed(feed: XmlFeed, { url, timezone }: Surroundings): Omit<ParsedFeed, 'notes'> {
  const self = selfLink(feed.head, feed.head.base ?? url);
  // A file's own place means nothing to a reader, but the address it calls its own does.
  const home = feed.head.base ?? (isWeb(url) ? url : (self ?? url));
  const head = readHead(feed.head, home, self);
  const items = feed.items.map((item) => readItem(item, { url: home, timezone }, head, feed.head));
  return { format: formatOf(feed.root), head, items, ...waitingOf(feed.head) };
}

function readHead(head: Element, home: string, self: string | undefined): FeedHead {
  const title = titleOf(head);
  const description = lineOf(firstFilled(head, ['description', 'atom:subtitle', 'atom:tagline', 'subtitle', 'tagline', 'dc:description', 'abstract', 'itunes:summary', 'itunes:subtitle', 'atom:info']));
  const link = pageLink(head, head.base ?? home);
  const image = imageOf(head, link ?? home);
  const language = languageTag(textOf(head, 'language', 'dc:language') ?? '') ?? head.language ?? firstFilled(head, TITLES)?.language;
  return present({
    title,
    description,
    link,
    self,
    language,
    image,
    authors: peopleOf(head, head.base ?? home, 'atom:author', 'managingeditor', 'author', 'dc:creator', 'dc:author', 'itunes:author'),
  });
}

function readItem(item: Element, { url, timezone }: Surroundings, head: FeedHead, feed: Element): Item {
  const about = attribute(item, 'rdf:about');
  const guid = textOf(item, 'guid', 'atom:id', 'id') ?? about ?? textOf(item, 'dc:identifier');
  const titled = firstFilled(item, TITLES);
  const [full, ...others] = bodiesOf(item);
  const content = full?.html;
  const summary = others.find(({ html }) => html !== content)?.html;
  const home = head.link !== undefined && isBase(head.link) ? head.link : url;
  const link = linkOf(item, item.base ?? home);
  const title = lineOf(titled);
  const language = languageTag(textOf(item, 'dc:language', 'language') ?? '') ?? (full?.element ?? titled ?? item).language ?? titled?.language;
  const base = full?.element.base ?? item.base ?? (link !== undefined && isBase(link) ? link : home);
  const image = imageOf(item, base);
  return present({
    guid,
    link,
    title,
    content,
    summary,
    authors: authorsOf(item, feed, base),
    categories: categoriesOf(item),
    published: dateOf(item, PUBLISHED, timezone),
    updated: dateOf(item, UPDATED, timezone) ?? readDate(attribute(item, 'lastmod') ?? '', timezone),
    stamp: content === undefined ? undefined : readStamp(content),
    enclosures: enclosuresOf(item, base, { image, texts: [content ?? '', summary ?? ''] }),
    image,
    language,
    base,
  });
}

/** The body first, then what may be its summary. */
function bodiesOf(item: Element): readonly { readonly element: Element; readonly html: string }[] {
  const grouped = all(item, 'media:group', 'media:content').flatMap((group) => all(group, 'media:description'));
  return [...all(item, ...FULL), ...contentsOf(item), ...all(item, ...SHORT), ...grouped].flatMap((element) => {
    const html = htmlOf(element);
    return html === undefined ? [] : [{ element, html }];
  });
}

/** Atom's content; Atom 0.3 may give several, or alternatives in one, of which the richest is the fullest. */
function contentsOf(item: Element): readonly Element[] {
  const contents = all(item, 'atom:content').flatMap((content) => (content.children === undefined ? [content] : all(content, 'atom:content')));
  return contents.length < 2 ? contents : contents.sort((a, b) => richness(b) - richness(a));
}

/** Its page's address; else its content's, where that stands elsewhere (RFC 4287 §4.1.3.2); else an id that is one. */
function linkOf(item: Element, base: string): string | undefined {
  const content = first(item, 'atom:content');
  const link = pageLink(item, base) ?? (content && absolute(attribute(content, 'src'), content.base ?? base));
  if (link !== undefined) return link;
  const guid = first(item, 'guid');
  const declared = guid === undefined ? 'false' : attribute(guid, 'ispermalink')?.toLowerCase();
  const permalink = declared === 'false' ? undefined : guid?.text.trim();
  // A guid is an address where it does not say otherwise (RSS 2.0), yet most that do not only number items.
  const isPath = permalink !== undefined && (declared === 'true' ? SAID_PATH : PATH).test(permalink);
  const address = [permalink, attribute(item, 'rdf:about'), textOf(item, 'atom:id', 'id')].find((candidate) => candidate !== undefined && isWeb(candidate));
  return absolute(isPath ? permalink : address, guid?.base ?? base);
}

/** RSS's link, or Atom's alternate: a web page rather than another format (RFC 4287 §4.2.7.2); CDF's href. */
function pageLink(parent: Element, base: string): string | undefined {
  const links = all(parent, 'link', 'atom:link').filter((link) => relation(link) === 'alternate');
  const pages = links.filter((link) => /^(?:text\/html|application\/xhtml\+xml)?$/i.test(attribute(link, 'type') ?? ''));
  for (const link of [...pages, ...links]) {
    const found = absolute(address(link), link.base ?? base);
    if (found !== undefined) return found;
  }
  return absolute(attribute(parent, 'href'), base);
}

function selfLink(head: Element, base: string): string | undefined {
  const link = all(head, 'atom:link', 'link').find((candidate) => relation(candidate) === 'self');
  return link === undefined ? undefined : absolute(address(link), link.base ?? base);
}

function address(link: Element): string | undefined {
  const text = link.text.trim();
  return attribute(link, 'href') ?? attribute(link, 'url') ?? (text === '' ? attribute(link, 'rdf:resource') : text);
}

/** An entry without an author has its source's, else its feed's (RFC 4287 §4.2.1). */
function authorsOf(item: Element, feed: Element, base: string): Item['authors'] {
  const own = peopleOf(item, base, ...AUTHORS);
  if (own.length > 0) return own;
  const source = first(item, 'atom:source');
  const cited = source === undefined ? [] : peopleOf(source, base, 'atom:author');
  return cited.length > 0 ? cited : peopleOf(feed, base, 'atom:author');
}

/** The first of these dates that can be read. */
function dateOf(item: Element, names: readonly string[], timezone: string): ReadDate | undefined {
  for (const { text } of all(item, ...names)) {
    const date = readDate(text, timezone);
    if (date !== undefined) return date;
  }
  return undefined;
}

function formatOf(root: string): FeedFormat {
  return ATOM_ROOTS.has(root) ? 'atom' : root === 'rdf' ? 'rdf' : 'rss';
}
