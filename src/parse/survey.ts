import { sectionSurvey } from './sections.js';

/** More elements than this, or more text, and rss-parser's object for every one of them would cost too much memory. */
const MOST_TAGS = 60_000;
const LARGEST = 4_000_000;
const LONGEST_TAG = 10_000;

/** Name spaces, bases and languages below the root, of which rss-parser knows nothing; nor of XHTML. */
const BEYOND = ['xmlns', 'xml:base', 'xml:lang'];
const ITEM = /<(?:[\w.-]{1,20}:)?(?:item|entry)[\s/>]/iy;
const ADDRESS = /\s{0,40}https?:\/\//iy;
const ROOTS: ReadonlySet<string> = new Set(['rss', 'rdf', 'feed']);

/**
 * A cheap look: whether a document is of the common kind, which rss-parser reads right. That is a known root,
 * no DTD of its own, nothing whose meaning lies in the order or the place of elements, and a size that it can hold.
 *
 * @param at where the root begins
 * @returns how many items it seems to hold; undefined for a document that is not common
 */
export function surveyCommon(text: string, root: string, at: number, nesting: number): { readonly items: number } | undefined {
  const rootEnd = text.indexOf('>', at);
  if (!ROOTS.has(root) || text.length > LARGEST || rootEnd === -1 || rootEnd - at > LONGEST_TAG) return undefined;
  // An image of RSS 1.0 stands outside of the channel, where rss-parser does not look.
  if (root === 'rdf' && /<(?:[\w.-]{1,20}:)?image[\s>]/i.test(text)) return undefined;
  const beyond = text.includes('xhtml', rootEnd) || (text.includes('xml', rootEnd) && BEYOND.some((word) => text.includes(word, rootEnd)));
  return beyond ? undefined : surveyTags(text, at, nesting);
}

/** HTML's serialisers know `link` as an element without an end: its address stands behind it. */
function isVoidLink(text: string, tagEnd: number): boolean {
  ADDRESS.lastIndex = tagEnd + 1;
  return ADDRESS.test(text);
}

/** Counts tags outside of CDATA; undefined for too many, or too deep. The depth is an estimate: the other reader counts well. */
function surveyTags(text: string, from: number, nesting: number): { readonly items: number } | undefined {
  let tags = 0;
  let items = 0;
  let depth = 0;
  let element = from;
  let item = from;
  const mayBeUnclosed = sectionSurvey(text);
  for (let at = text.indexOf('<', from); at !== -1; at = text.indexOf('<', at + 1)) {
    if (text.startsWith('![CDATA[', at + 1)) {
      const end = text.indexOf(']]>', at);
      if (end === -1 || mayBeUnclosed(element, item, at, end)) return undefined;
      at = end;
    } else if (text[at + 1] === '/') depth -= 1;
    else if (text[at + 1] === '!') {
      // A comment; anything else is no markup that may stand here.
      if (!text.startsWith('--', at + 2)) return undefined;
    } else if (text[at + 1] !== '?') {
      const end = text.indexOf('>', at);
      if (end === -1 || end - at > LONGEST_TAG) return undefined;
      if (text[end - 1] !== '/') depth += 1;
      else if (isVoidLink(text, end)) return undefined;
      tags += 1;
      element = at;
      ITEM.lastIndex = at;
      if (ITEM.test(text)) {
        items += 1;
        item = at;
      }
    }
    if (tags > MOST_TAGS || depth >= nesting) return undefined;
  }
  return { items };
}
