import { Parser } from 'htmlparser2';
import { absolute } from './address.js';
import { oneLine } from './plain.js';

/** A feed that a web page links. */
export interface DiscoveredFeed {
  /** Absolute. */
  readonly url: string;
  readonly title?: string;
  /** Media type as the page gives it. */
  readonly type: string;
}

/** Media types under which feeds are linked. */
export const FEED_TYPES = /^(?:application\/(?:rss\+xml|atom\+xml|rdf\+xml|feed\+json|json|xml)|text\/(?:xml|rss\+xml))$/;
const MOST = 50;
/** The parser looks through all that is open at every tag; what is nested deeper is no page. */
export const DEEPEST = 500;

/**
 * The feeds that a web page names in `<link rel=alternate>` (RSS autodiscovery, HTML §4.6.7.1), in its order, each once.
 *
 * @param url where the page came from
 */
export function discoverFeeds(html: string, url: string): readonly DiscoveredFeed[] {
  const found = new Map<string, DiscoveredFeed>();
  let base = url;
  let depth = 0;
  const parser = new Parser({
    onopentag: (name, attributes) => {
      if (++depth > DEEPEST) parser.pause();
      if (name === 'base') base = absolute(attributes['href'], url) ?? base;
      if (name !== 'link') return;
      const feed = feedIn(attributes, base);
      if (feed !== undefined && !found.has(feed.url) && found.size < MOST) found.set(feed.url, feed);
    },
    onclosetag: () => (depth -= 1),
  });
  parser.end(html);
  return [...found.values()];
}

function feedIn(attributes: Readonly<Record<string, string>>, base: string): DiscoveredFeed | undefined {
  const relations = (attributes['rel'] ?? '').toLowerCase().split(/\s+/);
  const type = (attributes['type'] ?? '').toLowerCase().split(';')[0]?.trim() ?? '';
  if (!relations.includes('alternate') && !relations.includes('feed')) return undefined;
  if (!FEED_TYPES.test(type) || /wp-json|oembed/.test(attributes['href'] ?? '')) return undefined;
  const url = absolute(attributes['href'], base);
  const title = oneLine(attributes['title'] ?? '');
  return url === undefined ? undefined : { url, type, ...(title !== undefined && { title }) };
}
