import { Parser } from 'htmlparser2';
import type { Failure, Result } from '../model.js';
import type { XmlFeed } from './element.js';
import { HEARD, type Frame, type Open } from './frame.js';
import { endTag, startTag } from './markup.js';
import { canonicalName } from './names.js';
import { isLarger, oversizedNote } from './oversized.js';
import { canonicalAttributes, enter, OUTSIDE, scoped, type Place } from './place.js';
import { decodeReferences, escapeHtml, type Declared } from './references.js';
import { titleOf, TITLES } from './titles.js';
import { ADDRESSES, ATOM_ROOTS, BODIES, ITEMS, knownName, LEAVES, WRAPPERS } from './vocabulary.js';

export interface ReaderLimits {
  readonly items: number;
  readonly item: number;
  readonly nesting: number;
}

type Attributes = Record<string, string>;

/** More elements than this in one document serve only to fill memory and time: 20 MB of `<a/>` are five million. */
const MOST_ELEMENTS = 600_000;
/** How many times the levels of nesting HTML may have, flattened: the parser looks through all that is open at every end tag. */
const MOST_FLATTENED = 8;

/**
 * Reads what a feed reader can still make out of anything that was meant as XML: htmlparser2 in XML mode never
 * refuses, names go by {@link canonicalName}, HTML inside becomes markup, an unfinished last item is left out. One
 * pass, linear; what no adapter reads is not kept.
 *
 * @param url what `xml:base` is relative to
 */
export function readXml(text: string, url: string, limits: ReaderLimits, declared?: Declared): Result<XmlFeed> {
  return new Reader(text, url, limits, declared).read();
}

/** One run over one document. */
class Reader {
  readonly #text: string;
  readonly #url: string;
  readonly #limits: ReaderLimits;
  readonly #declared: Declared | undefined;
  readonly #parser: Parser;
  readonly #frames: Frame[] = [];
  readonly #head: Open = { name: 'head', attributes: {}, text: '' };
  readonly #items: Open[] = [];
  #root = '';
  #own = '';
  #seen = 0;
  #elements = 0;
  readonly #oversized: (string | undefined)[] = [];
  #abandoned = 0;
  #flattened = false;
  /** The item being read, and where it starts. */
  #item: { readonly element: Open; readonly start: number } | undefined;
  #inCdata = false;
  #failure: Failure | undefined;

