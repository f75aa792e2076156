/** The one place where sanitize-html is set up. It has the last word on everything that is published. */

import sanitizeHtml from 'sanitize-html';
import { FRAME_HOSTS, FRAME_SANDBOX } from './frames.js';
import { DEEPEST, parseHtml } from './html/parse.js';
import { writeHtml } from './html/write.js';
import { strip } from './steps/noise.js';
import { tagByTag, type Judge } from './tag-by-tag.js';
import { ATTRIBUTES, LINK_SCHEMES, attributesOf } from './vocabulary.js';

const elements = Object.keys(ATTRIBUTES);

const options: sanitizeHtml.IOptions = {
  allowedTags: elements,
  allowedAttributes: {
    ...Object.fromEntries(elements.map((element) => [element, [...attributesOf(element)]])),
    iframe: attributesOf('iframe').map((name) => (name === 'sandbox' ? { name, multiple: true, values: FRAME_SANDBOX } : name)),
  },
  allowedClasses: { code: ['language-*', 'lang-*'], pre: ['language-*', 'lang-*'] },
  allowedSchemes: [...LINK_SCHEMES],
  allowedSchemesByTag: { img: ['http', 'https', 'data'], source: ['http', 'https'], video: ['http', 'https'], audio: ['http', 'https'], iframe: ['http', 'https'] },
  allowedIframeHostnames: [...FRAME_HOSTS],
  allowIframeRelativeUrls: false,
  allowProtocolRelative: false,
  selfClosing: ['br', 'col', 'hr', 'img', 'source', 'track', 'wbr'],
  parseStyleAttributes: false,
  disallowedTagsMode: 'discard',
};

/** Elements that articles' attributes stand on. */
const usual: ReadonlySet<string> = new Set(['a', 'img', 'source', 'video']);

/** The same for these alone, for the library reads all its options anew at each call. */
const usualOptions: sanitizeHtml.IOptions = {
  ...options,
  allowedTags: [...usual],
  allowedAttributes: Object.fromEntries([...usual].map((element) => [element, [...attributesOf(element)]])),
  allowedClasses: {},
};

const judge: Judge = (html, names) => sanitizeHtml(html, [...names].every((name) => usual.has(name)) ? usualOptions : options);

/** Takes serialised HTML and lets through what {@link ATTRIBUTES} names, and nothing else. */
export const lastWord = (html: string): string => tagByTag(html, judge) ?? atOnce(html);

/** The library's own reading of the whole, which the shorter way never differs from. */
export const atOnce = (html: string): string => sanitizeHtml(html, options);

/** Sanitises any stranger's HTML fragment: nothing but the vocabulary of articles, validly nested, is left of it. */
export function sanitise(html: string): string {
  const root = parseHtml(html, DEEPEST);
  strip(root);
  return lastWord(writeHtml(root));
}
