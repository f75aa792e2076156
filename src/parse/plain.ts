import { decodeHTMLAttribute } from 'entities';
import { Parser } from 'htmlparser2';
import { escapeHtml } from './references.js';
import { shortened } from '../shortened.js';

const INLINE = 'a|abbr|acronym|b|big|bdi|bdo|cite|code|del|dfn|em|font|i|ins|kbd|mark|q|s|samp|small|span|strike|strong|sub|sup|tt|u|var';
const BLOCK = 'blockquote|center|dd|div|dl|dt|h[1-6]|li|ol|p|pre|table|tbody|td|th|tr|ul';
/** An end tag, or a tag that needs none: `How to use <table>` has neither and is plain text. */
const TAGGED = new RegExp(`</(?:${INLINE}|${BLOCK}|script|style)\\s*>|<(?:br|hr|img|wbr)(?:\\s[^<>]*)?/?>|<!--`, 'i');
const REFERENCE = /&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,31});/i;

/** Whether text that may be either was meant as HTML. */
export function looksLikeHtml(text: string): boolean {
  return (text.includes('<') && TAGGED.test(text)) || (text.includes('&') && REFERENCE.test(text));
}

/** The words of a piece of HTML. */
export function htmlToText(html: string): string {
  if (!html.includes('<')) return decodeHTMLAttribute(html);
  let text = '';
  let hidden = 0;
  const parser = new Parser({
    onopentagname: (name) => {
      if (HIDDEN.has(name)) hidden += 1;
      if (BREAKING.test(name)) text += ' ';
    },
    onclosetag: (name) => {
      if (HIDDEN.has(name)) hidden -= 1;
      if (BREAKING.test(name)) text += ' ';
    },
    ontext: (piece) => {
      if (hidden === 0) text += piece;
    },
  });
  parser.end(html.slice(0, LONGEST));
  return text;
}

const HIDDEN: ReadonlySet<string> = new Set(['script', 'style']);
const BREAKING = new RegExp(`^(?:br|hr|${BLOCK})$`);
/** Nobody writes a longer line; hostile markup in one is not read to its end. */
const LONGEST = 100_000;

/** A title or a name of more characters than this is none: it is cut, for it would stand on every page and in every list. */
const LONGEST_LINE = 10_000;

/** Text on one line. */
export function oneLine(text: string): string | undefined {
  const line = text.slice(0, LONGEST).replace(/[ \t\r\n\f]+/g, ' ').trim();
  return line === '' ? undefined : shortened(line, LONGEST_LINE);
}

/** Plain text that may have been escaped once too often, or hold markup nobody asked for, on one line. */
export function plainLine(text: string): string | undefined {
  return oneLine(looksLikeHtml(text) ? htmlToText(text) : text);
}

/** Plain text as HTML that keeps its paragraphs and line breaks. */
export function textToHtml(text: string): string {
  const paragraphs = escapeHtml(text.replace(/\r\n?/g, '\n').trim())
    .split(/\n[ \t]*\n\s*/)
    .map((paragraph) => paragraph.replaceAll('\n', '<br>\n'));
  return paragraphs.length === 1 ? (paragraphs[0] ?? '') : paragraphs.map((paragraph) => `<p>${paragraph}</p>`).join('\n');
}
