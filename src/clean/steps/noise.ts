import { Element, type Document } from 'domhandler';
import { isTooLong, isWeb, schemeOf } from '../address.js';
import type { Step } from '../article.js';
import { FRAME_SANDBOX, playerAddress } from '../frames.js';
import { elements, isNamed, rewrite, setChildren } from '../html/tree.js';
import { readSrcset, writeSrcset } from '../images/srcset.js';
import { unwrapForeign } from './foreign-elements.js';
import { ADDRESS_ATTRIBUTES, BOOLEAN_ATTRIBUTES, LINK_SCHEMES, isKeptAttribute } from '../vocabulary.js';

const RASTER_DATA = /^data:image\/(?:png|jpe?g|gif|webp|avif|bmp);base64,[\w+/=%\s-]*$/i;

/** Names that a link can lead to: no blank in them (WHATWG HTML, "The id attribute"). */
const ID = /^[^\s"'<>&]{1,200}$/;

/** A title that some content system made of the picture's file (RFA). */
const FILE_NAME = /^[^\n]{1,200}\.(?:jpe?g|png|gif|webp|avif)$/i;

const LANGUAGE_CLASS = /^lang(?:uage)?-[\w+#.-]{1,40}$/;

/**
 * Leaves of attributes what the vocabulary names, and of elements what was awaited till now. Classes, styles, `data-*`, ids and handlers go,
 * but for what carries meaning: the language of code, ids that a link of the article leads to, sizes in pixels.
 * Every feed taught it.
 */
export const noise: Step = {
  name: 'noise',
  apply: ({ root }) => {
    strip(root);
  },
};

/** The same for a fragment that is no article's. */
export function strip(root: Document): void {
  const targets = new Set<string>();
  for (const { name, attribs } of elements(root)) {
    if (name === 'a' && attribs['href']?.startsWith('#') === true) targets.add(decodeTarget(attribs['href'].slice(1)));
  }
  unwrapForeign(root);
  rewrite(root, (element) => {
    if (!belongs(element)) return [];
    element.attribs = meaningful(element, targets);
    if (element.name === 'img' && element.attribs['src'] === undefined && element.attribs['srcset'] === undefined) return [];
    if (isNamed(element, 'span', 'a') && Object.keys(element.attribs).length === 0) return element.children;
    if (element.name !== 'iframe') return element;
    if (element.attribs['src'] === undefined) return element.children;
    setChildren(element, []);
    return element;
  });
}

function belongs({ name, parent }: Element): boolean {
  if (name === 'source') return parent instanceof Element && ['picture', 'video', 'audio'].includes(parent.name);
  if (name === 'track') return parent instanceof Element && ['video', 'audio'].includes(parent.name);
  return true;
}

function meaningful(element: Element, targets: ReadonlySet<string>): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [attribute, value] of Object.entries(element.attribs)) {
    const mark = attribute === 'name' && element.name === 'a' ? 'id' : attribute;
    if (!isKeptAttribute(element.name, mark) || Object.hasOwn(kept, mark)) continue;
    const worth = worthOf(element.name, mark, value, targets);
    if (worth !== undefined) kept[mark] = worth;
  }
  if (element.name === 'iframe' && kept['src'] !== undefined) kept['sandbox'] = FRAME_SANDBOX.join(' ');
  if (isNamed(element, 'video', 'audio')) kept['controls'] = '';
  return kept;
}

/** What of an attribute's value is kept; `undefined` where nothing is. */
function worthOf(element: string, attribute: string, value: string, targets: ReadonlySet<string>): string | undefined {
  if (BOOLEAN_ATTRIBUTES.has(attribute)) return '';
  if (ADDRESS_ATTRIBUTES.has(attribute)) return safeAddress(element, value.trim());
  switch (attribute) {
    case 'srcset':
      return writeSrcset(readSrcset(value).filter(({ address }) => isSafe(address, ['http', 'https']))) || undefined;
    case 'id':
      return targets.has(value) && ID.test(value) ? value : undefined;
    case 'class':
      return value.split(/\s+/).find((name) => LANGUAGE_CLASS.test(name));
    case 'width':
    case 'height':
      return /^\s*0*([1-9]\d{0,4})(?:\.\d*)?\s*(?:px)?\s*$/i.exec(value)?.[1];
    case 'alt':
      return value;
    case 'sandbox':
      return undefined;
    case 'title':
      return value.trim() === '' || FILE_NAME.test(value) ? undefined : value;
    default:
      return value.trim() === '' ? undefined : value;
  }
}

function safeAddress(element: string, address: string): string | undefined {
  if (element === 'iframe') return playerAddress(address);
  if (element === 'img' && RASTER_DATA.test(address)) return address.replace(/\s+/g, '');
  const schemes = element === 'a' ? LINK_SCHEMES : ['http', 'https'];
  return isSafe(address, schemes) ? address : undefined;
}

function isSafe(address: string, schemes: readonly string[]): boolean {
  if (address === '' || isTooLong(address)) return false;
  const scheme = schemeOf(address);
  if (scheme === '') return true;
  return schemes.includes(scheme) && (isWeb(address) || (scheme !== 'http' && scheme !== 'https'));
}

function decodeTarget(fragment: string): string {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}
