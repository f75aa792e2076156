import type { Element } from 'domhandler';
import { BARRIER, FORMATTING, MARKING } from './elements.js';

/**
 * An element that a block cut through: it goes on behind and, but for a paragraph, inside that block.
 * Or one that had not ended where the element ended that it stood in: it goes on behind that one.
 */
interface CutMark {
  readonly element: Element;
  /** How many elements were open around it. Fewer, and it is over. */
  floor: number;
  /** The open piece of it, if one is open. */
  piece: Element | undefined;
  /** What each piece takes of {@link MOST_COPIES}. */
  readonly cost: number;
}

/** More marks than these on one text are dropped, lest a few unclosed tags be repeated at every block of megabytes. */
const MOST_AT_ONCE = 6;

/**
 * Copies that are made of marks in one document; the text behind them goes without. An article has a dozen.
 * One with long attributes counts as several, lest a title of a megabyte be repeated at every block.
 */
const MOST_COPIES = 10_000;

/** Characters of attributes, of names and values, that one copy has. */
const COPY_LENGTH = 200;

/**
 * Links, emphasis and paragraphs that were still open where a block began or ended, as browsers remember them
 * (WHATWG HTML, "the list of active formatting elements"), but bounded.
 */
export class CutMarks {
  #marks: CutMark[] = [];
  #copies = 0;

  get isEmpty(): boolean {
    return this.#marks.length === 0;
  }

  /**
   * Remembers the marks and paragraphs among `elements`, which are about to be closed down to `floor` open ones.
   * The piece of one that was cut before is that one still. A paragraph stands around all marks.
   */
  add(elements: readonly Element[], floor: number): void {
    for (const element of elements) {
      // Of links there is one at most, and it leads somewhere: that one is never too many.
      const tooMany = this.#marks.length >= MOST_AT_ONCE && element.name !== 'a';
      if (tooMany || !goesOn(element) || this.#knows(element)) continue;
      const mark: CutMark = { element, floor, piece: undefined, cost: costOf(element) };
      if (element.name === 'p') this.#marks.unshift(mark);
      else this.#marks.push(mark);
    }
  }

  #knows(element: Element): boolean {
    return this.#marks.some((mark) => mark.piece === element || isSame(mark.element, element));
  }

  /**
   * Opens again what was cut, with `push`, which gives the new element, if it may stand there;
   * `depth` tells how many elements are open.
   */
  resume(push: (mark: Element) => Element | undefined, depth: () => number): void {
    for (const mark of this.#marks) {
      if (mark.piece || this.#copies + mark.cost > MOST_COPIES || (mark.element.name === 'p' && depth() !== mark.floor)) continue;
      mark.piece = push(mark.element);
      if (mark.piece) this.#copies += mark.cost;
    }
  }

  /** Its own end tag closed it. */
  end(closed: Element): void {
    this.#marks = this.#marks.filter(({ piece }) => piece !== closed);
  }

  /** An end tag of that name came while no such element was open. */
  endLast(name: string): void {
    const last = this.#marks.findLastIndex(({ element }) => element.name === name);
    if (last >= 0) this.#marks.splice(last, 1);
  }

  /** Another of that name begins, or none may go on. */
  forget(name: string): void {
    this.#marks = this.#marks.filter(({ element }) => element.name !== name);
  }

  /**
   * `closed`, a piece or what holds one, is closed for another's sake, and `depth` elements are still open. What was
   * cut in it is over, but for formatting, which goes on behind all but a cell.
   */
  leave(closed: Element, depth: number): void {
    for (const mark of this.#marks) {
      if (mark.piece === closed) mark.piece = undefined;
      if (FORMATTING.has(mark.element.name) && !BARRIER.has(closed.name)) mark.floor = Math.min(mark.floor, depth);
    }
    if (this.#marks.some(({ floor }) => floor > depth)) this.#marks = this.#marks.filter(({ floor }) => floor <= depth);
  }
}

/** A span without attributes marks nothing, and neither does a link without an address. */
function goesOn({ name, attribs }: Element): boolean {
  if (name === 'a') return attribs['href'] !== undefined;
  return name === 'p' || (MARKING.has(name) && (name !== 'span' || Object.keys(attribs).length > 0));
}

const costOf = ({ attribs }: Element): number =>
  1 + Math.floor(Object.entries(attribs).reduce((length, [name, value]) => length + name.length + value.length, 0) / COPY_LENGTH);

/** Of equal marks one is enough. */
function isSame(one: Element, other: Element): boolean {
  const names = Object.keys(one.attribs);
  return one.name === other.name && names.length === Object.keys(other.attribs).length &&
    names.every((name) => one.attribs[name] === other.attribs[name]);
}
