import { attribute, type Element } from './element.js';
import { htmlToText, looksLikeHtml, oneLine, plainLine, textToHtml } from './plain.js';
import { mendCharacters } from './references.js';

/**
 * How an element's text is to be understood.
 *
 * - `html`: HTML, escaped once by the feed
 * - `text`: plain text
 * - `either`: what the publisher meant shows only in the text itself
 */
type Kind = 'html' | 'text' | 'either';

/** These hold HTML by their specification or by all feeds' custom; the others are plain text unless it shows. */
const HTML_BY_CUSTOM: ReadonlySet<string> = new Set(['description', 'content:encoded', 'body', 'fullitem', 'xhtml:body', 'xhtml:div']);

/** The HTML of a body, as it arrived; undefined where it is blank or no text at all. */
export function htmlOf(element: Element | undefined): string | undefined {
  if (element === undefined) return undefined;
  if (element.markup !== undefined) return filled(isXhtml(element) ? unwrapped(element.markup) : withoutEscapedCdata(element.markup));
  const text = textOf(element);
  if (text === undefined) return undefined;
  const kind = kindOf(element);
  return filled(kind === 'html' || (kind === 'either' && looksLikeHtml(text)) ? text : textToHtml(text));
}

/** The words of a title, on one line. */
export function lineOf(element: Element | undefined): string | undefined {
  if (element === undefined) return undefined;
  if (element.markup !== undefined) return oneLine(htmlToText(element.markup));
  const text = textOf(element);
  if (text === undefined) return undefined;
  const kind = kindOf(element);
  if (kind === 'text') return oneLine(text);
  return kind === 'html' && element.name.startsWith('atom:') ? oneLine(htmlToText(text)) : plainLine(text);
}

/** How rich a content is, where Atom 0.3 gives several (`multipart/alternative`). */
export function richness(element: Element): number {
  if (element.markup !== undefined) return 2;
  return kindOf(element) === 'html' ? 3 : 1;
}

function kindOf(element: Element): Kind {
  const type = mediaType(element);
  if (type === 'html' || type === 'text/html' || type === 'application/xhtml+xml') return 'html';
  if (element.name.startsWith('atom:')) {
    // Atom 1.0 (RFC 4287 §3.1.1) says text where nothing is said; Atom 0.3's escaped mode was used for HTML alike.
    return (type === undefined && attribute(element, 'mode') !== undefined) || (type?.startsWith('text/') !== true && isBinary(element)) ? 'either' : 'text';
  }
  return HTML_BY_CUSTOM.has(element.name) ? 'html' : 'either';
}

function textOf(element: Element): string | undefined {
  const text = isBinary(element) ? decodeBase64(element.text) : withoutCdata(element.text);
  return text === undefined || text.trim() === '' ? undefined : text;
}

/** Base64 by Atom 0.3's mode, or by Atom 1.0's rule for media types that are neither text nor XML (RFC 4287 §4.1.3.3). */
function isBinary(element: Element): boolean {
  if (!element.name.startsWith('atom:')) return false;
  if (attribute(element, 'mode')?.toLowerCase() === 'base64') return true;
  const type = mediaType(element);
  return type !== undefined && type.includes('/') && !/^text\/|^message\/|[/+]xml$/.test(type) && attribute(element, 'mode') === undefined;
}

function decodeBase64(text: string): string | undefined {
  const bytes = Buffer.from(text, 'base64');
  try {
    return mendCharacters(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}

/** Some publishers escape the CDATA section too. */
function withoutCdata(text: string): string {
  const trimmed = text.trim();
  return trimmed.startsWith('<![CDATA[') && trimmed.endsWith(']]>') ? trimmed.slice(9, -3) : text;
}

function withoutEscapedCdata(markup: string): string {
  return markup.startsWith('&lt;![CDATA[') ? markup.slice(12).replace(/\]\]&gt;\s*$/, '') : markup;
}

/** The `div` that an XHTML text construct stands in is not part of it (RFC 4287 §3.1.1.3). */
function unwrapped(markup: string): string {
  const start = /^\s*<div(?:\s[^<>]*)?>/.exec(markup);
  const end = /<\/div>\s*$/.exec(markup.slice(-200));
  if (start === null || end === null) return markup;
  const inner = markup.slice(start[0].length, markup.length - end[0].length);
  return closesEarly(inner) ? markup : inner;
}

/** Whether the first `div` ends before the last one does: then they are siblings. */
function closesEarly(inner: string): boolean {
  let depth = 0;
  for (const [tag] of inner.matchAll(/<\/?div(?=[\s>])/g)) {
    depth += tag === '<div' ? 1 : -1;
    if (depth < 0) return true;
  }
  return false;
}

function isXhtml(element: Element): boolean {
  return element.name.startsWith('atom:');
}

function mediaType(element: Element): string | undefined {
  return attribute(element, 'type')?.toLowerCase().split(';')[0]?.trim();
}

function filled(html: string): string | undefined {
  return html.trim() === '' ? undefined : html;
}
