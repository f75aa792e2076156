/** A tree to HTML text. */

import type { Document } from 'domhandler';
import { render } from 'dom-serializer';
import { elements, isText } from './tree.js';

/** The tree as HTML. What {@link parseHtml} makes of it is this tree again. */
export function writeHtml(root: Document): string {
  for (const element of elements(root)) {
    const [first] = element.children;
    // A browser's parser drops a line break right behind <pre>, so none may stand there to be dropped at the next reading.
    if (element.name === 'pre' && isText(first)) first.data = first.data.replace(/^\n+/, '');
  }
  return render(root, { encodeEntities: 'utf8' });
}
