import { Element, Text, type ChildNode } from 'domhandler';
import type { Step } from '../article.js';
import { isInline } from '../html/edges.js';
import { elements, isBlank, isElement, isNamed, isText, setChildren, textOf } from '../html/tree.js';

/** Places where a paragraph may follow a dateline: not the items of lists, nor cells. */
const HOLDERS = new Set(['div', 'main', 'article', 'section']);

/** A dateline is no longer, and is no sentence of its own. */
const LONGEST = 100;
const SENTENCE = /[。！？!?…]["”’」』)）]?\s*$/;

/**
 * Text outside of any element before the first paragraph is that paragraph's start: VOA writes `华盛顿 — <p>…`.
 * Where it is more than a dateline it becomes a paragraph of its own.
 */
export const dateline: Step = {
  name: 'dateline',
  apply: ({ root }) => {
    const paragraph = elements(root).find(({ name }) => name === 'p');
    const parent = paragraph?.parent;
    if (!paragraph || !parent || (isElement(parent) && !HOLDERS.has(parent.name))) return;
    const at = parent.children.indexOf(paragraph);
    let from = at;
    while (from > 0 && isRunning(parent.children[from - 1])) from -= 1;
    const run = trimmed(parent.children.slice(from, at));
    if (run.length === 0) return;
    const text = run.map(textOf).join('').trim();
    const before = parent.children.slice(0, from);
    const behind = parent.children.slice(at);
    if (text.length <= LONGEST && !SENTENCE.test(text)) {
      setChildren(paragraph, [...run, ...spaced(run, paragraph), ...paragraph.children]);
      setChildren(parent, [...before, ...behind]);
    } else {
      const own = new Element('p', {});
      setChildren(own, run);
      setChildren(parent, [...before, own, ...behind]);
    }
  },
};

const isRunning = (node: ChildNode | undefined): boolean =>
  node !== undefined && isInline(node) && !isNamed(node, 'img', 'video', 'audio', 'iframe', 'picture', 'noscript') &&
  !(isElement(node) && elements(node).some(({ name }) => name === 'img' || name === 'video' || name === 'iframe'));

/** The run without spaces and line breaks at its ends. */
function trimmed(run: readonly ChildNode[]): ChildNode[] {
  const isSpace = (node: ChildNode): boolean => isNamed(node, 'br', 'wbr') || (isText(node) && isBlank(node));
  const first = run.findIndex((node) => !isSpace(node));
  return first < 0 ? [] : run.slice(first, run.findLastIndex((node) => !isSpace(node)) + 1);
}

/** A space between the two, where neither brings one. */
function spaced(run: readonly ChildNode[], paragraph: Element): readonly ChildNode[] {
  const touching = /\S$/.test(run.map(textOf).join('')) && /^\S/.test(textOf(paragraph));
  return touching ? [new Text(' ')] : [];
}
