import type { Element, XmlFeed } from './element.js';
import { isObject, type Json } from './json-feed.js';

/** RSS-in-JSON (scripting.com, 2012): RSS 2.0 element for element, so the adapter for RSS reads it. */
export function rssInJson(document: Json, nesting: number): XmlFeed | undefined {
  const rss = document['rss'];
  const channel = isObject(rss) ? rss['channel'] : undefined;
  if (!isObject(channel)) return undefined;
  const { item, ...rest } = channel;
  const items = (Array.isArray(item) ? item : [item]).flatMap((value: unknown) => elementsOf('item', value, nesting));
  const [head] = elementsOf('head', rest, nesting);
  return head === undefined ? undefined : { root: 'rss', head, items, notes: [] };
}

/** A member as elements: scalars are text, an object's scalars are attributes and children alike, a list repeats. */
function elementsOf(name: string, value: unknown, nesting: number): readonly Element[] {
  if (nesting === 0 || value === null || value === undefined) return [];
  if (Array.isArray(value)) return value.flatMap((entry: unknown) => elementsOf(name, entry, nesting - 1));
  if (!isObject(value)) return [{ name, attributes: {}, text: scalar(value) ?? '' }];
  const attributes: Record<string, string> = {};
  for (const [key, entry] of Object.entries(value)) {
    const text = scalar(entry);
    if (text !== undefined) attributes[key.toLowerCase()] = text;
  }
  const children = new Map(Object.entries(value).map(([key, entry]) => [key.toLowerCase(), elementsOf(key.toLowerCase(), entry, nesting - 1)]));
  return [{ name, attributes, text: attributes['#value'] ?? attributes['#text'] ?? '', ...(children.size > 0 && { children }) }];
}

function scalar(value: unknown): string | undefined {
  return typeof value === 'string' ? value : typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}
