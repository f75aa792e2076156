import { isLetter } from './alphabets.js';
import { brokenIn, decodeAs, decodeNearly } from './encodings.js';

/** Characters that have to speak for an encoding, or nothing is said. */
const LEAST_PAIRS = 4;

/** Of the characters of a text in pairs, so many at most come right after a letter of ASCII's. */
const MOST_WITHIN_WORDS = 0.3;
/** Pairs that make up for a run with half of one: a summary cut within a character, where every item has one. */
const PAIRS_FOR_ODD = 16;

/**
 * Chinese text whose encoding nobody, or somebody falsely, declares: told by the shape of its bytes
 * alone, for markup and links in between dilute every statistic over a whole document.
 *
 * - GB 2312 (as gb18030): high bytes come in even runs; first bytes lie in the rows of the common
 *   characters, and reach past those in which all of Korean lies (EUC-KR, rows up to 0xC8).
 * - Big5: first bytes lie in the common half, and a good part of second bytes looks like ASCII; no first byte of most
 *   comes after a letter of ASCII's, as in `ÄRZTE FÜR ÖSTERREICH`.
 *
 * Western text has its high bytes alone between ASCII letters, Cyrillic as often in odd runs as in even.
 */
export function eastAsian(bytes: Uint8Array): 'gb18030' | 'big5' | undefined {
  if (looksLikeGb(bytes) && decodeNearly(bytes, 'gb18030') !== undefined) return 'gb18030';
  if (looksLikeBig5(bytes) && decodeNearly(bytes, 'big5') !== undefined) return 'big5';
  return undefined;
}

/** Bytes beyond ASCII without which no declaration of one of the two is overruled. */
const MUCH = 100;

/** Big5 that is declared as GBK, or the other way round: each can be read as the other, into characters that nobody wrote. */
export function otherChinese(declared: string, bytes: Uint8Array): 'gb18030' | 'big5' | undefined {
  if (!holdsMuch(bytes) || looksLikeGb(bytes) === declared.startsWith('gb')) return undefined;
  const found = eastAsian(bytes);
  if (found === undefined || found.startsWith(declared.slice(0, 2))) return undefined;
  const broken = (encoding: string): number => brokenIn(decodeAs(bytes, encoding, false) ?? '');
  return broken(found) <= broken(declared) ? found : undefined;
}

function holdsMuch(bytes: Uint8Array): boolean {
  let count = 0;
  for (let index = 0; index < bytes.length && count < MUCH; index += 1) if (byteAt(bytes, index) > 0x7f) count += 1;
  return count === MUCH;
}

function looksLikeGb(bytes: Uint8Array): boolean {
  let runs = 0;
  let even = 0;
  let pairs = 0;
  let common = 0;
  let late = 0;
  let kana = 0;
  for (let index = 0; index < bytes.length; ) {
    if (byteAt(bytes, index) < 0x80) {
      index += 1;
      continue;
    }
    const start = index;
    while (index < bytes.length && byteAt(bytes, index) >= 0x80) index += 1;
    runs += 1;
    if ((index - start) % 2 === 0) even += 1;
    for (let at = start; at + 1 < index; at += 2) {
      const lead = byteAt(bytes, at);
      pairs += 1;
      if (byteAt(bytes, at + 1) < 0xa1) continue;
      if ((lead >= 0xb0 && lead <= 0xd7) || lead === 0xa1 || lead === 0xa3) common += 1;
      if (lead >= 0xc9 && lead <= 0xd7) late += 1;
      if (lead === 0xa4 || lead === 0xa5) kana += 1;
    }
  }
  return pairs >= LEAST_PAIRS && (even >= runs * 0.95 || (runs - even) * PAIRS_FOR_ODD <= pairs) && common >= pairs * 0.8 && late >= pairs * 0.12 && kana < pairs * 0.1;
}

function looksLikeBig5(bytes: Uint8Array): boolean {
  const { pairs, common, likeAscii, afterLetter } = readPairs(bytes);
  return pairs >= LEAST_PAIRS && common >= pairs * 0.85 && likeAscii >= pairs * 0.15 && likeAscii <= pairs * 0.75 && afterLetter <= pairs * MOST_WITHIN_WORDS;
}

/** Whether characters of two bytes begin where words do; Western ones begin within words of ASCII's letters. */
export function isWrittenInPairs(bytes: Uint8Array): boolean {
  const { pairs, afterLetter } = readPairs(bytes);
  return afterLetter <= pairs * MOST_WITHIN_WORDS;
}

function readPairs(bytes: Uint8Array): { readonly pairs: number; readonly common: number; readonly likeAscii: number; readonly afterLetter: number } {
  let pairs = 0;
  let common = 0;
  let likeAscii = 0;
  let afterLetter = 0;
  let inWord = false;
  for (let index = 0; index < bytes.length; ) {
    const lead = byteAt(bytes, index);
    if (lead < 0x81) {
      inWord = isLetter(lead);
      index += 1;
      continue;
    }
    if (inWord) afterLetter += 1;
    inWord = false;
    const trail = byteAt(bytes, index + 1);
    pairs += 1;
    if (lead === 0xa1 || (lead >= 0xa4 && lead <= 0xc6)) common += 1;
    if (trail >= 0x40 && trail <= 0x7e) likeAscii += 1;
    index += 2;
  }
  return { pairs, common, likeAscii, afterLetter };
}

/** 0 past the end. */
function byteAt(bytes: Uint8Array, index: number): number {
  return bytes[index] ?? 0;
}
