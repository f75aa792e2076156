import { decodeHTMLStrict } from 'entities';

/** What may stand around a feed and says nothing by itself. */
const WRAPPER = /<(?:!doctype\s+html|\?xml|string|html|body|main|article|section|div|span|p|pre|code|samp|xmp|plaintext|textarea|center|font|meta|link|base)(?:[\s/][^<>]*)?>/iy;
const HEAD = /<(head|title|style|script)(?:\s[^<>]*)?>/iy;
const BLANKS = /\s*/y;
const TAIL = /(?:\s*<\/(?:string|html|body|main|article|section|div|span|p|pre|code|samp|xmp|plaintext|textarea|center|font)\s*>)*\s*$/i;
const ESCAPED = /^&(?:lt|#0*60|#x0*3c);(?:\?xml|!--|rss|rdf|feed|[a-z]{1,20}:)/i;

/**
 * The feed that is all a web page has to say: one that a server put into a page, escaped or not, a browser's view of one,
 * one that is escaped as a whole. Undefined for every other page, and for text that may be anything. Linear.
 */
export function unwrapPage(text: string): string | undefined {
  const { at: start, wrapper } = beyondWrappers(text);
  const first = text.charAt(start);
  if (first === '<') return start === 0 ? undefined : text.slice(start);
  const all = text.slice(start, text.length - (TAIL.exec(text.slice(-1_000))?.[0].length ?? 0));
  const end = wrapper === '' ? -1 : all.indexOf(`</${wrapper}`);
  const alone = end === -1 ? all : all.slice(0, end);
  if (first === '{') return alone.includes('<') ? all : decodeHTMLStrict(alone);
  return ESCAPED.test(alone) && !alone.includes('<') ? decodeHTMLStrict(alone) : undefined;
}

/** Where the first thing stands that is neither a wrapper nor a page's head nor a comment, and the name of the last wrapper. */
function beyondWrappers(text: string): { readonly at: number; readonly wrapper: string } {
  let wrapper = '';
  for (let at = 0; ; ) {
    at = matchEnd(BLANKS, text, at) ?? at;
    const wrapperEnd = matchEnd(WRAPPER, text, at);
    const end = wrapperEnd ?? (text.startsWith('<!--', at) ? after(text, '-->', at) : headEnd(text, at));
    if (end === undefined) return { at, wrapper };
    if (wrapperEnd !== undefined) wrapper = /^<(\w+)/.exec(text.slice(at, at + 20))?.[1] ?? '';
    at = end;
  }
}

function headEnd(text: string, at: number): number | undefined {
  HEAD.lastIndex = at;
  const name = HEAD.exec(text)?.[1];
  if (name === undefined) return undefined;
  const end = new RegExp(`</${name}\\s*>`, 'gi');
  end.lastIndex = at;
  return end.test(text) ? end.lastIndex : undefined;
}

function matchEnd(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}

function after(text: string, mark: string, from: number): number | undefined {
  const at = text.indexOf(mark, from);
  return at === -1 ? undefined : at + mark.length;
}
