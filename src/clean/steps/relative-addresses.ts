import type { Element } from 'domhandler';
import { resolve } from '../address.js';
import type { Step } from '../article.js';
import { elements } from '../html/tree.js';
import { readSrcset, writeSrcset } from '../images/srcset.js';
import { ADDRESS_ATTRIBUTES } from '../vocabulary.js';

/**
 * Addresses become absolute, against what the item says they are relative to (BBC links
 * `/zhongwen/simp/world-69226914`). A link to a place within the article stays one where that place is.
 */
export const relativeAddresses: Step = {
  name: 'relative addresses',
  apply: ({ root, item }) => {
    const base = item.base ?? item.link;
    const all = elements(root);
    const places = new Set<string>();
    for (const { attribs } of all) {
      if (attribs['id'] !== undefined) places.add(attribs['id']);
      if (attribs['name'] !== undefined) places.add(attribs['name']);
    }
    for (const element of all) makeAbsolute(element, base, places);
  },
};

function makeAbsolute({ attribs }: Element, base: string | undefined, places: ReadonlySet<string>): void {
  for (const [name, value] of Object.entries(attribs)) {
    if (name === 'srcset') {
      attribs[name] = writeSrcset(readSrcset(value).map((candidate) => ({ ...candidate, address: resolve(candidate.address, base) })));
    } else if (ADDRESS_ATTRIBUTES.has(name)) {
      attribs[name] = (name === 'href' && placeWithin(value.trim(), base, places)) || resolve(value, base);
    }
  }
}

/** `#place`, where `address` leads to a place that the article itself holds. */
function placeWithin(address: string, base: string | undefined, places: ReadonlySet<string>): string | undefined {
  const at = address.indexOf('#');
  if (at < 0 || (at > 0 && address.slice(0, at) !== base?.split('#', 1)[0])) return undefined;
  const place = address.slice(at);
  return places.has(decode(place.slice(1))) ? place : undefined;
}

function decode(fragment: string): string {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}
