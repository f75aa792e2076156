/** More elements than this, or more text, and rss-parser's object for every one of them would cost too much memory. */
const MOST_TAGS = 60_000;
const LARGEST = 4_000_000;
const LONGEST_TAG = 10_000;

/** Name spaces, bases, languages and XHTML below the root, of which rss-parser knows nothing. */
const BEYOND = ['xmlns', 'xml:base', 'xml:lang', 'xhtml'];
const ROOTS: ReadonlySet<string> = new Set(['rss', 'rdf', 'feed']);

/**
 * A cheap look: whether a document is of the common kind that rss-parser reads as well as any. That is a known root,
 * no DTD of its own, nothing whose meaning lies in the order or the place of elements, and a size that it can hold.
 *
 * @param at where the root begins
 */
export function isCommon(text: string, root: string, at: number, nesting: number): boolean {
  const rootEnd = text.indexOf('>', at);
  if (!ROOTS.has(root) || text.length > LARGEST || rootEnd === -1 || rootEnd - at > LONGEST_TAG) return false;
  // An image of RSS 1.0 stands outside of the channel, where rss-parser does not look.
  if (root === 'rdf' && /<(?:[\w.-]{1,20}:)?image[\s>]/i.test(text)) return false;
  return BEYOND.every((word) => !text.includes(word, rootEnd)) && isModest(text, at, nesting);
}

/** Few tags, nested to a modest depth. The depth is an estimate: the other reader counts well. */
function isModest(text: string, from: number, nesting: number): boolean {
  let tags = 0;
  let depth = 0;
  for (let at = text.indexOf('<', from); at !== -1; at = text.indexOf('<', at + 1)) {
    if (text.startsWith('![CDATA[', at + 1)) {
      at = text.indexOf(']]>', at);
      if (at === -1) return false;
    } else if (text[at + 1] === '/') depth -= 1;
    else if (text[at + 1] !== '!' && text[at + 1] !== '?') {
      tags += 1;
      const end = text.indexOf('>', at);
      if (end === -1 || end - at > LONGEST_TAG) return false;
      if (text[end - 1] !== '/') depth += 1;
    }
    if (tags > MOST_TAGS || depth >= nesting) return false;
  }
  return true;
}
