import type { Element } from 'domhandler';
import { MARKING } from './elements.js';

/** An element that a block cut through: it goes on behind and, but for a paragraph, inside that block. */
interface CutMark {
  readonly element: Element;
  /** How many elements were open around it. Fewer, and it is over. */
  readonly floor: number;
  /** The open piece of it, if one is open. */
  piece: Element | undefined;
}

/** More marks than these on one text are dropped, lest a few unclosed tags be repeated at every block of megabytes. */
const MOST_AT_ONCE = 6;

/** Copies that are made of marks in one document; the text behind them goes without. An article has a dozen. */
const MOST_COPIES = 10_000;

/**
 * Links, emphasis and paragraphs that were still open where a block began, as browsers remember them
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
      if (!goesOn(element) || this.#marks.length >= MOST_AT_ONCE || this.#knows(element)) continue;
      const mark: CutMark = { element, floor, piece: undefined };
      if (element.name === 'p') this.#marks.unshift(mark);
      else this.#marks.push(mark);
    }
  }

  #knows(element: Element): boolean {
    return this.#marks.some((mark) => mark.piece === element || isSame(mark.element, element));
  }

  /** Opens again what was cut, with `push`, which gives the new element; `depth` tells how many elements are open. */
  resume(push: (mark: Element) => Element | undefined, depth: () => number): void {
    for (const mark of this.#marks) {
      if (mark.piece || (mark.element.name === 'p' && depth() !== mark.floor)) continue;
      this.#copies += 1;
      if (this.#copies > MOST_COPIES) return;
      mark.piece = push(mark.element);
    }
  }

  /** A piece closed because what holds it did. */
  interrupt(closed: Element): void {
    for (const mark of this.#marks) if (mark.piece === closed) mark.piece = undefined;
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

  /** Only `depth` elements are open: what stood deeper is over. */
  leave(depth: number): void {
    this.#marks = this.#marks.filter(({ floor }) => floor <= depth);
  }
}

/** A span without attributes marks nothing. */
const goesOn = ({ name, attribs }: Element): boolean =>
  name === 'p' || (MARKING.has(name) && (name !== 'span' || Object.keys(attribs).length > 0));

const isSame = (one: Element, other: Element): boolean =>
  one.name === other.name && Object.keys(one.attribs).length === 0 && Object.keys(other.attribs).length === 0;
