/** Questions to a tree of nodes, and the changes that steps make to it. All take linear time in what they look at. */

import { Element, Text, type ChildNode, type Document, type ParentNode } from 'domhandler';

/** White space of every kind, and what shows as nothing: zero-width spaces, word joiners, byte order marks. */
const INVISIBLE = /^[\s\u00ad\u200b-\u200f\u2060\ufeff]*$/;

/** Elements that show something though they hold no text. */
const SHOWS = new Set(['img', 'video', 'audio', 'iframe', 'hr']);

export const isElement = (node: ChildNode | ParentNode | null | undefined): node is Element => node instanceof Element;

export const isText = (node: ChildNode | null | undefined): node is Text => node instanceof Text;

export const isNamed = <Name extends string>(
  node: ChildNode | ParentNode | null | undefined, ...names: readonly Name[]
): node is Element & { name: Name } => isElement(node) && names.some((name) => name === node.name);

export const isInvisible = (text: string): boolean => INVISIBLE.test(text);

/** Makes `children` the children of `parent`, in that order; texts side by side become one. */
export function setChildren(parent: ParentNode, children: readonly ChildNode[]): void {
  parent.children = [];
  for (const child of children) {
    const last = parent.children.at(-1);
    if (isText(child) && isText(last)) last.data += child.data;
    else append(parent, child);
  }
}

/** Adds `node` behind the last child of `parent`. */
export function append(parent: ParentNode, node: ChildNode): void {
  const last = parent.children.at(-1) ?? null;
  node.parent = parent;
  node.prev = last;
  node.next = null;
  if (last) last.next = node;
  parent.children.push(node);
}

/** Adds text behind the last child of `parent`; texts side by side become one. */
export function appendText(parent: ParentNode, text: string): void {
  const last = parent.children.at(-1);
  if (isText(last)) last.data += text;
  else append(parent, new Text(text));
}

/** Takes the last child of a parent out. */
export function drop(node: ChildNode): void {
  if (node.parent?.children.at(-1) !== node) return;
  node.parent.children.pop();
  if (node.prev) node.prev.next = null;
}

/** Puts `nodes` in the place of `node`; none takes it out. */
export function replace(node: ChildNode, ...nodes: readonly ChildNode[]): void {
  const parent = node.parent;
  if (!parent) return;
  setChildren(parent, parent.children.flatMap((child) => (child === node ? nodes : [child])));
}

/**
 * Rebuilds the tree from the leaves up: `visit` gives what is to stand in an element's place.
 * Giving the element itself back leaves it; what it gives is not visited again.
 */
export function rewrite(parent: ParentNode, visit: (element: Element) => ChildNode | readonly ChildNode[]): void {
  let changed: ChildNode[] | undefined;
  parent.children.forEach((child, index) => {
    let result: ChildNode | readonly ChildNode[] = child;
    if (isElement(child)) {
      if (child.children.length > 0) rewrite(child, visit);
      result = visit(child);
    }
    if (result !== child) changed ??= parent.children.slice(0, index);
    if (!changed) return;
    if (result instanceof Array) pushAll(changed, result);
    else changed.push(result);
  });
  if (changed) setChildren(parent, changed);
}

/** Adds `nodes` to a list of siblings. An element may hold more of them than a call takes arguments. */
export function pushAll(siblings: ChildNode[], nodes: readonly ChildNode[]): void {
  for (const node of nodes) siblings.push(node);
}

/** Every element below `parent`, in the order of the document. */
export function elements(parent: ParentNode, into: Element[] = []): Element[] {
  for (const child of parent.children) {
    if (!isElement(child)) continue;
    into.push(child);
    elements(child, into);
  }
  return into;
}

/** All text below `node`, in the order of the document. */
export function textOf(node: ChildNode | ParentNode): string {
  if (node instanceof Text) return node.data;
  if (!('children' in node)) return '';
  let text = '';
  for (const child of node.children) text += textOf(child);
  return text;
}

/** Whether a reader would see nothing where `node` stands. */
export function isBlank(node: ChildNode | Document): boolean {
  if (node instanceof Text) return isInvisible(node.data);
  if (!('children' in node)) return true;
  if (isElement(node) && SHOWS.has(node.name)) return false;
  return node.children.every(isBlank);
}

/** Whether the element shows something without any text in it. */
export const showsItself = ({ name }: Element): boolean => SHOWS.has(name);
