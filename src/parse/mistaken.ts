import { alphabetOf, isLetter, SIGNS } from './alphabets.js';
import { decodeAs } from './encodings.js';
import { latinScriptOf } from './latin-script.js';

type Range = readonly [first: number, last: number];

const HALF = 0.5;

/** First bytes of the characters that most of any text is written in: kana and signs, Hangul, the usual Han ones; and their least share. */
const USUAL: readonly (readonly [encoding: RegExp, leads: readonly Range[], share: number])[] = [
  [/^gb/, [[0xa1, 0xa9], [0xb0, 0xd7]], HALF],
  [/^big5/, [[0xa1, 0xa1], [0xa4, 0xc8]], HALF],
  [/^euc-kr/, [[0xa1, 0xac], [0xb0, 0xc8]], HALF],
  [/^euc-jp/, [[0xa1, 0xa8], [0xb0, 0xcf]], HALF],
  // Narrow kana, of one byte each, lie where KOI8-R has its letters, but for these.
  [/^shift_jis/, [[0x81, 0x98], [0xa6, 0xbf]], 0.2],
];
const LEAST_LATIN = 3;
/** Bytes a word on average: Cyrillic has six, Chinese, which parts no words, some thirty. */
const LONGEST_WORDS = 14;
const ENOUGH_WORDS = 100;

/**
 * The encoding of text that is declared East Asian and is in an alphabet without a doubt: Cyrillic words that are broken as
 * pairs of bytes, or are pairs that hardly anyone writes; Latin words with single letters beyond ASCII. Undefined where the
 * declaration may stand.
 */
export function alphabetAgainst(declared: string, bytes: Uint8Array): string | undefined {
  const usual = USUAL.find(([encoding]) => encoding.test(declared));
  if (usual === undefined) return undefined;
  const alphabet = wordLength(bytes) > LONGEST_WORDS ? undefined : alphabetOf(bytes);
  if (alphabet !== undefined) return decodeAs(bytes, declared, true) !== undefined && isUsual(bytes, usual[1], usual[2], declared === 'shift_jis') ? undefined : alphabet;
  return isLatin(bytes) ? (latinScriptOf(bytes) ?? 'windows-1252') : undefined;
}

/** The average length of what is beyond ASCII, of the first of a text. */
function wordLength(bytes: Uint8Array): number {
  let words = 0;
  let letters = 0;
  for (let at = 0; at < bytes.length && words < ENOUGH_WORDS; at += 1) {
    if ((bytes[at] ?? 0) < 0x80) continue;
    letters += 1;
    if ((bytes[at + 1] ?? 0) < 0x80) words += 1;
  }
  return words === 0 ? 0 : letters / words;
}

/** Whether a text's pairs have their share of usual ones. */
function isUsual(bytes: Uint8Array, leads: readonly Range[], share: number, narrow: boolean): boolean {
  let pairs = 0;
  let usual = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    const lead = bytes[at] ?? 0;
    if (lead < 0x81) continue;
    pairs += 1;
    if (leads.some(([first, last]) => lead >= first && lead <= last)) usual += 1;
    if (!narrow || lead < 0xa1 || lead > 0xdf) at += 1;
  }
  return usual >= pairs * share;
}

/** Whether the letters beyond ASCII stand alone, or two in a word as in `größer`, none below 0xC0, and most within words of ASCII's: pairs have rare leads there. */
function isLatin(bytes: Uint8Array): boolean {
  let alone = 0;
  let within = 0;
  let double = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte < 0x80 || SIGNS.has(byte)) continue;
    if (byte < 0xc0) return false;
    if (isHigh(bytes[at + 1])) {
      if ((bytes[at + 1] ?? 0) < 0xc0 || isHigh(bytes[at + 2]) || !isLetter(bytes[at - 1]) || !isLetter(bytes[at + 2])) return false;
      double += 1;
      at += 1;
    } else {
      alone += 1;
      if (isLetter(bytes[at + 1]) && (isLetter(bytes[at - 1]) || isLetter(bytes[at + 2]))) within += 1;
    }
  }
  return alone >= LEAST_LATIN && within * 3 >= alone * 2 && double * 2 <= alone;
}

function isHigh(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x80 && !SIGNS.has(byte);
}
