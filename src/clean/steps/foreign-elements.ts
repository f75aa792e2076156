import type { Document } from 'domhandler';
import type { Step } from '../article.js';
import { rewrite } from '../html/tree.js';
import { RENAMED, isKept } from '../vocabulary.js';

/** Later steps have a use for these before they go. */
const AWAITED: ReadonlySet<string> = new Set(['font', 'noscript']);

/**
 * Elements that no article may hold go, and their content stays: `<share-button>` (RFI), `<amp-img>`, `<blink>`.
 * What HTML has given up gets the name that it has today.
 */
export const foreignElements: Step = {
  name: 'foreign elements',
  apply: ({ root }) => {
    unwrapForeign(root, AWAITED);
  },
};

export function unwrapForeign(root: Document, awaited: ReadonlySet<string> = new Set()): void {
  rewrite(root, (element) => {
    element.name = RENAMED[element.name] ?? element.name;
    return isKept(element.name) || awaited.has(element.name) ? element : element.children;
  });
}
