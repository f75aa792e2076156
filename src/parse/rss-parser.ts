import { Parser } from 'htmlparser2';
import RssParser from 'rss-parser';
import type { Element, XmlFeed } from './element.js';
import { canonicalName } from './names.js';
import { canonicalAttributes, enter, OUTSIDE, scoped, type Place } from './place.js';
import { place as placeIn } from './prolog.js';
import { mayNeedMending, mendReferences } from './references.js';
import { BODIES, knownName } from './vocabulary.js';

/** An object of rss-parser's making. */
type Node = Readonly<Record<string, unknown>>;

export interface CommonDocument {
  readonly text: string;
  /** The root's local name, and where it begins. */
  readonly root: string;
  readonly at: number;
  /** How many items stand in the text, wherever. */
  readonly items: number;
}

export type CommonReading =
  | { readonly kind: 'read'; readonly feed: XmlFeed }
  /** It needs the other reader; `reason` where that is because the document is not well-formed. */
  | { readonly kind: 'refused'; readonly reason?: string };

/** Where rss-parser looks for a feed. All other names are marked, or it would cut excerpts from bodies, at quadratic cost. */
const ITS_NAMES: Readonly<Record<string, string>> = { channel: 'channel', item: 'item', 'atom:entry': 'entry' };
const ITS_ROOTS: Readonly<Record<string, string>> = { rss: 'rss', rdf: 'rdf:RDF', feed: 'feed' };
const MARK = '=';
/** A field as rss-parser is told to hand it out: all that repeats is kept, where of itself it takes the first. */
type Field = (string | { keepArray: boolean })[];

/**
 * A common document through rss-parser, into the same elements that the other reader gives.
 *
 * @param url what `xml:base` is relative to
 */
export async function readCommon(document: CommonDocument, url: string, nesting: number): Promise<CommonReading> {
  const { text, root, at, items: expected } = document;
  const tag = rootTag(text.slice(at, text.indexOf('>', at) + 1));
  const place = enter(OUTSIDE, tag.attributes, url);
  // Told as they are met, for it looks for every field in every item, and reads this list only once all is parsed.
  const fields: Field[] = [['$', '$', { keepArray: true }]];
  const meet = (name: string): unknown => fields.push([name, name, { keepArray: true }]);
  const parser = new RssParser<Node, Node>({
    defaultRSS: 2,
    // Its types know lists only for items; its code takes them for the feed as well.
    customFields: { feed: fields as unknown as string[], item: fields },
    xml2js: { tagNameProcessors: [renamer(tag, root, place, meet)], attrNameProcessors: [(name: string) => name.toLowerCase()] },
  });
  try {
    const output = await parser.parseString(at === 0 ? text : text.slice(at));
    return adopt(output, { expected, tag, root, place, nesting, mend: mayNeedMending(text) ? mendReferences : (value) => value });
  } catch (error) {
    return { kind: 'refused', ...reasonOf(error, text, at) };
  }
}

interface RootTag {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
}

function rootTag(text: string): RootTag {
  let tag: RootTag = { name: '', attributes: {} };
  const parser = new Parser({ onopentag: (name, attributes) => (tag = { name, attributes }) }, { xmlMode: true, lowerCaseTags: true, lowerCaseAttributeNames: true });
  parser.end(text);
  return tag;
}

/** Names as rss-parser shall see them; `meet` hears of every new one that an adapter may ask for. */
function renamer(tag: RootTag, root: string, place: Place, meet: (name: string) => unknown): (written: string) => string {
  const colon = tag.name.indexOf(':');
  const own = place.scope.get(colon === -1 ? '' : tag.name.slice(0, colon)) ?? '';
  const renamed = new Map<string, string>();
  const met = new Set<string>();
  return (written) => {
    const name = renamed.get(written) ?? rename(written.toLowerCase());
    if (renamed.size < 1_000) renamed.set(written, name);
    return name;
  };
  function rename(written: string): string {
    if (written === tag.name) return ITS_ROOTS[root] ?? root;
    const canonical = canonicalName(written, place.scope, root === 'feed' ? 'atom' : '', own);
    const its = ITS_NAMES[canonical];
    if (its !== undefined) return its;
    const name = MARK + (knownName(canonical) ?? '?');
    if (!met.has(name)) meet(name);
    met.add(name);
    return name;
  }
}

