import { Parser } from 'htmlparser2';

/**
 * What no document of ours may hold: control characters (C0, DEL and C1; tab and line feed may stay),
 * lone surrogates and noncharacters. XML 1.0 §2.2 forbids most of them, and the W3C feed validator
 * warns of the rest.
 */
const ILLEGIBLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\p{Surrogate}\p{Noncharacter_Code_Point}]/gu;
/** Cheap to look for, and absent from most articles: half of a surrogate pair is no reason to change anything, but one to look closer. */
const SUSPECT = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]/;
/** Anything but blanks of every width, and marks that only say how others are to be written. */
const VISIBLE = /[^\p{White_Space}\p{Default_Ignorable_Code_Point}\p{Cf}\u2800]/u;
const BREAKS = /[\t\n\v\f\r \u0085\u2028\u2029]+/g;
/** Elements after which a reader sees the next word apart. */
const INLINE = new Set('a abbr b bdi bdo cite code data del dfn em font i ins kbd mark q s samp small span strike strong sub sup time tt u var wbr'.split(' '));
const UNSEEN = new Set(['script', 'style', 'template', 'noscript', 'rp']);
/** Characters of markup read at a time. */
const SLICE = 512;

/** The text without characters that a feed may not hold; line ends are `\n`. */
export function legible(text: string): string {
  return SUSPECT.test(text) ? text.replace(/\r\n?/g, '\n').replace(ILLEGIBLE, '') : text;
}

/** Plain text as one line: blanks and breaks are single spaces, none at the ends. An ideographic space stays. '' where nobody would see any of it. */
export function line(text: string): string {
  // What is illegible goes between the two: a blank on either side of it is one blank.
  const one = legible(text.replace(BREAKS, ' ')).replace(/ {2,}/g, ' ').trim();
  return VISIBLE.test(one) ? one : '';
}

const TAG = /<[a-z!/?]/i;
/** A reference to a character (HTML §13.5, XML 1.0 §4.1): no name of one has a single letter. */
const REFERENCE = /&(?:#\d+|#x[\da-f]+|[a-z][a-z\d]+);/i;

/** Plain text that, taken for HTML, would lose what stands between `<` and `>`, or show `&lt;` as `<`. */
export function looksLikeHtml(text: string): boolean {
  return TAG.test(text) || REFERENCE.test(text);
}

/** Plain text as HTML that shows it. */
export function asHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/**
 * What a reader sees of an HTML fragment, as one line of plain text: no tags, references decoded,
 * a space where an element that is no part of a sentence begins or ends.
 *
 * @param enough reading stops once this many characters are there (UTF-16 units); the rest is not looked at
 */
export function textOf(html: string, enough = Infinity): string {
  let text = '';
  let unseen = 0;
  const apart = (name: string) => {
    if (!INLINE.has(name)) text += ' ';
  };
  const parser = new Parser({
    onopentag(name) {
      if (UNSEEN.has(name)) unseen += 1;
      apart(name);
    },
    ontext(part) {
      if (unseen === 0) text += part;
    },
    onclosetag(name) {
      if (UNSEEN.has(name)) unseen -= 1;
      apart(name);
    },
  });
  const step = enough === Infinity ? html.length : SLICE;
  // Blanks between tags count for nothing, so what is there is looked at as it will be given.
  for (let at = 0; at < html.length && (enough === Infinity || line(text).length < enough); at += step) {
    parser.write(html.slice(at, at + step));
  }
  parser.end();
  return line(text);
}

/** The beginning of a text, at most `length` characters, cut between words where there are spaces, with `…` where something follows. */
export function excerpt(text: string, length: number): string {
  if (text.length <= length) return text;
  const head = text.slice(0, length - 1).replace(/\p{Surrogate}$/u, '');
  const space = head.lastIndexOf(' ');
  return `${(space > length / 2 ? head.slice(0, space) : head).trimEnd()}…`;
}
