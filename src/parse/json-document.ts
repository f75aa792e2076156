import type { Item, ParsedFeed, Result } from '../model.js';
import { isObject, readJsonFeed, type Json } from './json-feed.js';
import { mendEscapes } from './json-mend.js';
import { readJson } from './json-text.js';
import { isLarger, oversizedNote } from './oversized.js';
import type { ReaderLimits } from './reader.js';
import { rssInJson } from './rss-in-json.js';
import { readXmlFeed } from './xml-feed.js';

interface JsonContext {
  readonly url: string;
  readonly timezone: string;
  readonly limits: ReaderLimits;
}

/**
 * JSON Feed, or RSS in JSON.
 *
 * @param at where it begins, behind other text
 */
export function readJsonDocument(text: string, at: number, context: JsonContext): Result<ParsedFeed> {
  const { url, limits } = context;
  const document = at === 0 ? text : text.slice(at);
  const mended = mendEscapes(document);
  const read = readJson(mended);
  if (!read.ok) return { ok: false, failure: { ...read.failure, message: `${url}: ${read.failure.message}` } };
  const { value } = read.value;
  const notes = [...(at === 0 ? [] : ['Text before the feed was passed over.']), ...(mended === document ? [] : ['Control characters were left out.']), ...read.value.notes];
  const rss = isObject(value) ? rssInJson(value, limits.nesting) : undefined;
  const feed = rss !== undefined ? readXmlFeed(rss, context) : isJsonFeed(value) ? readJsonFeed(value, context) : undefined;
  if (feed === undefined) return { ok: false, failure: { code: 'not-a-feed', message: `${url} is JSON, but no JSON Feed: it has no list "items"; check the ${url.startsWith('file:') ? 'path' : 'address'}.` } };
  if (feed.items.length > limits.items) {
    return { ok: false, failure: { code: 'too-many-items', message: `${url}: The document holds more than ${limits.items} items, which is the limit; raise it under limits if the source is to be trusted.` } };
  }
  const left = feed.items.filter((item) => isOversized(item, limits.item));
  if (left.length === 0) return { ok: true, value: { ...feed, notes } };
  const told = oversizedNote(left.map(({ title }) => title), limits.item);
  return { ok: true, value: { ...feed, items: feed.items.filter((item) => !left.includes(item)), notes: [...notes, told] } };
}

function isOversized({ content = '', summary = '' }: Item, bytes: number): boolean {
  const body = content + summary;
  return isLarger(body, 0, body.length, bytes);
}

function isJsonFeed(value: unknown): value is Json {
  return isObject(value) && Array.isArray(value['items']);
}
