import render from 'dom-serializer';
import type { Element } from 'domhandler';
import { findAll } from 'domutils';
import { parseDocument } from 'htmlparser2';
import { legible } from '../render/text.js';
import { Markup } from './markup.js';

/**
 * A sanitised article as a part of our page: its pictures and frames load when they come into view and tell
 * their hosts nothing of the reader, its headings stand below the page's own, without a gap, and its ids are its own.
 *
 * @param html a fragment that the sanitiser has passed; it is not sanitised here
 * @param name tells this article from the others of the page, letters and digits
 */
export function articleBody(html: string, name: string): Markup {
  const document = parseDocument(legible(html));
  const elements = findAll(() => true, document.children);
  const headings = new Map([...new Set([0, ...elements.map(levelOf)])].sort().map((level, rank) => [level, Math.min(rank + HIGHEST, 6)]));
  for (const element of elements) settle(element, name, headings.get(levelOf(element)));
  return new Markup(render(document, { encodeEntities: 'utf8' }));
}

/** `h4`: below the page's title, the list and the article's title. */
const HIGHEST = 3;

/** 1 to 6; 0 for what is no heading, so that it sorts before them. */
function levelOf({ name }: Element): number {
  return Number(/^h([1-6])$/.exec(name)?.[1] ?? 0);
}

/** @param heading the level that a heading of this level has on the page, without gaps between those in use */
function settle(element: Element, name: string, heading = HIGHEST): void {
  const { attribs } = element;
  const { id, href } = attribs;
  if (id !== undefined) attribs['id'] = `${name}-${id}`;
  if (href?.startsWith('#') === true && href.length > 1) attribs['href'] = `#${name}-${href.slice(1)}`;
  if (levelOf(element) > 0) element.name = `h${heading}`;
  switch (element.name) {
    case 'main':
      element.name = 'div';
      break;
    case 'pre':
    case 'table':
      // They scroll sideways where they are too wide, and a keyboard must be able to.
      attribs['tabindex'] = '0';
      break;
    case 'img':
      Object.assign(attribs, { loading: 'lazy', decoding: 'async', referrerpolicy: 'no-referrer', alt: attribs['alt'] ?? '' });
      break;
    case 'iframe':
      Object.assign(attribs, { loading: 'lazy', referrerpolicy: 'no-referrer', title: attribs['title'] ?? hostOf(attribs['src']) });
      break;
    case 'video':
    case 'audio':
      delete attribs['autoplay'];
      Object.assign(attribs, { controls: '', preload: 'none' });
      break;
  }
}

/** A frame without a title says at least where it is from. */
function hostOf(address: string | undefined): string {
  return address !== undefined && URL.canParse(address) ? new URL(address).host : '';
}
