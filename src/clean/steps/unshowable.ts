import type { ChildNode, Element } from 'domhandler';
import type { Step } from '../article.js';
import { playerAddress } from '../frames.js';
import { elements, isBlank, isNamed, rewrite, setChildren } from '../html/tree.js';
import { largest, readSrcset } from '../images/srcset.js';

/** A `data:` picture that small is a dot that holds the place of another. */
const SMALLEST_DATA = 256;

/**
 * Media that nobody can see go: frames of others than known players (what such a frame holds for those who cannot see
 * it stays: Medium puts a link there), pictures without an address. A `<picture>` whose `<img>` has none lends it the
 * largest of its sources.
 */
export const unshowable: Step = {
  name: 'unshowable media',
  apply: ({ root }) => {
    rewrite(root, (element) => {
      const { name, attribs } = element;
      if (name === 'iframe') return playerAddress(attribs['src'] ?? '') === undefined ? element.children : element;
      if (name === 'picture') {
        return picture(element);
      }
      if (name !== 'img') return element;
      if (attribs['src'] === undefined && element.parent && 'name' in element.parent && element.parent.name === 'picture') {
        const best = largest(elements(element.parent).flatMap((source) => readSrcset(source.attribs['srcset'] ?? '')));
        if (best) attribs['src'] = best.address;
      }
      return isShown(attribs['src']) ? element : [];
    });
  },
};

/** Sources and the picture; whatever else stood between them stands behind. */
function picture(element: Element): readonly ChildNode[] {
  const image = element.children.find((child) => isNamed(child, 'img'));
  const others = element.children.filter((child) => child !== image && !isNamed(child, 'source'));
  if (!image) return others;
  if (others.some((child) => !isBlank(child))) setChildren(element, element.children.filter((child) => !others.includes(child)));
  else return [element];
  return [element, ...others];
}

const isShown = (src: string | undefined): boolean =>
  src !== undefined && src.trim() !== '' && !/^\s*(?:about|blob|javascript|#)/i.test(src) &&
  !(/^\s*data:/i.test(src) && src.length < SMALLEST_DATA);
