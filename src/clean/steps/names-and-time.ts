import type { ChildNode, Element } from 'domhandler';
import { isInline, outwards, shownAfter, shownSibling } from '../html/edges.js';
import { elements, isElement, isNamed, textOf } from '../html/tree.js';
import type { Byline } from './byline.js';

/** What BBC puts into its list of names that is none: where from, and for whom. */
const NO_NAME = /(?:报道|報道|报导|報導|记者|記者|编辑|編輯|中文|新闻|新聞|BBC[^）)]*)$/;

const LONGEST_NAME = 100;

/**
 * Names, then a machine-readable time, each alone in its block: `<address>JULIAN E. BARNES</address><time
 * datetime="2025-01-27 11:13:21">` (NYT), a list of names and then `<time dateTime="2024-07-31">1 小时前</time>` (BBC),
 * or the time alone. A `<time>` within a sentence is the sentence's.
 */
export function namesAndTime(opening: ChildNode): Byline | undefined {
  const start = around(opening, 'time', 'address', 'ul');
  if (!start) return undefined;
  const names = isNames(start) ? start : undefined;
  if (!names && start.name !== 'time') return undefined;
  const behind = names && shownAfter(names);
  const time = names ? behind && around(behind, 'time') : start;
  const date = time?.attribs['datetime']?.trim();
  if (!time || date === undefined || !standsAlone(time)) return undefined;
  return { authors: names ? namesIn(names) : [], date: date.replace(/^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2})/, '$1T$2'), nodes: names ? [names, time] : [time] };
}

const around = (node: ChildNode, ...names: readonly string[]): Element | undefined => {
  for (const outer of outwards(node)) if (isNamed(outer, ...names)) return outer;
  return undefined;
};

const isNames = (element: Element): boolean =>
  element.name === 'address' || (element.name === 'ul' && element.attribs['role'] === 'list' && elements(element).every(({ name }) => name === 'li' || name === 'span' || name === 'a'));

function namesIn(element: Element): readonly string[] {
  const lines = element.name === 'ul' ? elements(element).filter(({ name }) => name === 'li').map(textOf) : [textOf(element)];
  const names = lines.map((line) => line.replace(/\s+/g, ' ').trim()).filter((line) => line !== '' && line.length <= LONGEST_NAME);
  return names.filter((name, index) => index === 0 || !NO_NAME.test(name));
}

/** Whether no text runs on before or behind the time. */
function standsAlone(time: Element): boolean {
  const neighbours = [shownSibling(time, 'prev'), shownSibling(time, 'next')];
  return neighbours.every((node) => node === null || !isInline(node) || (isElement(node) && ['img', 'video', 'picture'].includes(node.name)));
}
