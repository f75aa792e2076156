import type { OutputFeed, OutputFormat } from '../../model.js';
import { renderAtom } from './atom.js';
import { renderJsonFeed } from './json.js';
import { renderRss } from './rss.js';

const renderers: Readonly<Record<OutputFormat, (feed: OutputFeed) => string>> = {
  atom: renderAtom,
  rss: renderRss,
  json: renderJsonFeed,
};

/**
 * A feed as a document to be sent as UTF-8: Atom 1.0, RSS 2.0 or JSON Feed 1.1.
 *
 * Equal feeds make equal bytes, wherever and whenever: neither clock nor locale nor machine is asked.
 * Whatever the texts hold, the document is well-formed and valid by the rules of the W3C's feed validator;
 * links that are not absolute or not of a scheme readers open are left out.
 */
export function renderFeed(feed: OutputFeed, format: OutputFormat): string {
  return renderers[format](feed);
}

/** What each document is sent as. */
export const contentTypes: Readonly<Record<OutputFormat, string>> = {
  atom: 'application/atom+xml; charset=utf-8',
  rss: 'application/rss+xml; charset=utf-8',
  json: 'application/feed+json; charset=utf-8',
};
