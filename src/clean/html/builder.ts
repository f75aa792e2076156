/**
 * Builds a valid tree from whatever tags arrive: every element stands where HTML lets it stand, all text is
 * kept in its order, and the cost is linear however deep or broken the nesting. What it builds, serialised,
 * parses to itself again by the WHATWG algorithm.
 */

import { Document, Element, type ChildNode } from 'domhandler';
import { CutMarks } from './cut-marks.js';
import { isInline } from './edges.js';
import { BARRIER, BLOCK, MARKING, RUBY, TABLE_CONTEXT, TABLE_PART, TABLE_SECTION, VOID } from './elements.js';
import { impliedEnd, isFlow, outlasts, stopsEndTag } from './nesting.js';
import { Tally } from './tally.js';
import { append, appendText, drop, isInvisible, isNamed, isText } from './tree.js';

export type Attributes = Record<string, string>;

/**
 * Elements of one document: as many as the heap that large articles are cleaned in holds with all their texts. The
 * tags behind them go, their text stays, its words apart. The longest articles have some thousands.
 */
const MOST_ELEMENTS = 150_000;

/** A table brings its section, row and cell along. */
const TABLE_DEPTH = 4;

export class TreeBuilder {
  readonly root = new Document([]);
  readonly #depth: number;
  readonly #open: Element[] = [];
  readonly #openNames = new Tally();
  /** Tags that opened nothing, so that their end tags close nothing. */
  readonly #ignored: string[] = [];
  readonly #ignoredNames = new Tally();
  readonly #cut = new CutMarks();
  #elements = 0;

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
    if (this.#ignoredNames.has(name)) {
      for (let ended; ended !== name;) {
        ended = this.#ignored.pop() ?? name;
        this.#ignoredNames.add(ended, -1);
      }
      return;
    }
    if (name === 'br') this.#openInline(name, {});
    // Some sites write the end tag alone between their paragraphs.
    if (name === 'p' && !this.#openNames.has('p') && isInLine(this.#top().children.at(-1))) this.#openInline('br', {});
    const index = this.#openNames.has(name) ? this.#lastOpen(name, stopsEndTag(name)) : -1;
    const element = this.#open[index];
    if (element) {
      this.#cut.end(element);
      this.#closeAround(element, index);
    } else {
      this.#cut.endLast(name);
    }
  }

  text(text: string): void {
    if (isInvisible(text)) {
      if (!this.#inTableContext()) appendText(this.#top(), text);
      return;
    }
    this.#enterCell();
    this.#resume();
    appendText(this.#top(), text);
  }

  #openBlock(name: string, attributes: Attributes): void {
    this.#enterCell();
    this.#leavePhrasing();
    if (name === 'p') this.#cut.forget('p');
    this.#endImplied(name);
    this.#push(name, attributes);
  }

  #openInline(name: string, attributes: Attributes): void {
    this.#enterCell();
    this.#endImplied(name);
    if (name === 'a') this.#cut.forget('a');
    if (name !== 'source' && name !== 'track') this.#resume();
    this.#push(name, attributes);
  }

  #openTablePart(name: string, attributes: Attributes): void {
    const table = this.#openNames.has('table') ? this.#lastOpen('table', () => false) : -1;
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
  #leavePhrasing(): void {
    let outermost = -1;
    for (let index = this.#open.length - 1; index >= 0; index -= 1) {
      const name = this.#open[index]?.name ?? '';
      if (isFlow(name)) break;
      if (name === 'p' || MARKING.has(name) || RUBY.has(name)) outermost = index;
    }
    if (outermost < 0) return;
    this.#cutOff(this.#open.slice(outermost), outermost);
  }

  /** Closes `ended` for its end tag. Marks that began in it and have not met theirs go on behind it. */
  #closeAround(ended: Element, index: number): void {
    const within = TABLE_CONTEXT.has(ended.name) || BARRIER.has(ended.name) ? [] : this.#open.slice(index + 1);
    this.#cutOff(within.filter(({ name }) => outlasts(name, ended.name)), index);
  }

  /** Closes down to `depth` open elements, and remembers `cut`, which are among those that close. */
  #cutOff(cut: readonly Element[], depth: number): void {
    this.#cut.add(cut, depth);
    this.#closeFrom(depth);
    for (const element of cut.toReversed()) if (element.children.length === 0 && !isPlace(element)) drop(element);
  }

  #resume(): void {
    if (this.#cut.isEmpty) return;
    this.#cut.resume(({ name, attribs }) => this.#add(name, withoutPlace(attribs)), () => this.#open.length);
  }

  #endImplied(name: string): void {
    const end = impliedEnd(name);
    if (!end) return;
    for (let index = this.#open.length - 1; index >= 0; index -= 1) {
      const open = this.#open[index]?.name ?? '';
      if (end.closes(open)) this.#closeFrom(index);
      if (end.closes(open) || end.stops(open)) return;
    }
  }

  #closeFrom(index: number): void {
    while (this.#open.length > index) {
      const closed = this.#open.pop();
      if (!closed) break;
      this.#openNames.add(closed.name, -1);
      if (!this.#cut.isEmpty) this.#cut.leave(closed, this.#open.length);
    }
  }

  #lastOpen(name: string, stops: (name: string) => boolean): number {
    for (let index = this.#open.length - 1; index >= 0; index -= 1) {
      const open = this.#open[index]?.name ?? '';
      if (open === name) return index;
      if (stops(open)) return -1;
    }
    return -1;
  }

  #push(name: string, attributes: Attributes): void {
    if (this.#add(name, attributes)) return;
    if (this.#isFull) this.#keepApart(name);
    if (VOID.has(name)) return;
    this.#ignored.push(name);
    this.#ignoredNames.add(name, 1);
  }

  get #isFull(): boolean {
    return this.#elements >= MOST_ELEMENTS;
  }

  /** Where a block or a line would begin that there is no room for, its text begins a word. */
  #keepApart(name: string): void {
    if (name === 'br' || BLOCK.has(name) || TABLE_PART.has(name)) appendText(this.#top(), '\n');
  }

  /** @returns `undefined` where it would stand too deep, or is one too many. */
  #add(name: string, attributes: Attributes): Element | undefined {
    const isVoid = VOID.has(name);
    const tooDeep = !isVoid && this.#open.length + (name === 'table' ? TABLE_DEPTH : 1) > this.#depth;
    if (tooDeep || this.#isFull) return undefined;
    this.#elements += 1;
    const element = new Element(name, attributes);
    append(this.#top(), element);
    if (!isVoid) this.#open.push(element);
    if (!isVoid) this.#openNames.add(name, 1);
    return element;
  }

  #top(): Document | Element {
    return this.#open.at(-1) ?? this.root;
  }
}

/** Whether what comes next would stand in one line with it. */
const isInLine = (node: ChildNode | undefined): boolean =>
  node !== undefined && isInline(node) && !isNamed(node, 'br') && !(isText(node) && isInvisible(node.data));

/** Whether a link may lead to it. */
const isPlace = ({ attribs }: Element): boolean => attribs['id'] !== undefined || attribs['name'] !== undefined;

/** Of the pieces of an element only the first is the place that links lead to. */
const withoutPlace = ({ id: _id, name: _name, ...attributes }: Attributes): Attributes => attributes;
