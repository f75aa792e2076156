import type { FeedHead, Item } from '../../../src/model.js';

/** One behaviour: what it promises, a document, and what must come out of it. Keys that are not named are not looked at. */
export interface Case {
  readonly promise: string;
  readonly document: string;
  /** Of the first item; `undefined` demands absence. */
  readonly item?: { readonly [K in keyof Item]?: Item[K] | undefined };
  /** Of all items. */
  readonly titles?: readonly string[];
  readonly head?: { readonly [K in keyof FeedHead]?: FeedHead[K] | undefined };
}

export const URL_OF_FEED = 'https://feeds.example.org/news/feed.xml';

const NAMESPACES = [
  'xmlns:atom="http://www.w3.org/2005/Atom"',
  'xmlns:content="http://purl.org/rss/1.0/modules/content/"',
  'xmlns:dc="http://purl.org/dc/elements/1.1/"',
  'xmlns:dcterms="http://purl.org/dc/terms/"',
  'xmlns:media="http://search.yahoo.com/mrss/"',
  'xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"',
  'xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"',
].join(' ');

export const rss = (item: string, channel = ''): string => `<rss version="2.0" ${NAMESPACES}><channel>${channel}<item>${item}</item></channel></rss>`;

export const atom = (entry: string, feed = ''): string => `<feed xmlns="http://www.w3.org/2005/Atom">${feed}<entry>${entry}</entry></feed>`;

export const atom03 = (entry: string, feed = ''): string => `<feed version="0.3" xmlns="http://purl.org/atom/ns#">${feed}<entry>${entry}</entry></feed>`;

export const rdf = (item: string, channel = ''): string =>
  `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/">` +
  `<channel rdf:about="https://example.org/">${channel}</channel><item rdf:about="https://example.org/1">${item}</item></rdf:RDF>`;
