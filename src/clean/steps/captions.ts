import { Element, isText, Text, type ChildNode } from 'domhandler';
import type { Step } from '../article.js';
import { shownSibling } from '../html/edges.js';
import { isBlank, isNamed, rewrite, setChildren } from '../html/tree.js';

/**
 * A picture or video with its caption becomes a figure. VOA and DW write `<img …><div><small>CAPTION</small></div>`,
 * in the text with another `<div>` around both. NYT writes `CAPTION<cite>CREDIT</cite>`, which its own style sets apart: here a
 * blank does.
 */
export const captions: Step = {
  name: 'captions',
  apply: ({ root }) => {
    const captioned = new Set<Element>();
    rewrite(root, (element) => {
      if (isNamed(element, 'img', 'video', 'picture')) {
        const caption = captionOf(element);
        if (!caption) return element;
        captioned.add(caption.holder);
        return figure(element, caption.words);
      }
      if (captioned.has(element)) return [];
      if (element.name === 'figcaption') setCreditsApart(element);
      return element.name === 'div' && element.children.some((child) => isNamed(child, 'figure')) ? withoutHolder(element) : element;
    });
  },
};

function captionOf(medium: Element): { holder: Element; words: Element } | undefined {
  const holder = shownSibling(medium, 'next');
  if (!isNamed(holder, 'div') || (medium.parent instanceof Element && medium.parent.name === 'figure')) return undefined;
  const shown = holder.children.filter((child) => !isBlank(child));
  const [words] = shown;
  return shown.length === 1 && isNamed(words, 'small') ? { holder, words } : undefined;
}

function setCreditsApart(caption: Element): void {
  const joined = (child: ChildNode): boolean => isNamed(child, 'cite') && child.prev !== null && isText(child.prev) && /\S$/.test(child.prev.data);
  if (caption.children.some(joined)) setChildren(caption, caption.children.flatMap((child) => (joined(child) ? [new Text(' '), child] : [child])));
}

/** The figure alone, where the block holds nothing else. */
function withoutHolder(block: Element): Element | readonly ChildNode[] {
  const shown = block.children.filter((child) => !isBlank(child));
  return shown.length === 1 ? shown : block;
}

function figure(medium: Element, words: Element): Element {
  const made = new Element('figure', {});
  const caption = new Element('figcaption', {});
  setChildren(caption, words.children);
  setChildren(made, [new Element(medium.name, medium.attribs, medium.children), caption]);
  return made;
}
