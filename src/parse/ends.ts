import { endOfLiteral } from './literal.js';

const END = /<\/([a-z_:][\w:.-]{0,100})\s{0,200}(?=<)/iy;
const START = /<([a-z_:][\w:.-]{0,100})(?=[\s/>])/iy;
/** An item's start tag alone: the others' names stand in titles too. */
const ITEM = /<(?:[\w.-]{1,20}:)?(?:item|entry)\s{0,200}(?=<)/iy;
/** Every feed's names are fewer. */
const MOST_NAMES = 10_000;

/**
 * XML whose tags without a `>` end before the next one: `</title<link>`. A parser takes what follows for a part of the
 * tag. Only an end tag of something that has begun is one, for titles hold `<` too. Linear.
 */
export function closeTags(text: string): string {
  const pieces: string[] = [];
  const begun = new Set<string>();
  let kept = 0;
  for (let at = text.indexOf('<'); at !== -1; at = text.indexOf('<', at + 1)) {
    const end = endOfLiteral(text, at);
    if (end === -1) break;
    if (end !== undefined) {
      at = end;
      continue;
    }
    const tag = unended(at);
    if (tag === undefined) continue;
    pieces.push(text.slice(kept, at), tag.trimEnd(), '>');
    kept = at + tag.length;
    at = kept - 1;
  }
  return kept === 0 ? text : pieces.join('') + text.slice(kept);

  function unended(at: number): string | undefined {
    START.lastIndex = ITEM.lastIndex = END.lastIndex = at;
    if (text[at + 1] === '/') {
      const [tag, name = ''] = END.exec(text) ?? [];
      return begun.has(name.toLowerCase()) ? tag : undefined;
    }
    const name = text[at + 1] === '<' ? undefined : START.exec(text)?.[1];
    if (name !== undefined && begun.size < MOST_NAMES) begun.add(name.toLowerCase());
    return ITEM.exec(text)?.[0];
  }
}
