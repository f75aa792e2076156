import type { ChildNode, Element } from 'domhandler';
import type { Step } from '../article.js';
import { isInline, lastShown, outwards } from '../html/edges.js';
import { isBlank, isElement, isNamed, isText, setChildren, textOf } from '../html/tree.js';
import { isPromotion } from './promotion.js';
import { isSharing } from './sharing.js';

/** Nothing that stands in one of these is feedx's own: the article shows it. */
const QUOTED = new Set(['blockquote', 'pre', 'code', 'li', 'td', 'th', 'figure', 'figcaption', 'q']);

/** So many blocks at an end, at most, were never the article's. */
const MOST = 64;
const LONGEST = 300;

/**
 * What stands behind the end of an article and is not its own: feedx's promotion with the `<br><hr>` before it,
 * and buttons to share. Signatures and copyright lines stay. Only the last thing that shows is looked at, again
 * and again; the same words anywhere else are the article's.
 */
export const endings: Step = {
  name: 'endings',
  apply: ({ root }) => {
    for (let removed = 0; removed < MOST; removed += 1) {
      const last = lastShown(root);
      const ending = last && foreignBlock(last);
      if (!ending) return;
      takeOut(ending);
    }
  },
};

/** The neighbours, `last` among them or around it, that are a promotion or buttons to share. */
function foreignBlock(last: ChildNode): readonly ChildNode[] | undefined {
  const around = [...outwards(last)];
  if (around.some((node) => isElement(node) && QUOTED.has(node.name))) return undefined;
  for (const node of around) {
    if (textOf(node).length > LONGEST) return undefined;
    const run = isInline(node) ? runTo(node) : [node];
    if (isPromotion(run) || isSharing(run)) return run;
  }
  return undefined;
}

/** `node` and what runs up to it and on behind it in one line of text with it. */
function runTo(node: ChildNode): readonly ChildNode[] {
  const run = [node];
  for (let before = node.prev; before && isInline(before) && run.length < LONGEST; before = before.prev) run.unshift(before);
  for (let behind = node.next; behind && isInline(behind) && run.length < LONGEST; behind = behind.next) run.push(behind);
  return run;
}

/** Takes neighbours out, with the rules, line breaks and blanks right before them, and with whatever wraps them alone. */
function takeOut(ending: readonly ChildNode[]): void {
  let gone = ending;
  let parent = ending[0]?.parent;
  while (isElement(parent) && holdsOnly(parent, gone)) {
    gone = [parent];
    parent = parent.parent;
  }
  const all = new Set(gone);
  for (let before = gone[0]?.prev; before && (isNamed(before, 'hr', 'br') || isBlank(before)); before = before.prev) {
    // A blank element may be the place that a link leads to; whether it goes is for the blanks' own step to say.
    if (isText(before) || isNamed(before, 'hr', 'br')) all.add(before);
  }
  if (parent) setChildren(parent, parent.children.filter((child) => !all.has(child)));
}

function holdsOnly(parent: Element, nodes: readonly ChildNode[]): boolean {
  const own = new Set(nodes);
  return parent.children.every((child) => own.has(child) || isBlank(child) || isNamed(child, 'hr'));
}
