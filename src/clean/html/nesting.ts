/** Which elements end which, and where such an end stops (WHATWG HTML, "The rules for parsing tokens in HTML content"). */

import { BARRIER, BLOCK, FORMATTING, GROUPING, HEADING, TABLE_PART } from './elements.js';

/** An element that begins ends the nearest open one that `closes` names, unless one that `stops` names stands between. */
export interface ImpliedEnd {
  readonly closes: (name: string) => boolean;
  readonly stops: (name: string) => boolean;
}

/** Blocks and parts of tables: no inline element, and no paragraph, is open around them. */
export const isFlow = (name: string): boolean => (BLOCK.has(name) && name !== 'p') || TABLE_PART.has(name);

/** No item ends outside of these (WHATWG's "special" elements, but for address, p, div and what we make a div). */
const KEEPS_ITEMS: ReadonlySet<string> = new Set([
  'ul', 'ol', 'menu', 'dir', 'dl', 'article', 'aside', 'blockquote', 'details', 'figcaption', 'figure', 'footer', 'header',
  'main', 'nav', 'pre', 'section', 'summary',
]);

const stopsItem = (name: string): boolean => KEEPS_ITEMS.has(name) || BARRIER.has(name);

const item: ImpliedEnd = { closes: (name) => name === 'li', stops: stopsItem };
const description: ImpliedEnd = { closes: (name) => name === 'dd' || name === 'dt', stops: stopsItem };
const heading: ImpliedEnd = { closes: (name) => HEADING.has(name), stops: (name) => isFlow(name) && !GROUPING.has(name) && !HEADING.has(name) };
const link: ImpliedEnd = { closes: (name) => name === 'a', stops: isFlow };
const rubyText: ImpliedEnd = { closes: (name) => name === 'rt' || name === 'rp', stops: (name) => name === 'ruby' || isFlow(name) };

/** What the start of an element `name` ends, besides paragraphs. */
export function impliedEnd(name: string): ImpliedEnd | undefined {
  switch (name) {
    case 'li':
      return item;
    case 'dd':
    case 'dt':
      return description;
    case 'a':
      return link;
    case 'rt':
    case 'rp':
      return rubyText;
    default:
      return HEADING.has(name) ? heading : undefined;
  }
}

/** What an end tag does not reach out of: a cell, but for those of a table's own parts. */
export function stopsEndTag(endTag: string): (name: string) => boolean {
  if (endTag === 'table') return () => false;
  return TABLE_PART.has(endTag) ? (name) => name === 'table' : (name) => BARRIER.has(name);
}

/**
 * Whether a mark goes on behind the end tag of what it began in. Behind that of another mark only a link does:
 * whoever crosses two emphases loses little, but without its link a text leads nowhere.
 */
export const outlasts = (mark: string, ended: string): boolean => (FORMATTING.has(ended) ? mark === 'a' : FORMATTING.has(mark));
