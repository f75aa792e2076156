/**
 * Builds a valid tree from whatever tags arrive: every element stands where HTML lets it stand, all text is
 * kept in its order, and the cost is linear however deep or broken the nesting. What it builds, serialised,
 * parses to itself again by the WHATWG algorithm.
 */

import { Document, Element, Text } from 'domhandler';
import {
  BARRIER, BLOCK, GROUPING, HEADING, MARKING, RUBY, TABLE_CONTEXT, TABLE_PART, TABLE_SECTION, VOID,
} from './elements.js';
import { append, isInvisible, isText } from './tree.js';

export type Attributes = Record<string, string>;

/** An element that a block cut through: it goes on behind (and, but for a paragraph, inside) that block. */
interface Carried {
  readonly element: Element;
  /** How many elements were open around it. Fewer, and it is over. */
  readonly floor: number;
  /** The open piece of it, if one is open. */
  piece: Element | undefined;
}

/** More marks than these on one text are dropped, lest a few unclosed tags be repeated at every block of megabytes. */
const MOST_CARRIED = 6;

/** A table brings its section, row and cell along. */
const TABLE_DEPTH = 4;

const LISTS: ReadonlySet<string> = new Set(['ul', 'ol', 'menu', 'dir', 'dl']);

export class TreeBuilder {
  readonly root = new Document([]);
  readonly #depth: number;
  readonly #open: Element[] = [];
  readonly #openNames = new Map<string, number>();
  readonly #tooDeep: string[] = [];
  readonly #tooDeepNames = new Map<string, number>();
  #carried: Carried[] = [];

  /** @param depth elements nested deeper than this are flattened: their tags go, their content stays. */
  constructor(depth: number) {
    this.#depth = depth;
  }

  open(name: string, attributes: Attributes): void {
    if (TABLE_PART.has(name)) this.#openTablePart(name, attributes);
    else if (BLOCK.has(name)) this.#openBlock(name, attributes);
    else this.#openInline(name, attributes);
  }

  close(name: string): void {
    if (count(this.#tooDeepNames, name) > 0) {
      for (let popped; popped !== name;) {
        popped = this.#tooDeep.pop() ?? name;
        add(this.#tooDeepNames, popped, -1);
      }
      return;
    }
    if (name === 'br') this.#openInline(name, {});
    if (count(this.#openNames, name) > 0) {
      const index = this.#lastOpen(name, TABLE_PART.has(name) ? isTable : name === 'table' ? isNothing : isBarrier);
      if (index >= 0) {
        const element = this.#open[index];
        this.#carried = this.#carried.filter(({ piece }) => piece !== element);
        this.#closeFrom(index);
        return;
      }
    }
    const last = this.#carried.findLastIndex(({ element }) => element.name === name);
    if (last >= 0) this.#carried.splice(last, 1);
  }

  text(text: string): void {
    const parent = this.#top();
    if (this.#carried.length === 0 && !(parent instanceof Element && TABLE_CONTEXT.has(parent.name))) {
      appendText(parent, text);
    } else if (!isInvisible(text)) {
      this.#enterCell();
      this.#resume();
      appendText(this.#top(), text);
    } else if (!this.#inTableContext()) {
      appendText(parent, text);
    }
  }

  #openBlock(name: string, attributes: Attributes): void {
    this.#enterCell();
    this.#leavePhrasing(name === 'p');
    if (name === 'li') this.#closeImplied(isItem, isListOrBarrier);
    else if (name === 'dd' || name === 'dt') this.#closeImplied(isDescription, isListOrBarrier);
    else if (HEADING.has(name)) this.#closeImplied(isHeading, isNoHeadingContent);
    this.#push(name, attributes);
  }

  #openInline(name: string, attributes: Attributes): void {
    this.#enterCell();
    if (name === 'a') {
      this.#closeImplied(isLink, isFlow);
      this.#carried = this.#carried.filter(({ element }) => element.name !== 'a');
    } else if (name === 'rt' || name === 'rp') {
      this.#closeImplied(isRubyText, isRuby);
    }
    if (this.#carried.length > 0 && name !== 'source' && name !== 'track') this.#resume();
    this.#push(name, attributes);
  }

  #openTablePart(name: string, attributes: Attributes): void {
    const table = this.#lastOpen('table', isNothing);
    if (table < 0) return;
    const section = this.#open[table + 1]?.name ?? '';
    const row = this.#open[table + 2]?.name;
    if (name === 'td' || name === 'th') {
      if (TABLE_SECTION.has(section) && row === 'tr') this.#closeFrom(table + 3);
      else this.#openTablePart('tr', {});
    } else if (name === 'tr') {
      if (TABLE_SECTION.has(section)) this.#closeFrom(table + 2);
      else this.#openTablePart('tbody', {});
    } else if (name === 'col') {
      if (section === 'colgroup') this.#closeFrom(table + 2);
      else this.#openTablePart('colgroup', {});
    } else {
      this.#closeFrom(table + 1);
    }
    this.#push(name, attributes);
  }

  /** Content that a table cannot hold directly goes into a cell of its own, so that its order is kept. */
  #enterCell(): void {
    if (this.#inTableContext()) this.#openTablePart('td', {});
  }

  #inTableContext(): boolean {
    const top = this.#open.at(-1);
    return top !== undefined && TABLE_CONTEXT.has(top.name);
  }

  /** Ends whatever may not hold a block, remembering what should go on behind it. */
  #leavePhrasing(paragraphFollows: boolean): void {
    let outermost = -1;
    for (let index = this.#open.length - 1; index >= 0; index -= 1) {
      const name = this.#open[index]?.name ?? '';
      if (isFlow(name)) break;
      if (name === 'p' || MARKING.has(name) || RUBY.has(name)) outermost = index;
    }
    if (outermost < 0) {
      if (paragraphFollows) this.#carried = this.#carried.filter(({ element }) => element.name !== 'p');
      return;
    }
    const cut = this.#open.slice(outermost).filter(({ name, attribs }) =>
      name === 'p' ? !paragraphFollows : MARKING.has(name) && (name !== 'span' || Object.keys(attribs).length > 0));
    this.#closeFrom(outermost);
    for (const element of cut) {
      const known = this.#carried.some((carried) => carried.element === element || sameMark(carried.element, element));
      if (!known && this.#carried.length < MOST_CARRIED) this.#carried.push({ element, floor: outermost, piece: undefined });
    }
    if (paragraphFollows) this.#carried = this.#carried.filter(({ element }) => element.name !== 'p');
  }

