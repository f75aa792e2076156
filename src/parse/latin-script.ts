import { isLetter, SIGNS } from './alphabets.js';
import { decodeAs } from './encodings.js';

const WESTERN = 'windows-1252';
const CENTRAL = ['windows-1250', 'iso-8859-2'];

/** Letters beyond ASCII's that a language writes, the most frequent first, in the encodings that its publishers use. */
const LANGUAGES: readonly (readonly [letters: string, encodings: readonly string[]])[] = [
  ['łążęóśćńź', CENTRAL], // Polish
  ['íářčéýžěšůúťňďó', CENTRAL], // Czech
  ['áíýúťčéžľšóôňäĺďŕ', CENTRAL], // Slovak
  ['čšžćđ', CENTRAL], // Croatian, Slovenian
  ['ışçüğöâî', ['windows-1254']], // Turkish
  ['šėųžąįčūę', ['windows-1257']], // Lithuanian
];

/** French and its neighbours, German, Spanish, Portuguese, Italian, Dutch, the North, Icelandic, Catalan, Irish, Gaelic, Albanian, Faroese, Breton, Estonian. */
const AT_HOME = [
  'éàèêôîçâëûœùïüæ', 'üäößéà', 'óáíúñéüºª', 'ãçáíéóõúêôàâ', 'èàòùéìó', 'ëéïóáäöüè', 'æøåéäöàüó', 'äöåéüà', 'ðáíóæúýöþé',
  'óéàíèçúòïü', 'áíéúó', 'àìèòù', 'ëç', 'ðóíøáæýúö', 'ñùêéâô', 'äõüöšžé', 'éåîèôêûç', 'âôîûèçàêì',
];

const LEAST_LETTERS = 30;
const SAMPLE = 2_000;
/** Text of a language gets 0.8 and more in its own letters; 0.5 and less as it would have to be another's. */
const LEAST_LIKENESS = 0.75;
const LEAST_LEAD = 0.4;
/** Of every language's here, a good part are other letters in windows-1252; names from all over the world have few such. */
const LEAST_DIFFERING = 0.15;

/**
 * The encoding of text in Latin letters that is not Western Europe's, where nothing is declared: by which language's
 * letters its own are like, far more so than they are like any language's of those that are written in windows-1252.
 */
export function latinScriptOf(bytes: Uint8Array): string | undefined {
  const letters = accented(bytes);
  if (letters.length < LEAST_LETTERS) return undefined;
  const western = decodeAs(letters, WESTERN, false) ?? '';
  const atHome = Math.max(...AT_HOME.map((alphabet) => likeness(western, alphabet)));
  let best: { readonly encoding: string; readonly likeness: number } | undefined;
  for (const [alphabet, encodings] of LANGUAGES) {
    for (const encoding of encodings) {
      const text = decodeAs(letters, encoding, false) ?? '';
      const like = differing(text, western) < LEAST_DIFFERING ? 0 : likeness(text, alphabet);
      if (like >= Math.max(LEAST_LIKENESS, atHome + LEAST_LEAD) && like > (best?.likeness ?? 0)) best = { encoding, likeness: like };
    }
  }
  return best?.encoding;
}

/** Bytes beyond ASCII next to one of ASCII's letters. */
function accented(bytes: Uint8Array): Uint8Array {
  const letters: number[] = [];
  for (let at = 0; at < bytes.length && letters.length < SAMPLE; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte >= 0x80 && !SIGNS.has(byte) && (isLetter(bytes[at - 1]) || isLetter(bytes[at + 1]))) letters.push(byte);
  }
  return Uint8Array.from(letters);
}

function differing(text: string, other: string): number {
  let count = 0;
  for (let at = 0; at < text.length; at += 1) if (text.charAt(at) !== other.charAt(at)) count += 1;
  return count / text.length;
}

/** 1 for a text of a language's frequent letters alone, -1 for one without any of its letters. */
function likeness(text: string, alphabet: string): number {
  let sum = 0;
  for (const letter of text.toLowerCase()) {
    const place = alphabet.indexOf(letter);
    sum += place === -1 ? -1 : place < alphabet.length / 2 ? 1 : 0.4;
  }
  return sum / text.length;
}
