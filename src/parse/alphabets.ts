import { decodeAs } from './encodings.js';

/** Letters of one script, the most frequent first: Russian with its neighbours, Greek, Hebrew, Arabic and Persian, Thai. */
const CYRILLIC = 'аеноитрсвлпкдмзуябыгчьійцжшхщюэфјўєљњћїґёђќџѓъ';
const GREEK = 'αοετνιρσμηπςκυλγίδέήόάχωθφύβώξζψϊϋΐΰ';
const HEBREW = 'יוהתלמראנבשקפדסגחעםכןטצזךץף';
const ARABIC = 'النرميتوهدسبةفعکشجحقكصزخپطإأگذغىثچضظآئءؤژ';
const THAI = 'ารอนกเง่มย้ลวัดีตสทคิบจหแปขพไใช์ืูะผุำโธซณถศ็ภฟษญฉฮ';

/** Encodings of a byte a letter; the first of two that read a text alike is the more usual. */
const ALPHABETS: readonly (readonly [encoding: string, letters: string])[] = [
  ['windows-1251', CYRILLIC],
  ['koi8-r', CYRILLIC],
  ['koi8-u', CYRILLIC],
  ['ibm866', CYRILLIC],
  ['iso-8859-5', CYRILLIC],
  ['x-mac-cyrillic', CYRILLIC],
  ['windows-1253', GREEK],
  ['iso-8859-7', GREEK],
  ['windows-1255', HEBREW],
  ['iso-8859-8', HEBREW],
  ['iso-8859-8-i', HEBREW],
  ['windows-1256', ARABIC],
  ['iso-8859-6', ARABIC],
  ['windows-874', THAI],
];

/** Letters that make up most of any text. */
const FREQUENT = 14;
/** A text in its own letters gets 0.6 and more, one in others', or of two bytes a character, 0.3 and less. */
const LEAST_LIKENESS = 0.5;
/** What a declaration weighs. */
const CREDIT = 0.2;
const LEAST_WORDS = 3;
const LEAST_LETTERS = 10;
/** So many words of both, and the rest of a long document need not be read. */
const ENOUGH_MIXED = 200;
/** Bytes of words that are looked at. */
const SAMPLE = 1_200;

/** What windows-1252 has for quotes, dashes, blanks and signs: bytes that may stand together in Western text too. */
export const SIGNS: ReadonlySet<number> = new Set([0x80, 0x82, 0x84, 0x85, 0x91, 0x92, 0x93, 0x94, 0x95, 0x96, 0x97, 0x99, 0xa0, 0xa9, 0xab, 0xad, 0xae, 0xb0, 0xb4, 0xb7, 0xbb]);

/**
 * The encoding of text in an alphabet that is not the Latin one, by its words, for markup and addresses in between
 * dilute every statistic over a whole document. Western text has its accented letters within words of ASCII's; these
 * have none of ASCII's in theirs.
 *
 * @param declared preferred to one that is not clearly better, for the encodings of an alphabet have much in common
 */
export function alphabetOf(bytes: Uint8Array, declared?: string): string | undefined {
  const words = foreignWords(bytes);
  if (words === undefined) return undefined;
  let best: { readonly encoding: string; readonly likeness: number } | undefined;
  for (const [encoding, letters] of ALPHABETS) {
    const likeness = likenessOf(decodeAs(words, encoding, false) ?? '', letters) + (encoding === declared ? CREDIT : 0);
    if (likeness >= LEAST_LIKENESS && likeness > (best?.likeness ?? 0)) best = { encoding, likeness };
  }
  return best?.encoding;
}

/** The words without a letter of ASCII's, a blank between, where nearly all that have other letters are such. */
function foreignWords(bytes: Uint8Array): Uint8Array | undefined {
  const words: number[] = [];
  let foreign = 0;
  let mixed = 0;
  for (let at = 0; at < bytes.length && words.length < SAMPLE; at += 1) {
    if ((bytes[at] ?? 0) < 0x80) continue;
    const start = at;
    let letters = 0;
    for (; (bytes[at] ?? 0) >= 0x80; at += 1) if (!SIGNS.has(bytes[at] ?? 0)) letters += 1;
    const alone = !isLetter(bytes[start - 1]) && !isLetter(bytes[at]);
    if (!alone && letters > 0) mixed += 1;
    if (mixed >= ENOUGH_MIXED && foreign < mixed) return undefined;
    if (!alone || letters < 3) continue;
    foreign += 1;
    words.push(...bytes.subarray(start, Math.min(at, start + SAMPLE)), 0x20);
  }
  return foreign >= LEAST_WORDS && foreign >= mixed * 4 && words.length - foreign >= LEAST_LETTERS ? Uint8Array.from(words) : undefined;
}

/** Whether a byte is a letter of ASCII's. */
export function isLetter(byte: number | undefined): boolean {
  return byte !== undefined && (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a;
}

/** 1 for a text of frequent letters alone, -1 for one without a letter of the alphabet. */
function likenessOf(text: string, letters: string): number {
  let sum = 0;
  let count = 0;
  for (const word of text.split(' ')) {
    const lower = word.toLowerCase();
    const capitals = word === word.toUpperCase();
    for (let at = 0; at < word.length; at += 1) {
      const place = letters.indexOf(lower.charAt(at));
      const odd = at > 0 && !capitals && word.charAt(at) !== lower.charAt(at);
      sum += place === -1 || odd ? -1 : place < FREQUENT ? 1 : place < FREQUENT * 2 ? 0.4 : 0;
      count += 1;
    }
  }
  return count === 0 ? 0 : sum / count;
}
