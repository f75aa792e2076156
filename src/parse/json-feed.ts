import type { Enclosure, FeedHead, Item, ParsedFeed, Person } from '../model.js';
import { absolute, isBase, isWeb } from './address.js';
import { readDate } from './dates.js';
import { secondsOf } from './media.js';
import { personOf } from './people.js';
import { languageTag } from './place.js';
import { oneLine, textToHtml } from './plain.js';
import { present } from './present.js';
import { readStamp } from './stamp.js';
import type { Surroundings } from './xml-feed.js';

/** An object of JSON, of which nothing is certain. */
export type Json = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** JSON Feed 1.0 and 1.1 (jsonfeed.org); members of the wrong type are as good as absent. */
export function readJsonFeed(feed: Json, { url, timezone }: Surroundings): Omit<ParsedFeed, 'notes'> {
  const self = absolute(string(feed['feed_url']), url);
  const home = isWeb(url) ? url : (self ?? url);
  const head = readHead(feed, home, self);
  const items = objects(feed['items']).map((item) => readItem(item, head, { url: home, timezone }));
  return { format: 'json', head, items };
}

function readHead(feed: Json, url: string, self: string | undefined): FeedHead {
  return present({
    title: line(feed['title']),
    description: line(feed['description']),
    link: absolute(string(feed['home_page_url']), url),
    self,
    language: languageTag(string(feed['language']) ?? ''),
    image: absolute(string(feed['icon']), url) ?? absolute(string(feed['favicon']), url),
    authors: peopleOf(feed),
  });
}

function readItem(item: Json, head: FeedHead, { url, timezone }: Surroundings): Item {
  const guid = identifier(item['id']);
  const relativeTo = head.link !== undefined && isBase(head.link) ? head.link : url;
  const link = absolute(string(item['url']), relativeTo) ?? absolute(string(item['external_url']), relativeTo) ?? (guid !== undefined && isWeb(guid) ? guid : undefined);
  const short = htmlOf(item['summary']);
  const content = filled(item['content_html']) ?? htmlOf(item['content_text']) ?? short;
  const base = link !== undefined && isBase(link) ? link : relativeTo;
  const authors = peopleOf(item);
  return present({
    guid,
    link,
    title: line(item['title']),
    content,
    summary: short === content ? undefined : short,
    // The feed's authors are those of items that name none (JSON Feed 1.1, `authors`).
    authors: authors.length > 0 ? authors : head.authors,
    categories: [...new Set(list(item['tags']).flatMap((tag) => line(tag) ?? []))].map((term) => ({ term })),
    published: readDate(identifier(item['date_published']) ?? '', timezone),
    updated: readDate(identifier(item['date_modified']) ?? '', timezone),
    stamp: content === undefined ? undefined : readStamp(content),
    enclosures: objects(item['attachments']).flatMap((attachment) => enclosureOf(attachment, base)),
    image: absolute(string(item['image']), base) ?? absolute(string(item['banner_image']), base),
    language: languageTag(string(item['language']) ?? ''),
    base,
  });
}

/** 1.1's `authors`, 1.0's `author`; each as one or as many, and as an object or as a mere name. */
function peopleOf(parent: Json): readonly Person[] {
  const named = peopleIn(parent['authors']);
  return named.length > 0 ? named : peopleIn(parent['author']);
}

function peopleIn(value: unknown): readonly Person[] {
  const authors: readonly unknown[] = Array.isArray(value) ? value : [value];
  return authors.flatMap((author) => {
    if (!isObject(author)) return personOf(string(author) ?? '') ?? [];
    const name = line(author['name']);
    const uri = string(author['url'])?.trim();
    const email = uri?.startsWith('mailto:') === true ? uri.slice(7) : undefined;
    const web = uri !== undefined && isWeb(uri) ? uri : undefined;
    if (name === undefined && web === undefined && email === undefined) return [];
    return [present({ name, uri: web, email })];
  });
}

function enclosureOf(attachment: Json, base: string): readonly Enclosure[] {
  const url = absolute(string(attachment['url']), base);
  if (url === undefined) return [];
  const type = string(attachment['mime_type']);
  const length = attachment['size_in_bytes'];
  const title = line(attachment['title']);
  const duration = secondsOf(identifier(attachment['duration_in_seconds']));
  return [present({ url, type, length: typeof length === 'number' && length > 0 ? length : undefined, title, duration })];
}

/** 1.1 wants a string, but tells readers to take a number as one. */
function identifier(value: unknown): string | undefined {
  const text = typeof value === 'number' ? String(value) : string(value)?.trim();
  return text === '' ? undefined : text;
}

function string(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** The HTML of a member that is plain text. */
function htmlOf(value: unknown): string | undefined {
  const text = filled(value);
  return text === undefined ? undefined : textToHtml(text);
}

function filled(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}

/** A title may be a number. */
function line(value: unknown): string | undefined {
  return oneLine(identifier(value) ?? '');
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function objects(value: unknown): readonly Json[] {
  return list(value).filter(isObject);
}
