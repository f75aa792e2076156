import { endOfLiteral } from './literal.js';

/** A tag as XML has it, and as careless feeds write it: values without quotes too, and with `<` or `>` inside of quotes. */
const TAG = /<\/?[a-z_:][^\s<>"'/=]{0,200}(?:[^<>"']|"[^"]{0,5000}"|'[^']{0,5000}'){0,2000}>/iy;
/** What may follow a `<` that means something; names that are not ASCII no feed has. */
const MEANT = /\/?[a-z_:]|!(?:--|\[|[a-z])|\?[a-z]/iy;

/**
 * XML in which every `<` that begins nothing is escaped: `I <3 you`, `p<0.05`, `a <b and c`. A parser that takes one for a
 * tag swallows what comes after it, an item's link and guid among it. CDATA sections and comments stay as they are. Linear.
 */
export function escapeStray(text: string): string {
  const pieces: string[] = [];
  let kept = 0;
  let close = -1;
  for (let at = text.indexOf('<'); at !== -1; at = text.indexOf('<', at + 1)) {
    const end = endOfLiteral(text, at);
    if (end === -1) break;
    if (end !== undefined) {
      at = end;
      continue;
    }
    if (close <= at) close = indexOr(text, '>', at + 1);
    if (!isStray(text, at, close)) continue;
    pieces.push(text.slice(kept, at), '&lt;');
    kept = at + 1;
  }
  return kept === 0 ? text : pieces.join('') + text.slice(kept);
}

/** @param close where the next `>` stands */
function isStray(text: string, at: number, close: number): boolean {
  MEANT.lastIndex = at + 1;
  if (!MEANT.test(text)) return true;
  const next = text.indexOf('<', at + 1);
  // The tail of a document that is cut off is no text: it belongs to an item that is left out.
  if (next === -1 || next > close) return false;
  if (!/[a-z_:/]/i.test(text.charAt(at + 1))) return false;
  TAG.lastIndex = at;
  return !TAG.test(text);
}

function indexOr(text: string, what: string, from: number): number {
  const at = text.indexOf(what, from);
  return at === -1 ? text.length : at;
}
