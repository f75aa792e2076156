import { decodeHTMLAttribute, decodeHTMLStrict } from 'entities';

/** Entities that a document's own DTD declares; a bomb is one that multiplies, so what they add is bounded. */
export interface Declared {
  readonly values: ReadonlyMap<string, string>;
  /** Characters that expansion may still add to the document. */
  budget: number;
}

const LONGEST_VALUE = 256;
const MOST_DECLARED = 1_000;
const MOST_EXPANDED = 100_000;

/**
 * The plain general entities of a DTD's internal subset (XML 1.0 §4.2). Parameter and external entities, long values
 * and values that refer to other entities are left out: no feed needs them, and every known bomb does.
 */
export function readDeclared(subset: string): Declared | undefined {
  const values = new Map<string, string>();
  for (const [, name, double, single] of subset.matchAll(/<!ENTITY\s{1,9}([\w.-]{1,64})\s{1,9}(?:"([^"]{0,256})"|'([^']{0,256})')/g)) {
    const value = double ?? single ?? '';
    if (name === undefined || values.size >= MOST_DECLARED) break;
    const decoded = decodeHTMLStrict(value);
    if (decoded.length <= LONGEST_VALUE && !/&[\w.-]+;/.test(decoded)) values.set(name, decoded);
  }
  return values.size === 0 ? undefined : { values, budget: MOST_EXPANDED };
}

/**
 * Character and entity references to characters: XML's own, HTML's named ones (feeds use them undeclared) and the
 * document's. What is no reference, such as a stray `&`, stays as it is.
 *
 * @param open whether a reference may lack its semicolon where neither a letter, a figure nor `=` follows, as HTML has
 *   it in attributes (HTML §13.2.5.73): `caf&eacute au lait`; in an address `&copy` begins a parameter
 */
export function decodeReferences(raw: string, declared?: Declared, open = false): string {
  if (!raw.includes('&')) return raw;
  const decode = open ? decodeHTMLAttribute : decodeHTMLStrict;
  const text = declared === undefined ? decode(raw) : raw.replace(open ? OPEN : CLOSED, (reference) => expand(reference, declared, decode));
  return mayNeedMending(raw) ? mendReferences(text) : text;
}

const CLOSED = /&[#\w.-]{1,64};/g;
const OPEN = /&[#\w.-]{1,64}(?:;|(?![\w=]))/g;

function expand(reference: string, declared: Declared, decode: (reference: string) => string): string {
  const value = reference.endsWith(';') ? declared.values.get(reference.slice(1, -1)) : undefined;
  if (value === undefined || declared.budget < value.length) return decode(reference);
  declared.budget -= value.length;
  return value;
}

const WRONG = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]/;
const EVERY_WRONG = new RegExp(WRONG.source, 'g');
const LONE_SURROGATE = /\p{Surrogate}/gu;

/** What windows-1252 has where ISO 8859-1 and Unicode have the C1 controls, which nobody means. */
const C1 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

/** Without the characters that XML forbids (XML 1.0 §2.2), with C1 controls read as windows-1252, and old line breaks as blanks. */
export function mendCharacters(text: string): string {
  if (!WRONG.test(text)) return text;
  return text.replace(EVERY_WRONG, (character) => {
    if (character === '\v' || character === '\f') return ' ';
    const meant = C1.charAt(character.charCodeAt(0) - 0x80);
    return meant === character ? '' : meant;
  });
}

/** References to controls, to halves of characters and to none, in figures of ten and of sixteen. */
const RISKY = /&#(?:0*(?:\d|[12]\d|3[01]|12[7-9]|1[345]\d|5[567]\d{3}|6553[45])(?!\d)|x0*(?:[01]?[0-9a-f]|7f|[89][0-9a-f]|d[89a-f][0-9a-f]{2}|fff[ef])(?![0-9a-f]))/i;

/** Whether references in a text may name what no text should hold; a look at the whole is cheaper than one at each. */
export function mayNeedMending(raw: string): boolean {
  return raw.includes('&#') && RISKY.test(raw);
}

/** The same for text that came of references, which can name half of a character. */
export function mendReferences(text: string): string {
  return mendCharacters(text).replace(LONE_SURROGATE, '\ufffd');
}

/** Text as HTML. */
export function escapeHtml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
