import { readDeclared, type Declared } from './references.js';

/** What a text turns out to be before anything of it is parsed. */
export type Sniffed =
  | { readonly kind: 'xml'; readonly root: string; readonly at: number; readonly declared?: Declared; readonly stray: boolean }
  | { readonly kind: 'json'; readonly at: number }
  | { readonly kind: 'document' | 'html' | 'opml' | 'empty' }
  | { readonly kind: 'unknown'; readonly at: number; readonly root?: string };

const FEEDS: ReadonlySet<string> = new Set(['rss', 'rdf', 'feed', 'channel']);
/** An Atom entry document (RFC 4287 §2, Atom 0.3): of so common a name only the name space tells. */
const ATOM = /\sxmlns(?::[\w.-]{1,64})?\s*=\s*["']https?:\/\/(?:www\.w3\.org\/2005\/atom|purl\.org\/atom\/ns#?)\/?["']/i;
const LONGEST_TAG = 10_000;
const PAGES: ReadonlySet<string> = new Set(['html', 'head', 'body']);
const STAMPED = /^<!--\s*(?:\d{1,16}|NaN)\s*-->[ \t]*\r?\n[ \t\r\n]*\[/;
/** An object or a list, perhaps after comments. */
const JSON_OPENS = /^(?:\/\/[^\n]*\s+|\/\*[^*]*(?:\*(?!\/)[^*]*)*\*\/\s*)*[{[]/;
const FRONT_MATTER = /^---[ \t]*\r?\n/;

/** A cheap look: linear, and mostly over at the root element. */
export function sniff(text: string): Sniffed {
  const start = text.search(/\S/);
  if (start === -1) return { kind: 'empty' };
  const head = text.slice(start, start + 1_000);
  if (STAMPED.test(head) || FRONT_MATTER.test(head)) return { kind: 'document' };
  if (JSON_OPENS.test(head)) return { kind: 'json', at: 0 };
  const markup = sniffMarkup(text, start);
  const json = markup.kind === 'unknown' ? jsonBehind(text, start) : undefined;
  return json === undefined ? markup : { kind: 'json', at: json };
}

/** Where JSON that names its version or its items begins, behind a warning or a variable's name. */
function jsonBehind(text: string, start: number): number | undefined {
  const head = text.slice(start, start + LONGEST_TAG);
  const found = /[{]\s{0,200}"(?:version|title|items|rss|home_page_url|feed_url)"\s{0,20}:/.exec(head);
  return found === null ? undefined : start + found.index;
}

/** Walks over what may stand before the root: declarations, comments, a DTD, a PHP warning, anything. */
function sniffMarkup(text: string, start: number): Sniffed {
  let declared: Declared | undefined;
  let strange: { readonly at: number; readonly root: string } | undefined;
  let stray = text[start] !== '<';
  // Some templates put a web page's declaration above a feed: what comes after it decides.
  let isPage = false;
  for (let at = text.indexOf('<', start); at !== -1; at = text.indexOf('<', at)) {
    if (text.startsWith('<!--', at)) at = after(text, '-->', at);
    else if (text.startsWith('<?', at)) at = after(text, '>', at);
    else if (/^<!doctype/i.test(text.slice(at, at + 9))) {
      const doctype = readDoctype(text, at);
      isPage ||= /^html\b/i.test(doctype.name);
      declared = doctype.declared ?? declared;
      at = doctype.end;
    } else {
      const name = /^<(?:[\w.-]{1,64}:)?([a-z][\w.-]{0,64})(?=[\s/>])/i.exec(text.slice(at, at + 140))?.[1]?.toLowerCase();
      if (name !== undefined && FEEDS.has(name)) return { kind: 'xml', root: name, at, stray, ...(declared && { declared }) };
      if (name === 'entry' && strange === undefined && ATOM.test(text.slice(at, at + LONGEST_TAG).split('>', 1)[0] ?? '')) return { kind: 'xml', root: name, at, stray, ...(declared && { declared }) };
      if (name === 'opml') return { kind: 'opml' };
      if (name !== undefined && (isPage || PAGES.has(name))) return { kind: 'html' };
      if (name !== undefined) strange ??= { at, root: name };
      stray = true;
      at += 1;
    }
  }
  return isPage ? { kind: 'html' } : { kind: 'unknown', at: start, ...strange };
}

function after(text: string, end: string, from: number): number {
  const at = text.indexOf(end, from);
  return at === -1 ? text.length : at + end.length;
}

/** A document type declaration with its internal subset (XML 1.0 §2.8). */
function readDoctype(text: string, at: number): { readonly name: string; readonly end: number; readonly declared?: Declared } {
  const name = /^<!doctype\s+([\w:.-]{0,64})/i.exec(text.slice(at, at + 100))?.[1] ?? '';
  const close = text.indexOf('>', at);
  const open = text.indexOf('[', at);
  if (close === -1) return { name, end: text.length };
  if (open === -1 || open > close) return { name, end: close + 1 };
  const subsetEnd = /\]\s*>/g;
  subsetEnd.lastIndex = open;
  const found = subsetEnd.exec(text);
  if (found === null) return { name, end: close + 1 };
  const declared = readDeclared(text.slice(open + 1, Math.min(found.index, open + 100_000)));
  return { name, end: found.index + found[0].length, ...(declared && { declared }) };
}

/** `line 3, column 5` of a place in a text, both counted from one. */
export function place(text: string, at: number): string {
  const before = text.slice(0, at);
  const line = before.split('\n').length;
  return `line ${line}, column ${at - before.lastIndexOf('\n')}`;
}