  constructor(text: string, url: string, limits: ReaderLimits, declared: Declared | undefined) {
    this.#text = text;
    this.#url = url;
    this.#limits = limits;
    this.#declared = declared;
    this.#parser = new Parser(
      {
        onopentag: (name, attributes) => this.#opened(name, attributes),
        onclosetag: (name) => this.#closed(name),
        ontext: (piece) => this.#said(piece),
        oncdatastart: () => (this.#inCdata = true),
        oncdataend: () => (this.#inCdata = false),
      },
      { xmlMode: true, decodeEntities: false, lowerCaseTags: true, lowerCaseAttributeNames: true },
    );
  }

  read(): Result<XmlFeed> {
    this.#parser.write(this.#text);
    if (this.#failure !== undefined) return { ok: false, failure: this.#failure };
    const notes = this.#item === undefined ? [] : ['The document is cut off inside an item, which was left out.'];
    if (this.#flattened) notes.push(`HTML nested deeper than ${this.#limits.nesting} levels was flattened.`);
    if (this.#oversized.length > 0) notes.push(oversizedNote(this.#oversized, this.#limits.item));
    return { ok: true, value: { root: this.#root, head: this.#head, items: this.#items, notes } };
  }

  #opened(written: string, raw: Attributes): void {
    const parent = this.#frames.at(-1);
    if (this.#frames.length - this.#abandoned >= this.#limits.nesting) this.#openTooDeep(parent);
    else if (parent !== undefined && this.#endsLine(written, parent)) this.#openNamed(written, raw, this.#endTitle(parent));
    else if (parent?.role === 'body' || parent?.role === 'markup') this.#openMarkup(written, raw, parent);
    else if (parent?.role === 'skipped' || (parent?.role === 'abandoned' && !/\b(?:item|entry)$/.test(written))) this.#push('skipped', parent.element, parent.place);
    else this.#openNamed(written, raw, parent);
  }

  /** HTML loses its deepest tags, not its text; nothing else has a reason to be nested so deep. */
  #openTooDeep(parent: Frame | undefined): void {
    const isHtml = parent?.role === 'body' || parent?.role === 'markup' || parent?.role === 'flat';
    if (isHtml && this.#frames.length < this.#limits.nesting * MOST_FLATTENED) {
      this.#flattened = true;
      this.#push('flat', parent.element, parent.place);
    } else this.#fail('too-deep', `nests elements deeper than ${this.#limits.nesting} levels`);
  }

  #openNamed(written: string, raw: Attributes, parent: Frame | undefined): void {
    for (const name in raw) raw[name] = decodeReferences(raw[name] ?? '', this.#declared);
    const place = enter(parent?.place ?? OUTSIDE, raw, this.#url);
    if (this.#root === '') this.#nameRoot(written, place);
    const name = canonicalName(written, place.scope, ATOM_ROOTS.has(this.#root) ? 'atom' : '', this.#own);
    const attributes = canonicalAttributes(raw, place.scope);
    if (ITEMS.has(name)) this.#openItem(name, attributes, place);
    else if (parent === undefined || (this.#item === undefined && WRAPPERS.has(name))) this.#openWrapper(attributes, place);
    else this.#openElement(knownName(name), attributes, parent.element, place);
  }

  #nameRoot(written: string, place: Place): void {
    const colon = written.indexOf(':');
    this.#root = written.slice(colon + 1);
    this.#own = place.scope.get(colon === -1 ? '' : written.slice(0, colon)) ?? '';
  }

  #openWrapper(attributes: Readonly<Record<string, string>>, place: Place): void {
    Object.assign(this.#head, scoped(place.base, place.language), { attributes: { ...attributes, ...this.#head.attributes } });
    this.#push('wrapper', this.#head, place);
  }

  #openItem(name: string, attributes: Readonly<Record<string, string>>, place: Place): void {
    if (this.#item !== undefined) this.#abandonItem();
    this.#seen += 1;
    if (this.#seen > this.#limits.items) this.#fail('too-many-items', `holds more than ${this.#limits.items} items`);
    const element: Open = { name, attributes, text: '', ...scoped(place.base, place.language) };
    this.#item = { element, start: this.#parser.startIndex };
    this.#push('item', element, place);
  }

  /** An item that begins inside another one: the other's end tag is missing. */
  #abandonItem(): void {
    const from = this.#frames.findLastIndex((frame) => frame.role === 'item');
    for (const frame of this.#frames.slice(from)) frame.role = 'abandoned';
    this.#abandoned = this.#frames.length - from + this.#abandoned;
    this.#closeItem(this.#parser.startIndex);
  }

  #openElement(name: string | undefined, attributes: Readonly<Record<string, string>>, parent: Open, place: Place): void {
    if (name === undefined) {
      this.#push('skipped', parent, place);
      return;
    }
    const element: Open = { name, attributes, text: '', ...scoped(place.base, place.language) };
    parent.children ??= new Map();
    const namesakes = parent.children.get(name);
    if (namesakes === undefined) parent.children.set(name, [element]);
    else namesakes.push(element);
    this.#push(BODIES.has(name) && !/^multipart\//i.test(attributes['type'] ?? '') ? 'body' : 'element', element, place);
  }

  /** Whether this is no markup of a title's, or of a link's or date's, but what follows it: its end tag is missing, or misspelt. */
  #endsLine(written: string, { role, element, place }: Frame): boolean {
    if (!(role === 'body' ? TITLES.includes(element.name) : role === 'element' && LEAVES.has(element.name))) return false;
    const name = canonicalName(written, place.scope, ATOM_ROOTS.has(this.#root) ? 'atom' : '', this.#own);
    return knownName(name) !== undefined && !name.startsWith('xhtml:');
  }

  /** The parser still waits for the title's end tag, so a frame stays where the title was. */
  #endTitle(title: Frame): Frame {
    const outer = this.#frames.at(-2) ?? title;
    const rest: Frame = { role: 'element', element: outer.element, place: outer.place };
    this.#frames.splice(-1, 1, rest);
    return rest;
  }

  #openMarkup(written: string, attributes: Attributes, parent: Frame): void {
    const body = parent.element;
    const place = enter(parent.place, attributes, this.#url);
    body.markup = (body.markup ?? escapeHtml(body.text)) + startTag(written, attributes, place.base === body.base ? undefined : place.base);
    this.#push('markup', body, place);
  }

  #closed(written: string): void {
    const frame = this.#frames.pop();
    if (frame?.role === 'markup') frame.element.markup = (frame.element.markup ?? '') + endTag(written);
    else if (frame?.role === 'abandoned') this.#abandoned -= 1;
    else if (frame?.role === 'item') this.#closeItem(this.#parser.endIndex);
  }

  #closeItem(end: number): void {
    if (this.#item === undefined) return;
    if (isLarger(this.#text, this.#item.start, end, this.#limits.item)) this.#oversized.push(titleOf(this.#item.element));
    else this.#items.push(this.#item.element);
    this.#item = undefined;
  }

  #said(piece: string): void {
    const frame = this.#frames.at(-1);
    if (frame === undefined || !HEARD.has(frame.role)) return;
    const { element } = frame;
    if (element.markup !== undefined) element.markup += this.#inCdata ? escapeHtml(piece) : piece;
    else element.text += this.#inCdata ? piece : decodeReferences(piece, this.#declared, !ADDRESSES.has(element.name));
  }

  #push(role: Frame['role'], element: Open, place: Place): void {
    this.#elements += 1;
    if (this.#elements > MOST_ELEMENTS) this.#fail('too-many-items', `holds more than ${MOST_ELEMENTS} elements`);
    this.#frames.push({ role, element, place });
  }

  #fail(code: string, what: string): void {
    this.#failure ??= { code, message: `The document ${what}, which is the limit; raise it under limits if the source is to be trusted.` };
    this.#parser.pause();
  }
}
