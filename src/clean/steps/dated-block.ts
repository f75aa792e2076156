import type { ChildNode, Element } from 'domhandler';
import { outwards } from '../html/edges.js';
import { elements, isElement, isNamed, isText, showsItself, textOf } from '../html/tree.js';
import type { Byline } from './byline.js';

const RFC_822 = /^(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), )?\d{1,2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}(?::\d{2})? (?:GMT|UTC|[+-]\d{4})$/;
const ISO = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})$/;
const FRENCH = /^(\d{2})\/(\d{2})\/(\d{4}) - (\d{2}):(\d{2})$/;

const LONGEST = 200;

/**
 * A block of nothing but a date, and perhaps an author before it: `<div><i>Fri, 29 Nov 2024 17:28:27 GMT</i></div>`
 * (VOA), `<div><i>  ARD<br>2025-02-09T08:29:19.829Z</i></div>` (DW), `<div>25/09/2023 - 11:18</div>` (RFI).
 */
export function datedBlock(opening: ChildNode): Byline | undefined {
  if (!isText(opening) || opening.data.length > LONGEST) return undefined;
  let italic: Element | undefined;
  for (const node of outwards(opening)) {
    if (isNamed(node, 'i')) italic ??= node;
    if (!isNamed(node, 'div')) continue;
    if (showsMedia(node)) return undefined;
    return italic && textOf(node).trim() === textOf(italic).trim() ? italicLines(italic, node) : frenchDate(node);
  }
  return undefined;
}

function italicLines(italic: Element, block: Element): Byline | undefined {
  const lines = linesOf(italic).map((line) => line.trim()).filter((line) => line !== '');
  const date = lines.at(-1);
  if (date === undefined || lines.length > 2 || !(RFC_822.test(date) || ISO.test(date))) return undefined;
  return { authors: lines.slice(0, -1), date, nodes: [block] };
}

function frenchDate(block: Element): Byline | undefined {
  const match = FRENCH.exec(textOf(block).trim());
  if (!match) return undefined;
  const [, day = '', month = '', year = '', hour = '', minute = ''] = match;
  return { authors: [], date: `${year}-${month}-${day}T${hour}:${minute}`, nodes: [block] };
}

function linesOf(element: Element, lines: string[] = ['']): readonly string[] {
  for (const child of element.children) {
    if (isNamed(child, 'br')) lines.push('');
    else if (isElement(child)) linesOf(child, lines);
    else lines.push((lines.pop() ?? '') + textOf(child));
  }
  return lines;
}

const showsMedia = (block: Element): boolean => elements(block).some(showsItself);
