import type { ChildNode, Element } from 'domhandler';
import { parseAddress } from '../address.js';
import { elements, isElement, isNamed, textOf } from '../html/tree.js';

const FEEDX_HOST = /(?:^|\.)feedx\.(?:net|site|co)$/;

/** All the words that such a block may hold beside addresses of feedx. */
const WORDS = /^(?:获取更多RSS|獲取更多RSS|更多RSS|订阅指南|訂閱指南|RSS订阅指南|RSS訂閱指南|[:：、，,|·\s]|(?:https?:\/\/)?(?:www\.)?feedx\.(?:net|site|co)\/?)+$/i;

const LONGEST = 300;

/**
 * Whether these neighbours are feedx's own advertisement: `获取更多RSS：` with links to feedx and nothing else, or
 * `订阅指南` in red. An article that ends on a sentence about feedx says more than that, in another shape.
 */
export function isPromotion(nodes: readonly ChildNode[]): boolean {
  let text = '';
  for (const node of nodes) {
    text += textOf(node).replace(/\s+/g, '');
    if (text.length > LONGEST) return false;
  }
  if (!WORDS.test(text)) return false;
  const within = nodes.flatMap((node) => (isElement(node) ? [node, ...elements(node)] : []));
  const links = within.filter(({ name, attribs }) => name === 'a' && attribs['href'] !== undefined);
  if (/更多RSS/i.test(text)) return links.length > 0 && links.every(isFeedxLink) && !nodes.some((node) => isNamed(node, 'p'));
  return within.some((element) => isRed(element) && /^(?:RSS)?(?:订阅指南|訂閱指南)$/i.test(textOf(element).trim()));
}

const isFeedxLink = ({ attribs }: Element): boolean => FEEDX_HOST.test(parseAddress(attribs['href'] ?? '')?.hostname ?? '');

const isRed = ({ name, attribs }: Element): boolean => name === 'font' && attribs['color']?.trim().toLowerCase() === 'red';
