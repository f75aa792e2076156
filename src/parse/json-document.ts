import type { ParsedFeed, Result } from '../model.js';
import { isObject, readJsonFeed, type Json } from './json-feed.js';
import { readJson } from './json-text.js';
import { isLarger, oversizedNote, type ReaderLimits } from './reader.js';
import { rssInJson } from './rss-in-json.js';
import { readXmlFeed } from './xml-feed.js';

interface JsonContext {
  readonly url: string;
  readonly timezone: string;
  readonly limits: ReaderLimits;
}

/** JSON Feed, or RSS in JSON. */
export function readJsonDocument(text: string, context: JsonContext): Result<ParsedFeed> {
  const { url, limits } = context;
  const read = readJson(text);
  if (!read.ok) return { ok: false, failure: { ...read.failure, message: `${url}: ${read.failure.message}` } };
  const { value, notes } = read.value;
  const rss = isObject(value) ? rssInJson(value, limits.nesting) : undefined;
  const feed = rss !== undefined ? readXmlFeed(rss, context) : isJsonFeed(value) ? readJsonFeed(value, context) : undefined;
  if (feed === undefined) return { ok: false, failure: { code: 'not-a-feed', message: `${url} is JSON, but no JSON Feed: it has no list "items"; check the address.` } };
  if (feed.items.length > limits.items) {
    return { ok: false, failure: { code: 'too-many-items', message: `${url}: The document holds more than ${limits.items} items, which is the limit; raise it under limits if the source is to be trusted.` } };
  }
  const items = feed.items.filter((item) => {
    const body = (item.content ?? '') + (item.summary ?? '');
    return !isLarger(body, 0, body.length, limits.item);
  });
  const left = feed.items.length - items.length;
  return { ok: true, value: { ...feed, items, notes: left === 0 ? notes : [...notes, oversizedNote(left, limits.item)] } };
}

function isJsonFeed(value: unknown): value is Json {
  return isObject(value) && Array.isArray(value['items']);
}
