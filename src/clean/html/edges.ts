/** Where an article begins and ends for its readers, whatever wraps it. Rules and line breaks show nothing there. */

import type { ChildNode, ParentNode } from 'domhandler';
import { BLOCK, TABLE_PART } from './elements.js';
import { isBlank, isElement, isNamed, isText } from './tree.js';

/** The first text or medium that a reader sees. */
export const firstShown = (parent: ParentNode): ChildNode | undefined => edge(parent, 'first');

/** The last text or medium that a reader sees. */
export const lastShown = (parent: ParentNode): ChildNode | undefined => edge(parent, 'last');

function edge(parent: ParentNode, side: 'first' | 'last'): ChildNode | undefined {
  const { children } = parent;
  for (let step = 0; step < children.length; step += 1) {
    const child = children[side === 'first' ? step : children.length - 1 - step];
    if (child === undefined || isNamed(child, 'hr', 'br')) continue;
    if (!isElement(child) || MEDIA.has(child.name)) {
      if (!isBlank(child)) return child;
      continue;
    }
    const found = edge(child, side);
    if (found) return found;
  }
  return undefined;
}

const MEDIA = new Set(['img', 'video', 'audio', 'iframe']);

/** The first text or medium that a reader sees behind `node`. */
export function shownAfter(node: ChildNode): ChildNode | undefined {
  for (let at: ChildNode | ParentNode | null = node; at; at = at.parent) {
    for (let next = at.next; next; next = next.next) {
      if (isNamed(next, 'hr', 'br')) continue;
      if (!isElement(next) || MEDIA.has(next.name)) {
        if (!isBlank(next)) return next;
        continue;
      }
      const found = firstShown(next);
      if (found) return found;
    }
  }
  return undefined;
}

/** `node` and the elements around it, from the inside out; the root is not one. */
export function* outwards(node: ChildNode): Generator<ChildNode> {
  for (let at: ChildNode | ParentNode | null = node; at; at = at.parent) {
    if (isElement(at) || isText(at)) yield at;
  }
}

/** Whether `node` stands in the flow of text: not a block, nor a part of a table. */
export const isInline = (node: ChildNode): boolean =>
  isText(node) || (isElement(node) && !BLOCK.has(node.name) && !TABLE_PART.has(node.name));

/** Siblings further away than this do not belong together. */
const NEAR = 8;

/** The nearest sibling on that side that is not blank. Rules are not blank. */
export function shownSibling(node: ChildNode, side: 'prev' | 'next'): ChildNode | null {
  let at = node[side];
  for (let steps = 0; at && isBlank(at); steps += 1) at = steps < NEAR ? at[side] : null;
  return at;
}
