import { Element, type ChildNode, type ParentNode } from 'domhandler';
import type { Step } from '../article.js';
import { isInline } from '../html/edges.js';
import { isElement, isInvisible, isNamed, isText, pushAll, setChildren } from '../html/tree.js';

/** Void elements, media, and the cells that keep a table in shape are never blank by themselves. */
const STAYS = new Set([
  'br', 'wbr', 'hr', 'img', 'video', 'audio', 'iframe', 'source', 'track', 'col', 'colgroup', 'td', 'th', 'tr', 'tbody', 'thead', 'tfoot',
]);

/**
 * What shows nothing goes: `<p> </p>`, `<p><br></p>`, `<strong></strong>`, the related-article card with nothing left
 * in it (VOA's `<a href="/a/7963612.html"></a>`). A blank mark leaves the space that it held, a blank block between
 * two texts leaves a line break, and a blank element that a link leads to stays.
 */
export const blanks: Step = {
  name: 'blanks',
  apply: ({ root }) => {
    prune(root);
  },
};

function prune(parent: ParentNode): void {
  const kept: ChildNode[] = [];
  let changed = false;
  /** A blank block has gone since the last thing that shows. */
  let gap = false;
  let last: ChildNode | undefined;
  for (const child of parent.children) {
    if (isElement(child) && child.children.length > 0) prune(child);
    if (isElement(child) && isBlankElement(child)) {
      changed = true;
      if (isInline(child)) pushAll(kept, child.children);
      else gap = true;
      continue;
    }
    if (!isText(child) || !isInvisible(child.data)) {
      if (gap && last && isRunning(last) && isRunning(child)) kept.push(new Element('br', {}));
      gap = false;
      last = child;
    }
    kept.push(child);
  }
  if (changed) setChildren(parent, kept);
}

const isBlankElement = (element: Element): boolean =>
  !STAYS.has(element.name) && element.attribs['id'] === undefined && element.children.every(showsNothing);

/** Asked of what has been pruned already. */
function showsNothing(node: ChildNode): boolean {
  if (isText(node)) return isInvisible(node.data);
  if (isNamed(node, 'br', 'wbr', 'source', 'track', 'col', 'colgroup')) return true;
  return isNamed(node, 'td', 'th', 'tr', 'tbody', 'thead', 'tfoot') && node.children.every(showsNothing);
}

const isRunning = (node: ChildNode): boolean => isInline(node) && !isNamed(node, 'br');
