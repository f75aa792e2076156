import type { Step } from '../article.js';
import { rewrite } from '../html/tree.js';

/** BBC marks its advertisements: `<section aria-label="广告 2" data-e2e="advertisement">`. */
export const advertisements: Step = {
  name: 'advertisements',
  apply: ({ root }) => {
    rewrite(root, (element) =>
      element.attribs['data-e2e'] === 'advertisement' ||
      (element.name === 'section' && /^(?:广告|廣告|advertisement)\s*\d*$/i.test(element.attribs['aria-label'] ?? ''))
        ? []
        : element);
  },
};
