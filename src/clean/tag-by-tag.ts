import { VOID } from './html/elements.js';
import { isKept } from './vocabulary.js';

/** A tag as our own serialiser writes it; attributes in double quotes. */
const TAG = /<(\/?)([a-z][a-z0-9]*)((?: [a-z]+(?:="[^"]*")?)*)>/y;

/** What escaped text never holds: a bare `>`, or an entity beyond those that the serialiser writes. */
const UNESCAPED = />|&(?!amp;|lt;|gt;|nbsp;)/;

/** Elements that some parser ends where one of these begins; whoever nests them so goes the long way. */
const ENDED_BY: Readonly<Record<string, RegExp>> = {
  p: /^(?!a$|abbr$|b$|br$|code$|em$|i$|img$|small$|span$|strong$|sub$|sup$|time$|u$)/,
  li: /^li$/, dd: /^d[dt]$/, dt: /^d[dt]$/, rt: /^r[tp]$/, rp: /^r[tp]$/,
  thead: /^(?:tbody|tfoot|td)$/, tbody: /^(?:tbody|tfoot)$/, tr: /^tr$/, td: /^(?:td|tr)$/, th: /^(?:td|th|tr)$/,
};

/** What the sanitiser makes of one start tag with attributes, given with its end tag where it needs one. */
export type Judge = (name: string, tag: string) => string;

/**
 * HTML that our own serialiser wrote, each tag sanitised by itself: a sanitiser looks at tags singly, and most have no
 * attributes to look at. Text is escaped already, a bare tag of the vocabulary is what it is, and of every other start
 * tag `judge` gives what is left.
 *
 * @returns `undefined` where it is not made of balanced tags of the vocabulary and escaped text: then nothing is known of it
 */
export function tagByTag(html: string, judge: Judge): string | undefined {
  const judged = new Map<string, string>();
  const open: string[] = [];
  let result = '';
  let at = 0;
  for (let start = html.indexOf('<'); start >= 0; start = html.indexOf('<', at)) {
    TAG.lastIndex = start;
    const [tag = '', slash, name = '', attributes] = TAG.exec(html) ?? [];
    const text = escapedText(html.slice(at, start));
    if (text === undefined || !isKept(name) || name === 'iframe') return undefined;
    result += text;
    at = start + tag.length;
    if (slash === '/') {
      if (attributes !== '' || open.pop() !== name) return undefined;
      result += tag;
      continue;
    }
    if (ENDED_BY[open.at(-1) ?? '']?.test(name) === true) return undefined;
    if (!VOID.has(name)) open.push(name);
    const known = judged.get(tag) ?? startTag(name, tag, attributes === '', judge);
    if (known === undefined) return undefined;
    judged.set(tag, known);
    result += known;
  }
  const rest = escapedText(html.slice(at));
  return rest === undefined || open.length > 0 ? undefined : result + rest;
}

function startTag(name: string, tag: string, bare: boolean, judge: Judge): string | undefined {
  if (VOID.has(name)) return bare ? `<${name} />` : judge(name, tag);
  if (bare) return tag;
  const end = `</${name}>`;
  const judged = judge(name, tag + end);
  return judged.startsWith(`<${name}`) && judged.endsWith(`>${end}`) ? judged.slice(0, -end.length) : undefined;
}

function escapedText(text: string): string | undefined {
  if (UNESCAPED.test(text)) return undefined;
  return text.includes('&nbsp;') ? text.replaceAll('&nbsp;', '\u00a0') : text;
}
