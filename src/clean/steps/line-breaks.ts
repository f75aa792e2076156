import { Element, type ChildNode } from 'domhandler';
import type { Step } from '../article.js';
import { isBlank, isElement, isInvisible, isNamed, isText, pushAll, rewrite, setChildren } from '../html/tree.js';

/** Marks nested deeper than this around a break are not taken apart. */
const MOST_MARKS = 4;

/**
 * Paragraphs written as one `<p>` with `<br /><br />` between them (VOA) become paragraphs; line breaks at the
 * ends of a paragraph go (NYT). A single break within stays.
 */
export const lineBreaks: Step = {
  name: 'line breaks',
  apply: ({ root }) => {
    rewrite(root, (element) => {
      if (element.name !== 'p') return element;
      const pieces = split(element, 0).filter((piece) => !isBlank(piece));
      if (pieces.length === 0) return element;
      return pieces.map(withoutEdgeBreaks);
    });
  },
};

/** The element in pieces, each a copy of it, parted where two breaks or more follow each other. */
function split(element: Element, depth: number): Element[] {
  const pieces: ChildNode[][] = [[]];
  let breaks: ChildNode[] = [];
  const settle = (): void => {
    if (breaks.filter((node) => isNamed(node, 'br')).length > 1) pieces.push([]);
    else pushAll(pieces.at(-1) ?? [], breaks);
    breaks = [];
  };
  for (const child of element.children) {
    if (isNamed(child, 'br') || (isText(child) && isInvisible(child.data))) {
      breaks.push(child);
      continue;
    }
    settle();
    const parts = isElement(child) && depth < MOST_MARKS && child.children.length > 1 ? split(child, depth + 1).filter((part, _index, all) => all.length === 1 || !isBlank(part)) : [child];
    parts.forEach((part, index) => {
      if (index > 0) pieces.push([]);
      pieces.at(-1)?.push(part);
    });
  }
  settle();
  if (pieces.length === 1) return [element];
  return pieces.map((children) => {
    const piece = new Element(element.name, { ...element.attribs });
    setChildren(piece, children);
    return piece;
  });
}

function withoutEdgeBreaks(paragraph: Element): Element {
  const isEdge = (node: ChildNode): boolean => isNamed(node, 'br') || (isText(node) && isInvisible(node.data));
  const { children } = paragraph;
  const first = children.findIndex((node) => !isEdge(node));
  const last = children.findLastIndex((node) => !isEdge(node));
  const edges = [...children.slice(0, first), ...children.slice(last + 1)];
  if (edges.some((node) => isNamed(node, 'br'))) setChildren(paragraph, children.slice(first, last + 1));
  return paragraph;
}
