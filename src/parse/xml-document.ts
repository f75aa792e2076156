import type { ParsedFeed, Result } from '../model.js';
import { isWeb } from './address.js';
import type { Element, XmlFeed } from './element.js';
import { closeTags } from './ends.js';
import type { Sniffed } from './prolog.js';
import { oversizedNote } from './oversized.js';
import { closeQuotes } from './quotes.js';
import { readXml, type ReaderLimits } from './reader.js';
import { readCommon } from './rss-parser.js';
import { closeSections } from './sections.js';
import { escapeStray } from './stray.js';
import { surveyCommon } from './survey.js';
import { titleOf } from './titles.js';
import { readXmlFeed } from './xml-feed.js';

interface XmlContext {
  readonly url: string;
  readonly timezone: string;
  readonly limits: ReaderLimits;
}

type SniffedXml = Extract<Sniffed, { kind: 'xml' }>;

/** As HTML's serialisers write it. */
const VOID_LINK = /<link\s{0,9}\/>\s{0,40}(https?:\/\/[^\s<>]{1,8000})(?=\s{0,40}<(?!\/link))/gi;

/** A feed in any dialect of XML. */
export async function readXmlDocument(text: string, sniffed: SniffedXml, context: XmlContext): Promise<Result<ParsedFeed>> {
  const read = await chooseReader(text, sniffed, context);
  if (!read.ok || isWeb(context.url) || !text.includes('xml:base')) return read;
  // A saved feed's relative bases are relative to where it was saved from, not to a folder of ours.
  const { self, link } = read.value.head;
  const origin = [self, link].find((address) => address !== undefined && isWeb(address));
  return origin === undefined ? read : chooseReader(text, sniffed, { ...context, url: origin });
}

/** By a cheap look, and once more where rss-parser refuses. */
async function chooseReader(text: string, sniffed: SniffedXml, context: XmlContext): Promise<Result<ParsedFeed>> {
  const { at, root, declared, stray } = sniffed;
  const { url, limits } = context;
  const notes = stray ? ['Text before the feed was passed over.'] : [];
  const common = declared === undefined ? surveyCommon(text, root, at, limits.nesting) : undefined;
  if (common !== undefined) {
    const reading = await readCommon({ text, root, at, items: common.items }, url, limits.nesting);
    if (reading.kind === 'read') return finish(withinLimits(reading.feed, limits), notes, context);
    if (reading.reason !== undefined) notes.push(reading.reason);
  }
  const mended = mendMarkup(text.slice(at), notes);
  return finish(readXml(mended, url, limits, declared), notes, context);
}

/** What a lenient parser would not get over by itself, each told in a note. */
function mendMarkup(document: string, notes: string[]): string {
  const sections = closeSections(document);
  if (sections.misspelt > 0) notes.push('A misspelt CDATA mark was read as one.');
  if (sections.unclosed > 0) notes.push('A CDATA section that does not end was ended with its element.');
  if (sections.comments > 0) notes.push('A comment that does not end was passed over.');
  const linked = sections.text.replace(VOID_LINK, '<link>$1</link>');
  if (linked !== sections.text) notes.push('An address behind an empty link was read as its own.');
  const tagged = closeTags(linked);
  if (tagged !== linked) notes.push('A tag without its “>” was ended before the next.');
  const quoted = closeQuotes(tagged);
  if (quoted !== tagged) notes.push('An attribute whose closing quote is missing was ended with its tag.');
  const mended = escapeStray(quoted);
  if (mended !== quoted) notes.push('A “<” that begins no tag was read as text.');
  return mended;
}

function finish(read: Result<XmlFeed>, notes: readonly string[], context: XmlContext): Result<ParsedFeed> {
  if (!read.ok) return { ok: false, failure: { ...read.failure, message: `${context.url}: ${read.failure.message}` } };
  return { ok: true, value: { ...readXmlFeed(read.value, context), notes: [...notes, ...read.value.notes] } };
}

/** The limits that the streaming reader keeps while it reads, for a feed that is already read. */
function withinLimits(feed: XmlFeed, limits: ReaderLimits): Result<XmlFeed> {
  if (feed.items.length > limits.items) {
    return { ok: false, failure: { code: 'too-many-items', message: `The document holds more than ${limits.items} items, which is the limit; raise it under limits if the source is to be trusted.` } };
  }
  const left = feed.items.filter((item) => isOversized(item, limits.item));
  if (left.length === 0) return { ok: true, value: feed };
  return { ok: true, value: { ...feed, items: feed.items.filter((item) => !left.includes(item)), notes: [oversizedNote(left.map(titleOf), limits.item)] } };
}

function isOversized(item: Element, bytes: number): boolean {
  const characters = sum(item, (text) => text.length);
  return characters > bytes || (characters * 3 > bytes && sum(item, (text) => Buffer.byteLength(text)) > bytes);
}

function sum(element: Element, measure: (text: string) => number): number {
  let total = measure(element.text);
  for (const namesakes of element.children?.values() ?? []) for (const child of namesakes) total += sum(child, measure);
  return total;
}
