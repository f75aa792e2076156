import type { Element } from 'domhandler';
import type { Article, Step } from '../article.js';
import { elements } from '../html/tree.js';
import { isPictureAddress } from '../images/picture-address.js';
import { rewritePicture } from '../images/rewrite.js';
import { readSrcset, writeSrcset } from '../images/srcset.js';

/** The address of every picture as the source's `images` asks: `src`, `srcset`, `poster`, and links straight to pictures. */
export const pictures: Step = {
  name: 'pictures',
  apply: (article) => {
    for (const element of elements(article.root)) rewriteElement(element, article);
  },
};

function rewriteElement({ name, attribs }: Element, { policy, item }: Article): void {
  const rewritten = (attribute: string): void => {
    const address = attribs[attribute];
    if (address === undefined || address.trim() === '') return;
    const result = rewritePicture(address, policy, item.link);
    if (result === '') Reflect.deleteProperty(attribs, attribute);
    else attribs[attribute] = result;
  };
  if (name === 'img' || name === 'image') rewritten('src');
  if (name === 'video') rewritten('poster');
  if (name === 'a' && isPictureAddress(attribs['href'] ?? '')) rewritten('href');
  if ((name === 'img' || name === 'source') && attribs['srcset'] !== undefined) {
    attribs['srcset'] = writeSrcset(readSrcset(attribs['srcset'])
      .map((candidate) => ({ ...candidate, address: rewritePicture(candidate.address, policy, item.link) })));
  }
}
