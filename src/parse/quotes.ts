import { endOfLiteral } from './literal.js';

const TAG = /<[a-z_:][^\s<>"'/=]{0,200}/iy;
/** Up to what ends a tag, or may open a value. */
const PLAIN = /[^<>"']*/y;
const OPENS_VALUE = /=\s{0,20}$/;
const MARKUP = /<(\/?)([a-z_:][^\s<>"'/=]{0,200})/gi;
const ENDS_IN_ATTRIBUTE = /\s[a-z_:][\w:.-]{0,25}=$/i;
const NEXT_ATTRIBUTE = /\s[a-z_:][\w:.-]{0,100}\s{0,20}=/i;
/** More of these than any feed's author forgets serve only to fill our time. */
const MOST_MENDED = 10_000;

/**
 * XML in which every attribute's value whose closing quote is missing ends with its tag: `<enclosure url="a.mp3 />`.
 * A parser reads on to the next quote, wherever that is, and swallows what lies between, whole items among it.
 *
 * No value may hold `<` (XML 1.0 §3.1), but careless feeds put markup there, so that alone is no sign: it is where the
 * markup ends an element that began outside of the value, where the quote that would close it opens another value, or
 * where there is none. Linear.
 */
export function closeQuotes(text: string): string {
  const pieces: string[] = [];
  let kept = 0;
  const next: Record<string, number> = {};
  for (let at = text.indexOf('<'); at !== -1 && pieces.length < MOST_MENDED * 3; at = text.indexOf('<', at)) {
    const end = endOfLiteral(text, at);
    if (end === -1) break;
    TAG.lastIndex = at;
    at = end ?? (TAG.test(text) ? readTag(TAG.lastIndex) : at + 1);
  }
  return kept === 0 ? text : pieces.join('') + text.slice(kept);

  function readTag(from: number): number {
    for (let at = from; ; ) {
      PLAIN.lastIndex = at;
      const before = PLAIN.exec(text)?.[0] ?? '';
      at += before.length;
      const quote = text.charAt(at);
      if (quote !== '"' && quote !== "'") return at;
      at += 1;
      if (!OPENS_VALUE.test(before.slice(-30))) continue;
      const close = closing(quote, at);
      if (!isOpen(text, at, close)) {
        at = close === -1 ? text.length : close + 1;
        continue;
      }
      const end = endOfValue(text, at);
      if (end === 'cut off') return text.length;
      pieces.push(text.slice(kept, end.at), quote, end.missing);
      kept = at = end.at;
    }
  }

  /** Where the next quote of a kind stands, looked for once. */
  function closing(quote: string, from: number): number {
    const known = next[quote] ?? 0;
    return known === -1 || known >= from ? known : (next[quote] = text.indexOf(quote, from));
  }
}

function isOpen(text: string, from: number, close: number): boolean {
  if (close === -1) return true;
  const value = text.slice(from, close);
  // `url="a.mp3 type="audio/mpeg"`
  if (!value.includes('<')) return ENDS_IN_ATTRIBUTE.test(value.slice(-30)) && /[^\s/>]/.test(text.charAt(close + 1));
  const begun = new Set<string>();
  for (const [, slash, name = ''] of value.matchAll(MARKUP)) {
    if (slash !== '/') begun.add(name.toLowerCase());
    else if (!begun.has(name.toLowerCase())) return true;
  }
  return begun.size > 0 && OPENS_VALUE.test(value.slice(-30));
}

/** Where a value that has no end of its own ends: with its tag, or before the next attribute; a tag without an end is the document's. */
function endOfValue(text: string, from: number): { readonly at: number; readonly missing: string } | 'cut off' {
  const stop = /[<>]/g;
  stop.lastIndex = from;
  const tagEnd = stop.exec(text)?.index;
  if (tagEnd === undefined) return 'cut off';
  const value = text.slice(from, tagEnd);
  const attribute = NEXT_ATTRIBUTE.exec(value)?.index;
  if (attribute !== undefined) return { at: from + value.slice(0, attribute).trimEnd().length, missing: '' };
  if (text[tagEnd] !== '>') return { at: from + value.trimEnd().length, missing: '/>' };
  const written = value.endsWith('/') ? value.slice(0, -1) : value;
  return { at: from + written.trimEnd().length, missing: '' };
}
