/** HTML text to a tree: the tokens are htmlparser2's, the tree is our builder's. */

import type { Document } from 'domhandler';
import { Tokenizer, type TokenizerCallbacks } from 'htmlparser2';
import { TreeBuilder, type Attributes } from './builder.js';
import { CONTENT_DROPPED, EMBEDDED, MEANINGLESS, MEDIA_CHILDREN, RAW, VOID } from './elements.js';
import { EndTags } from './end-tags.js';

/** No browser nests deeper, and neither do our own walks over a tree. */
export const DEEPEST = 512;

/** What no XML document may hold (XML 1.0 section 2.2), C1 controls and non-characters included. */
const UNWRITABLE = /[\0-\x08\v\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]/g;

/**
 * Reads a fragment of HTML, however broken, in linear time: all visible text in its order, every element where
 * HTML lets it stand. Scripts, styles, comments and form controls are left out; comments' text is never text.
 *
 * @param nesting elements nested deeper than this are flattened
 */
export function parseHtml(html: string, nesting: number): Document {
  const source = writable(wellFormed(html));
  const reader = new TagReader(source, new TreeBuilder(Math.max(1, Math.min(nesting, DEEPEST))));
  const tokenizer = new Tokenizer({ decodeEntities: true }, reader);
  tokenizer.write(source);
  tokenizer.end();
  return reader.builder.root;
}

/** Half a surrogate pair is no character; few texts hold a whole one. */
const wellFormed = (text: string): string => (/[\ud800-\udfff]/.test(text) ? text.replace(/\p{Surrogate}/gu, '\ufffd') : text);

const writable = (text: string): string =>
  text.replace(/\r\n?/g, '\n').replaceAll('\f', ' ').replace(UNWRITABLE, '');

class TagReader implements TokenizerCallbacks {
  readonly builder: TreeBuilder;
  readonly #source: string;
  readonly #endTags: EndTags;
  #name = '';
  #attributes: Attributes = {};
  #attributeName = '';
  #attributeValue = '';
  /** The element whose content is left out, and how many of its name are open. */
  #leftOut: { readonly name: string; open: number } | undefined;

  constructor(source: string, builder: TreeBuilder) {
    this.#source = source;
    this.#endTags = new EndTags(source);
    this.builder = builder;
  }

  onopentagname(start: number, end: number): void {
    this.#name = this.#source.slice(start, end).toLowerCase();
    this.#attributes = {};
  }

  onattribname(start: number, end: number): void {
    this.#attributeName = this.#source.slice(start, end).toLowerCase();
    this.#attributeValue = '';
  }

  onattribdata(start: number, end: number): void {
    this.#attributeValue += this.#source.slice(start, end);
  }

  onattribentity(codepoint: number): void {
    this.#attributeValue += writable(String.fromCodePoint(codepoint));
  }

  onattribend(): void {
    if (Object.hasOwn(this.#attributes, this.#attributeName)) return;
    this.#attributes[this.#attributeName] = this.#attributeValue;
  }

  onopentagend(end: number): void {
    this.#open(end, false);
  }

  onselfclosingtag(end: number): void {
    this.#open(end, true);
  }

  onclosetag(start: number, end: number): void {
    const name = this.#source.slice(start, end).toLowerCase();
    if (this.#leftOut) {
      if (name === this.#leftOut.name) this.#leftOut.open -= 1;
      if (this.#leftOut.open > 0) return;
      this.#leftOut = undefined;
      if (!EMBEDDED.has(name)) return;
    }
    this.builder.close(name);
  }

  ontext(start: number, end: number): void {
    this.#text(this.#source.slice(start, end));
  }

  ontextentity(codepoint: number): void {
    this.#text(writable(String.fromCodePoint(codepoint)));
  }

  /** A CDATA section says that it is text; a browser would hide it, and a feed that nests two would lose an article. */
  oncdata(start: number, end: number, offset: number): void {
    this.#text(this.#source.slice(start, end - offset));
  }

  oncomment(): void { /* says nothing to readers */ }
  ondeclaration(): void { /* says nothing to readers */ }
  onprocessinginstruction(): void { /* says nothing to readers */ }
  onend(): void { /* the builder needs no end */ }

  #open(end: number, selfClosing: boolean): void {
    const name = this.#name;
    const attributes = this.#attributes;
    if (this.#leftOut) {
      if (name === this.#leftOut.name && !selfClosing) this.#leftOut.open += 1;
      if (EMBEDDED.has(this.#leftOut.name) && MEDIA_CHILDREN.has(name)) this.builder.open(name, attributes);
      return;
    }
    if (MEANINGLESS.has(name)) return;
    const closed = selfClosing || (!RAW.has(name) && this.#holdsNothing(name, end));
    if (RAW.has(name) || CONTENT_DROPPED.has(name)) {
      if (!closed) this.#leftOut = { name, open: 1 };
      return;
    }
    this.builder.open(name, attributes);
    if (VOID.has(name)) return;
    if (closed) this.builder.close(name);
    else if (EMBEDDED.has(name)) this.#leftOut = { name, open: 1 };
  }

  /** Without an end tag an embedded or dropped element would swallow the rest of the article. */
  #holdsNothing(name: string, from: number): boolean {
    return (name === 'iframe' || EMBEDDED.has(name) || CONTENT_DROPPED.has(name)) && !this.#endTags.closes(name, from);
  }

  #text(text: string): void {
    if (!this.#leftOut && text !== '') this.builder.text(text);
  }
}
