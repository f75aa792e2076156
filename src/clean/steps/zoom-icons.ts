import type { Step } from '../article.js';
import { elements, isBlank, rewrite, textOf, isInvisible } from '../html/tree.js';

/** RFA hangs a magnifying glass into every figure: `<div id="zoomattribute"><a href="…jpg"><img src="…/icon-zoom.png"/></a></div>`. */
export const zoomIcons: Step = {
  name: 'zoom icons',
  apply: ({ root }) => {
    rewrite(root, (element) => {
      if (element.name === 'img') return /\/icon-zoom\.(?:png|gif|svg)(?:[?#]|%3f|$)/i.test(element.attribs['src'] ?? '') ? [] : element;
      const isHolder = element.attribs['id'] === 'zoomattribute' && isInvisible(textOf(element)) && elements(element).every(({ name }) => name !== 'img');
      return isHolder && isBlank(element) ? [] : element;
    });
  },
};
