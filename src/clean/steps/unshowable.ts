import type { Step } from '../article.js';
import { playerAddress } from '../frames.js';
import { elements, rewrite } from '../html/tree.js';
import { largest, readSrcset } from '../images/srcset.js';

/** A `data:` picture that small is a dot that holds the place of another. */
const SMALLEST_DATA = 256;

/**
 * Media that nobody can see go: frames of others than known players, pictures without an address. A `<picture>` whose
 * `<img>` has none lends it the largest of its sources.
 */
export const unshowable: Step = {
  name: 'unshowable media',
  apply: ({ root }) => {
    rewrite(root, (element) => {
      const { name, attribs } = element;
      if (name === 'iframe') return playerAddress(attribs['src'] ?? '') === undefined ? [] : element;
      if (name === 'picture') {
        const image = elements(element).find((child) => child.name === 'img');
        return image ? element : [];
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

const isShown = (src: string | undefined): boolean =>
  src !== undefined && src.trim() !== '' && !/^\s*(?:about|blob|javascript|#)/i.test(src) &&
  !(/^\s*data:/i.test(src) && src.length < SMALLEST_DATA);
