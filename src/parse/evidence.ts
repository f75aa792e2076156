import { alphabetOf } from './alphabets.js';
import { eastAsian, otherChinese } from './east-asian.js';
import { decodeAs, decodeNearly } from './encodings.js';
import { alphabetAgainst } from './mistaken.js';

/** The most frequent syllables of Korean: a third of any text and more. */
const SYLLABLES = new Set('이다니수없음을에습자는지의일가스로를은할서인용리사정하한기시함해있도고대어부나만보그아라과여안전주');
/** Characters that have to speak for an encoding. */
const LEAST = 4;

/**
 * The encoding of a text that is not UTF-8, where its bytes leave no doubt: what is declared of it, or that nothing is,
 * counts for nothing then. Undefined for Western text, and for all that is too short to tell.
 */
export function evidentEncoding(bytes: Uint8Array): string | undefined {
  return japanese(bytes) ?? alphabetOf(bytes) ?? eastAsian(bytes) ?? korean(bytes);
}

/**
 * The encoding of a text that can be read in the one it declares, and is in another without a doubt: in another alphabet,
 * in Big5 where GBK is declared, in GBK where Big5 is, in an alphabet where either is. Undefined where the declaration may stand.
 */
export function evidenceAgainst(declared: string, bytes: Uint8Array): string | undefined {
  if (declared === 'windows-1252') return evidentEncoding(bytes);
  const mistaken = alphabetAgainst(declared, bytes);
  if (mistaken !== undefined) return mistaken;
  if (/^(?:gb|big5)/.test(declared)) return otherChinese(declared, bytes);
  if (!/^(?:windows|iso-8859|koi8|ibm|x-mac)/.test(declared)) return undefined;
  const alphabet = alphabetOf(bytes, declared);
  return alphabet === declared ? undefined : alphabet;
}

/** Japanese shows in its kana: nothing else has them, whatever it is mistaken for. */
function japanese(bytes: Uint8Array): string | undefined {
  return ['euc-jp', 'shift_jis'].find((encoding) => {
    const foreign = decodeNearly(bytes, encoding)?.match(/[^\0-\x7f\ufffd]/g) ?? [];
    const kana = count(foreign, /[\u3041-\u30fe]/);
    const usual = count(foreign, /[\u3000-\u30fe\u4e00-\u9fff\uff01-\uff5e]/);
    return kana >= LEAST && kana >= foreign.length * 0.15 && usual >= foreign.length * 0.9;
  });
}

function korean(bytes: Uint8Array): 'euc-kr' | undefined {
  const foreign = decodeNearly(bytes, 'euc-kr')?.match(/[^\0-\x7f\ufffd]/g) ?? [];
  const hangul = count(foreign, /[\uac00-\ud7a3]/);
  const frequent = foreign.filter((character) => SYLLABLES.has(character)).length;
  return hangul >= LEAST && hangul >= foreign.length * 0.8 && frequent >= hangul * 0.25 ? 'euc-kr' : undefined;
}

/** ISO 2022-JP is all ASCII, and its escape sequences are nothing that XML or JSON may hold. */
export function iso2022jp(bytes: Uint8Array): string | undefined {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return buffer.includes('\x1b$B') || buffer.includes('\x1b$@') ? decodeAs(bytes, 'iso-2022-jp', true) : undefined;
}

function count(characters: readonly string[], kind: RegExp): number {
  return characters.filter((character) => kind.test(character)).length;
}
