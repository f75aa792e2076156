import type { ChildNode, Element } from 'domhandler';
import type { Step } from '../article.js';
import { shownSibling } from '../html/edges.js';
import { elements, isBlank, isElement, isNamed, rewrite } from '../html/tree.js';
import { isPlaceholder } from './lazy-pictures.js';

/**
 * `<noscript>` holds the same picture again, for readers without scripts (BBC). Of twins the better one stays: that
 * with an address, else that with more sizes to choose from. Beside a player only its pictures stay, for the words
 * in it ("your device cannot play this") are no one's article. Any other `<noscript>` is plain content to a feed reader.
 */
export const noscriptTwins: Step = {
  name: 'noscript twins',
  apply: ({ root }) => {
    const dropped = new Set<Element>();
    rewrite(root, (element) => {
      if (dropped.has(element)) return [];
      if (element.name !== 'noscript') return element;
      const pictures = elements(element).filter(({ name }) => name === 'img');
      const neighbours = [shownSibling(element, 'prev'), shownSibling(element, 'next')];
      const [picture] = pictures;
      const twin = neighbours.map(pictureIn).find((found) => found !== undefined && !dropped.has(found));
      if (picture && pictures.length === 1 && twin) {
        takeBetter(twin, picture);
        return [];
      }
      if (neighbours.some((node) => isNamed(node, 'iframe', 'video', 'audio'))) return pictures;
      return element.children;
    });
  },
};

/** The picture that `node` is, or holds and shows nothing beside. */
function pictureIn(node: ChildNode | null): Element | undefined {
  if (!isElement(node)) return undefined;
  if (node.name === 'img') return node;
  const shown = node.children.filter((child) => !isBlank(child));
  return shown.length === 1 && isElement(shown[0]) ? pictureIn(shown[0]) : undefined;
}

/** Makes `shown` the better of the two. */
function takeBetter(shown: Element, twin: Element): void {
  const better = worth(twin) > worth(shown) ? twin : shown;
  const other = better === twin ? shown : twin;
  const alt = better.attribs['alt'] || other.attribs['alt'];
  shown.attribs = { ...better.attribs, ...(alt !== undefined && { alt }) };
}

const worth = ({ attribs }: Element): number =>
  (isPlaceholder(attribs['src']) ? 0 : 4) + (attribs['srcset'] !== undefined ? 2 : 0) + (attribs['width'] !== undefined ? 1 : 0);
