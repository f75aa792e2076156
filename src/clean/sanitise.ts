/** The one place where sanitize-html is set up. It has the last word on everything that is published. */

import sanitizeHtml from 'sanitize-html';
import { FRAME_HOSTS, FRAME_SANDBOX } from './frames.js';
import { DEEPEST, parseHtml } from './html/parse.js';
import { writeHtml } from './html/write.js';
import { strip } from './steps/noise.js';
import { tagByTag } from './tag-by-tag.js';
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

/** The same for one element: the library reads its options anew at each call, and most of the cost of a tag would be those of others. */
const optionsFor = new Map(elements.map((element): [string, sanitizeHtml.IOptions] => {
  const { allowedAttributes, allowedClasses } = options;
  const attributes = allowedAttributes === false ? undefined : allowedAttributes?.[element];
  const classes = allowedClasses?.[element];
  return [element, {
    ...options,
    allowedTags: [element],
    allowedAttributes: attributes === undefined ? {} : { [element]: attributes },
    allowedClasses: classes === undefined ? {} : { [element]: classes },
  }];
}));

/** Takes serialised HTML and lets through what {@link ATTRIBUTES} names, and nothing else. */
export const lastWord = (html: string): string =>
  tagByTag(html, (name, tag) => sanitizeHtml(tag, optionsFor.get(name) ?? options)) ?? atOnce(html);

/** The library's own reading of the whole, which the shorter way never differs from. */
export const atOnce = (html: string): string => sanitizeHtml(html, options);

/** Sanitises any stranger's HTML fragment: nothing but the vocabulary of articles, validly nested, is left of it. */
export function sanitise(html: string): string {
  const root = parseHtml(html, DEEPEST);
  strip(root);
  return lastWord(writeHtml(root));
}
