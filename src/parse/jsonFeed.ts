import type { Enclosure, FeedHead, Item, ParsedFeed, Person, ReadDate } from '../model.js';
import { absolute, isWeb } from './address.js';
import { readDate } from './dates.js';
import { secondsOf } from './media.js';
import { languageTag } from './place.js';
import { oneLine, textToHtml } from './plain.js';
import { readStamp } from './stamp.js';
import type { Surroundings } from './xmlFeed.js';

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
  const title = line(feed['title']);
  const description = line(feed['description']);
  const link = absolute(string(feed['home_page_url']), url);
  const image = absolute(string(feed['icon']), url) ?? absolute(string(feed['favicon']), url);
  const language = languageTag(string(feed['language']) ?? '');
  return {
    ...(title !== undefined && { title }),
    ...(description !== undefined && { description }),
    ...(link !== undefined && { link }),
    ...(self !== undefined && { self }),
    ...(language !== undefined && { language }),
    ...(image !== undefined && { image }),
    authors: peopleOf(feed),
  };
}

function readItem(item: Json, head: FeedHead, { url, timezone }: Surroundings): Item {
  const guid = identifier(item['id']);
  const link = absolute(string(item['url']), head.link ?? url) ?? absolute(string(item['external_url']), head.link ?? url) ?? (guid !== undefined && isWeb(guid) ? guid : undefined);
  const title = line(item['title']);
  const html = filled(item['content_html']);
  const text = filled(item['content_text']);
  const short = filled(item['summary']);
  const bodies = [html, text === undefined ? undefined : textToHtml(text), short === undefined ? undefined : textToHtml(short)].filter((body) => body !== undefined);
  const content = bodies[0];
  const summary = short === undefined || content === undefined || textToHtml(short) === content ? undefined : textToHtml(short);
  const base = link ?? head.link ?? url;
  const image = absolute(string(item['image']), base) ?? absolute(string(item['banner_image']), base);
  const language = languageTag(string(item['language']) ?? '');
  const stamp = content === undefined ? undefined : readStamp(content);
  const authors = peopleOf(item);
  return {
    ...(guid !== undefined && { guid }),
    ...(link !== undefined && { link }),
    ...(title !== undefined && { title }),
    ...(content !== undefined && { content }),
    ...(summary !== undefined && { summary }),
    // The feed's authors are those of items that name none (JSON Feed 1.1, `authors`).
    authors: authors.length > 0 ? authors : head.authors,
    categories: [...new Set(list(item['tags']).flatMap((tag) => line(tag) ?? []))].map((term) => ({ term })),
    ...date('published', item['date_published'], timezone),
    ...date('updated', item['date_modified'], timezone),
    ...(stamp !== undefined && { stamp }),
    enclosures: objects(item['attachments']).flatMap((attachment) => enclosureOf(attachment, base)),
    ...(image !== undefined && { image }),
    ...(language !== undefined && { language }),
    base,
  };
}

/** 1.1's `authors`, 1.0's `author`. */
function peopleOf(parent: Json): readonly Person[] {
  const authors = objects(parent['authors']);
  return [...(authors.length > 0 ? authors : objects([parent['author']]))].flatMap((author) => {
    const name = line(author['name']);
    const uri = string(author['url'])?.trim();
    const email = uri?.startsWith('mailto:') === true ? uri.slice(7) : undefined;
    const web = uri !== undefined && isWeb(uri) ? uri : undefined;
    if (name === undefined && web === undefined && email === undefined) return [];
    return [{ ...(name !== undefined && { name }), ...(web !== undefined && { uri: web }), ...(email !== undefined && { email }) }];
  });
}

function enclosureOf(attachment: Json, base: string): readonly Enclosure[] {
  const url = absolute(string(attachment['url']), base);
  if (url === undefined) return [];
  const type = string(attachment['mime_type']);
  const length = attachment['size_in_bytes'];
  const title = line(attachment['title']);
  const duration = secondsOf(identifier(attachment['duration_in_seconds']));
  return [{
    url,
    ...(type !== undefined && { type }),
    ...(typeof length === 'number' && length > 0 && { length }),
    ...(title !== undefined && { title }),
    ...(duration !== undefined && { duration }),
  }];
}

function date(name: 'published' | 'updated', value: unknown, timezone: string): Pick<Item, 'published' | 'updated'> {
  const read: ReadDate | undefined = readDate(identifier(value) ?? '', timezone);
  return read === undefined ? {} : { [name]: read };
}

/** 1.1 wants a string, but tells readers to take a number as one. */
function identifier(value: unknown): string | undefined {
  const text = typeof value === 'number' ? String(value) : string(value)?.trim();
  return text === '' ? undefined : text;
}

function string(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function filled(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}

function line(value: unknown): string | undefined {
  return oneLine(string(value) ?? '');
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function objects(value: unknown): readonly Json[] {
  return list(value).filter(isObject);
}