  /** Opens again what blocks cut through. */
  #resume(): void {
    for (const carried of this.#carried) {
      const { element, floor } = carried;
      if (carried.piece || (element.name === 'p' && this.#open.length !== floor)) continue;
      if (this.#push(element.name, { ...element.attribs })) carried.piece = this.#open.at(-1);
    }
  }

  #closeImplied(closes: (name: string) => boolean, stops: (name: string) => boolean): void {
    for (let index = this.#open.length - 1; index >= 0; index -= 1) {
      const name = this.#open[index]?.name ?? '';
      if (closes(name)) {
        this.#closeFrom(index);
        return;
      }
      if (stops(name)) return;
    }
  }

  #closeFrom(index: number): void {
    while (this.#open.length > index) {
      const closed = this.#open.pop();
      if (closed) add(this.#openNames, closed.name, -1);
      for (const carried of this.#carried) if (carried.piece === closed) carried.piece = undefined;
    }
    if (this.#carried.length > 0) this.#carried = this.#carried.filter(({ floor }) => floor <= index);
  }

  #lastOpen(name: string, stops: (name: string) => boolean): number {
    for (let index = this.#open.length - 1; index >= 0; index -= 1) {
      const open = this.#open[index]?.name ?? '';
      if (open === name) return index;
      if (stops(open)) return -1;
    }
    return -1;
  }

  #push(name: string, attributes: Attributes): boolean {
    const isVoid = VOID.has(name);
    if (!isVoid && this.#open.length + (name === 'table' ? TABLE_DEPTH : 1) > this.#depth) {
      this.#tooDeep.push(name);
      add(this.#tooDeepNames, name, 1);
      return false;
    }
    const element = new Element(name, attributes);
    append(this.#top(), element);
    if (isVoid) return true;
    this.#open.push(element);
    add(this.#openNames, name, 1);
    return true;
  }

  #top(): Document | Element {
    return this.#open.at(-1) ?? this.root;
  }
}

function appendText(parent: Document | Element, text: string): void {
  const last = parent.children.at(-1);
  if (isText(last)) last.data += text;
  else append(parent, new Text(text));
}

const sameMark = (one: Element, other: Element): boolean =>
  one.name === other.name && Object.keys(one.attribs).length === 0 && Object.keys(other.attribs).length === 0;

const isFlow = (name: string): boolean => (BLOCK.has(name) && name !== 'p') || TABLE_PART.has(name);
const isItem = (name: string): boolean => name === 'li';
const isDescription = (name: string): boolean => name === 'dd' || name === 'dt';
const isHeading = (name: string): boolean => HEADING.has(name);
const isLink = (name: string): boolean => name === 'a';
const isRubyText = (name: string): boolean => name === 'rt' || name === 'rp';
const isRuby = (name: string): boolean => name === 'ruby' || isFlow(name);
const isTable = (name: string): boolean => name === 'table';
const isBarrier = (name: string): boolean => BARRIER.has(name);
const isListOrBarrier = (name: string): boolean => LISTS.has(name) || BARRIER.has(name) || SECTIONING.has(name);
const isNoHeadingContent = (name: string): boolean => isFlow(name) && !GROUPING.has(name) && !HEADING.has(name);
const isNothing = (): boolean => false;

/** A list item does not end an item outside of these (WHATWG "special" elements, but for address, div, p and what we make a div). */
const SECTIONING: ReadonlySet<string> = new Set([
  'article', 'aside', 'blockquote', 'details', 'figcaption', 'figure', 'footer', 'header', 'main', 'nav', 'pre',
  'section', 'summary',
]);

const count = (counts: Map<string, number>, name: string): number => counts.get(name) ?? 0;
const add = (counts: Map<string, number>, name: string, by: number): void => void counts.set(name, count(counts, name) + by);