/** What rss-parser's output is to be understood by. */
interface Adoption {
  /** How many items stand in the text. */
  readonly expected: number;
  readonly tag: RootTag;
  readonly root: string;
  readonly place: Place;
  readonly nesting: number;
  /** sax takes references for any character; ours only where there are any, for it looks at every character. */
  readonly mend: (text: string) => string;
}

/** rss-parser's output as elements; refused where it passed over items, or where HTML stands unescaped. */
function adopt(output: Node, adoption: Adoption): CommonReading {
  const { expected, tag, root, nesting } = adoption;
  const found = Array.isArray(output['items']) ? output['items'] : [];
  if (found.length < expected) return { kind: 'refused' };
  const head = elementOf('head', { ...output, $: { ...tag.attributes, ...(isNode(output['$']) && output['$']) } }, adoption, nesting);
  const items = found.map((item: unknown) => elementOf(root === 'feed' ? 'atom:entry' : 'item', item, adoption, nesting - 2));
  if (head === undefined || items.includes(undefined)) return { kind: 'refused' };
  return { kind: 'read', feed: { root, head, items: items.filter((item) => item !== undefined), notes: [] } };
}

/** One of xml2js's values, a text or an object; undefined where elements stand in a body, for their order is lost. */
function elementOf(name: string, value: unknown, adoption: Adoption, nesting: number): Element | undefined {
  if (nesting <= 0) return undefined;
  const { place, mend } = adoption;
  const inherited = scoped(place.base, place.language);
  if (!isNode(value)) return { name, attributes: {}, text: typeof value === 'string' ? mend(value) : '', ...inherited };
  const children = new Map<string, readonly Element[]>();
  for (const [key, entries] of Object.entries(value)) {
    const within = key.slice(MARK.length);
    if (BODIES.has(name) && key !== '$' && key !== '_') return undefined;
    if (knownName(within) === undefined || !Array.isArray(entries)) continue;
    const namesakes = entries.map((entry) => elementOf(within, entry, adoption, nesting - 1));
    if (namesakes.includes(undefined)) return undefined;
    children.set(within, namesakes.filter((child) => child !== undefined));
  }
  const text = value['_'];
  return { name, attributes: attributesOf(value, place), text: typeof text === 'string' ? mend(text) : '', ...(children.size > 0 && { children }), ...inherited };
}

function attributesOf(node: Node, place: Place): Readonly<Record<string, string>> {
  const written: Record<string, string> = {};
  for (const [name, value] of Object.entries(isNode(node['$']) ? node['$'] : {})) if (typeof value === 'string') written[name] = value;
  return canonicalAttributes(written, place.scope);
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** sax's complaint, with the place counted in the whole document. */
function reasonOf(error: unknown, text: string, at: number): { readonly reason?: string } {
  const [, complaint, line, column] = /^([^\n]{1,200})\nLine: (\d+)\nColumn: (\d+)/.exec(error instanceof Error ? error.message : '') ?? [];
  if (complaint === undefined) return {};
  const start = nthLine(text, at, Number(line));
  return { reason: `Not well-formed at ${placeIn(text, Math.max(at, start + Number(column) - 1))} (${complaint.replace(/\.$/, '').toLowerCase()}), mended.` };
}

function nthLine(text: string, from: number, line: number): number {
  let at = from;
  for (let count = 0; count < line; count += 1) at = text.indexOf('\n', at) + 1 || text.length;
  return at;
}
