import type { Element } from 'domhandler';
import type { Step } from '../article.js';
import { elements, isNamed } from '../html/tree.js';
import { largest, readSrcset } from '../images/srcset.js';

/** Where scripts look for the address of a picture that is to be loaded later, best first. */
const LATER = [
  'data-src', 'data-original', 'data-lazy-src', 'data-actualsrc', 'data-original-src', 'data-real-src', 'data-echo',
  'data-lazy', 'data-hi-res-src', 'data-full-url', 'data-image', 'data-url',
];
const LATER_SETS = ['data-srcset', 'data-lazy-srcset', 'data-original-set', 'data-src-set'];

const LOADED = new Set(['img', 'source', 'video', 'audio', 'iframe']);

/** What stands in `src` until the picture is loaded. */
const PLACEHOLDER = /^(?:data:|about:|blob:|javascript:|#|$)|(?:^|[/_-])(?:1x1|blank|clear|grey|gr[ae]y|lazy|lazyload|loading|pixel|placeholder|spacer|spaceball|transparent|trans)(?:[._-][\w.-]*)?\.(?:gif|png|svg|jpe?g|webp)(?:[?#]|$)/i;

const LOOKS_LIKE_ADDRESS = /^(?:https?:)?\/\/\S|^\/[^/\s]|^[^\s:]+\.(?:jpe?g|png|gif|webp|avif|bmp)(?:[?#]|$)/i;

/** Whether `src` shows nothing but that a picture will come. */
export const isPlaceholder = (src: string | undefined): boolean => src === undefined || PLACEHOLDER.test(src.trim().slice(0, 2000));

/**
 * Pictures that a script was to load later (`data-src`, `data-original`, `data-srcset` beside a placeholder `src`)
 * are there at once; one that has only a `srcset` gets its largest candidate as `src`, for readers without sets.
 */
export const lazyPictures: Step = {
  name: 'lazy pictures',
  apply: ({ root }) => {
    for (const element of elements(root)) if (LOADED.has(element.name)) load(element);
  },
};

function load({ name, attribs, parent }: Element): void {
  const set = LATER_SETS.map((attribute) => attribs[attribute]).find((value) => value !== undefined && readSrcset(value).length > 0);
  if (set !== undefined && (name === 'img' || name === 'source')) attribs['srcset'] = set;
  const later = LATER.map((attribute) => attribs[attribute]).find((value) => value !== undefined && LOOKS_LIKE_ADDRESS.test(value.trim()));
  const poster = attribs['data-poster'];
  if (name === 'video' && poster !== undefined && isPlaceholder(attribs['poster'])) attribs['poster'] = poster;
  if (later !== undefined && (name === 'img' || isPlaceholder(attribs['src'])) && !(name === 'source' && attribs['srcset'] !== undefined)) {
    // A picture's source has a set of addresses, a film's one.
    if (name === 'source' && attribs['src'] === undefined && !isNamed(parent, 'video', 'audio')) attribs['srcset'] = later;
    else attribs['src'] = later;
  }
  for (const attribute of [...LATER, ...LATER_SETS, 'data-poster']) Reflect.deleteProperty(attribs, attribute);
  if (name !== 'img' || !isPlaceholder(attribs['src'])) return;
  const best = largest(readSrcset(attribs['srcset'] ?? '').filter(({ address }) => !isPlaceholder(address)));
  if (best) attribs['src'] = best.address;
}
