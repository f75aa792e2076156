/**
 * The parse room's front: bytes of one document to what it says. Pure: no clock, no network, no disk.
 *
 * The common, well-formed document goes through rss-parser; all else, and what rss-parser refuses, through a reader that
 * mends. Both give the same elements, and one set of adapters makes items of them.
 */
import type { ParsedFeed, Result } from '../model.js';
import { decodeText } from './decode.js';
import { parseDocument } from './document.js';
import { discoverFeeds } from './discover.js';
import { readJsonDocument } from './json-document.js';
import { mendCharacters } from './references.js';
import { place, sniff, type Sniffed } from './prolog.js';
import { shortened } from '../shortened.js';
import { unwrapPage } from './wrapped.js';
import { readXmlDocument } from './xml-document.js';

export { decodeText, type Decoded } from './decode.js';
export { readDate } from './dates.js';
export { anchoredFeeds } from './anchors.js';
export { discoverFeeds, type DiscoveredFeed } from './discover.js';
export { parseDocument, type ParsedDocument } from './document.js';

export interface ParseContext {
  /** Address the document came from (after redirects), absolute; `file:` for local files. */
  readonly url: string;
  /** HTTP Content-Type header, if any. */
  readonly contentType?: string;
  /** IANA zone for dates without one. */
  readonly timezone: string;
  /** Items in a document, bytes of an item, levels of XML. */
  readonly limits: { readonly items: number; readonly item: number; readonly nesting: number };
}

/**
 * Reads a feed in any format, or one archived document, from its bytes.
 *
 * Failures: `empty`, `html`, `opml`, `not-a-feed`, `unreadable`, `too-many-items`, `too-deep`.
 */
export async function parseFeed(bytes: Uint8Array, context: ParseContext): Promise<Result<ParsedFeed>> {
  const decoded = decodeText(bytes, context.contentType);
  const text = mendCharacters(decoded.text);
  const mended = text === decoded.text ? [] : ['Control characters were left out.'];
  const result = await readText(text, context);
  if (!result.ok) return result;
  return { ok: true, value: { ...result.value, notes: [...decoded.notes, ...mended, ...result.value.notes] } };
}

async function readText(text: string, context: ParseContext): Promise<Result<ParsedFeed>> {
  const sniffed = sniff(text);
  const mayBeWrapped = sniffed.kind === 'html' || sniffed.kind === 'unknown' || (sniffed.kind === 'json' && sniffed.at > 0);
  const wrapped = mayBeWrapped ? await readWrapped(text, context) : undefined;
  return wrapped ?? readSniffed(text, sniffed, context);
}

/** A feed that is all of a page; one without an item may be a page that speaks of feeds. */
async function readWrapped(page: string, context: ParseContext): Promise<Result<ParsedFeed> | undefined> {
  const text = unwrapPage(page);
  const sniffed = text === undefined ? undefined : sniff(text);
  if (text === undefined || !((sniffed?.kind === 'xml' && !sniffed.stray) || (sniffed?.kind === 'json' && sniffed.at === 0))) return undefined;
  const read = await readSniffed(text, sniffed, context);
  if (!read.ok) return read.failure.code.startsWith('too-') ? read : undefined;
  if (read.value.items.length === 0) return undefined;
  return { ok: true, value: { ...read.value, notes: ['The feed was taken out of the web page around it.', ...read.value.notes] } };
}

async function readSniffed(text: string, sniffed: Sniffed, context: ParseContext): Promise<Result<ParsedFeed>> {
  switch (sniffed.kind) {
    case 'xml':
      return readXmlDocument(text, sniffed, context);
    case 'json':
      return readJsonDocument(text, sniffed.at, context);
    case 'document':
      return readArchived(text, context);
    case 'empty':
      return failure('empty', `${context.url} sent an empty document instead of a feed; it may be back at the next poll.`);
    case 'html':
      return failure('html', pageMessage(text, context.url));
    case 'opml':
      return failure('opml', `${context.url} is a list of feeds (OPML), not a feed; take its feeds in with "feedrelay opml import".`);
    case 'unknown':
      return failure('not-a-feed', strangeMessage(text, context.url, sniffed));
  }
}

function readArchived(text: string, context: ParseContext): Result<ParsedFeed> {
  const document = parseDocument(text, context);
  if (!document.ok) return document;
  const { item, notes } = document.value;
  return { ok: true, value: { format: 'document', head: { authors: [] }, items: [item], notes } };
}

function pageMessage(html: string, url: string): string {
  const feeds = discoverFeeds(html, url).slice(0, 5);
  const page = `${url} is a web page, not a feed`;
  if (feeds.length === 0) return `${page}, and links none; look on the site for the address of its feed.`;
  const named = feeds.map((feed) => (feed.title === undefined ? feed.url : `${feed.url} (${feed.title})`)).join(', ');
  return `${page}; the feeds it links are ${named}.`;
}

function strangeMessage(text: string, url: string, { at, root }: { readonly at: number; readonly root?: string }): string {
  const found = root === undefined ? `text that begins "${beginning(text.slice(at, at + LOOKED_AT), text.length > at + LOOKED_AT)}"` : `an XML document of another kind, <${root}>,`;
  return `${url} is no feed: ${found} at ${place(text, at)}; check the ${url.startsWith('file:') ? 'path' : 'address'}.`;
}

/** Characters of a strange text that are shown, and that are looked at for them. */
const SHOWN = 40;
const LOOKED_AT = 400;

/** @param goesOn the last word of it may be half a word */
function beginning(text: string, goesOn: boolean): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return shortened(line, goesOn ? Math.min(SHOWN, line.length - 1) : SHOWN);
}

function failure(code: string, message: string): Result<never> {
  return { ok: false, failure: { code, message } };
}
