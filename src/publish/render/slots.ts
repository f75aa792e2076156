import { attributeList, type Attributes } from './xml.js';

/**
 * `feed` writes the skeleton of a document: the envelope, ids, addresses, dates. Where it falls short of
 * what we promise, it is given a mark instead of a text, and our own elements take the marked one's place.
 * Its shortfalls, each named by a test beside this module:
 *
 * - titles are written as HTML, and a plain text that holds `&amp;` loses it on the way;
 * - `]]>` is mended once in a text and not a second time, which breaks the document;
 * - attributes keep `<`, so a category can break the document;
 * - links are rewritten (`https://host` gets its slash, `HTTPS:` its small letters), and an Atom entry throws
 *   without one;
 * - an Atom entry has no place for extensions, `xml:lang` or `atom:source`;
 * - enclosures: one an item, the type guessed from the extension, an image in place of the real one;
 * - RSS authors are bare names where an e-mail address must stand;
 * - no `updated` means today.
 *
 * The mark is a control character, and strangers' texts reach `feed` only behind marks; nothing of
 * theirs can look like one or like a part of the skeleton.
 */
export interface Slots {
  /** A text for `feed` to write as the whole of some element; that element gives way to these. */
  hold(...elements: readonly string[]): string;
  /** As `hold`, for the first element of an Atom entry, which gets these attributes. */
  holdInEntry(attributes: Attributes, elements: readonly string[]): string;
  /** The document with every slot filled. */
  fill(skeleton: string): string;
}

/** Stands for the link of an Atom entry, since `feed` insists on one; `fill` takes it out. */
export const NO_LINK = 'about:blank';

const EMPTY_LINK = /\n *<link href="about:blank"\/>/g;
const SLOT = /(?:<entry>)?(\n *)<([\w:]+)(?: type="html")?>(?:<!\[CDATA\[)?\u0001(\d+)\u0001(?:\]\]>)?<\/\2>/g;

export function slots(): Slots {
  const held: { readonly entry: Attributes; readonly elements: readonly string[] }[] = [];
  const hold = (entry: Attributes, elements: readonly string[]) => `\u0001${held.push({ entry, elements }) - 1}\u0001`;
  return {
    hold: (...elements) => hold({}, elements),
    holdInEntry: hold,
    fill: (skeleton) =>
      skeleton.replace(EMPTY_LINK, '').replace(SLOT, (match, indent: string, _name, index: string) => {
        const { entry, elements } = held[Number(index)] ?? { entry: {}, elements: [] };
        const start = match.startsWith('<entry>') ? `<entry${attributeList(entry)}>` : '';
        return start + elements.map((xml) => indent + xml).join('');
      }),
  };
}
