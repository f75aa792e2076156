import { createRequire } from 'node:module';
import type Jschardet from 'jschardet';
import { eastAsian, isWrittenInPairs } from './east-asian.js';
import { decodeEbcdic, isEbcdic } from './ebcdic.js';
import { brokenIn, decodeAs, foreignIn, knownEncoding, wideEncoding } from './encodings.js';
import { evidenceAgainst, evidentEncoding, iso2022jp } from './evidence.js';
import { latinScriptOf } from './latin-script.js';

export interface Decoded {
  readonly text: string;
  /** As the Encoding Standard or iconv-lite names it, lower-case. */
  readonly encoding: string;
  /** What was not as declared, one sentence each. */
  readonly notes: readonly string[];
}

/** An encoding somebody claims, under the name it is read by, and as it was written. */
interface Claim {
  readonly encoding: string;
  readonly label: string;
}

const LATIN = 'windows-1252';
const EAST_ASIAN = /^(?:gb|big5|euc|shift|cp9)/;
/** A guess costs far more than a decoding, and has seen enough by then. */
const SAMPLE = 32_768;
/** A paragraph of Chinese or Russian gets 0.4 and more, French taken for Macedonian 0.1. */
const LEAST_CONFIDENCE = 0.3;

/**
 * Bytes of a feed, a document or a web page to text. In this order: byte order mark, HTTP charset, XML declaration or
 * HTML meta, valid UTF-8, a guess; and none of them against the evidence, for servers declare what they do not send.
 *
 * @param contentType the HTTP header, if any
 */
export function decodeText(bytes: Uint8Array, contentType?: string): Decoded {
  const wide = wideEncoding(bytes);
  if (wide !== undefined) return { text: withoutMark(decodeAs(bytes, wide, false) ?? ''), encoding: wide, notes: [] };
  if (isEbcdic(bytes)) return { text: decodeEbcdic(bytes), encoding: 'ebcdic', notes: [] };
  const claims = claimsOf(bytes, contentType);
  const utf8 = decodeAs(bytes, 'utf-8', true);
  const japanese = utf8?.length === bytes.length ? iso2022jp(bytes) : undefined;
  if (japanese !== undefined) return { text: japanese, encoding: 'iso-2022-jp', notes: readOtherwise(claims, 'iso-2022-jp') };
  if (utf8 !== undefined && isUtf8(bytes, utf8, claims)) return { text: withoutMark(utf8), encoding: 'utf-8', notes: mismatch(claims, 'utf-8', bytes.length !== utf8.length) };
  for (const claim of claims) {
    if (claim.encoding === 'utf-8' || (claim.encoding === LATIN && claims.length > 1)) continue;
    const evident = evidenceAgainst(claim.encoding, bytes);
    if (evident !== undefined) return { text: withoutMark(decodeAs(bytes, evident, false) ?? ''), encoding: evident, notes: readOtherwise(claims, evident) };
    const text = decodeAs(bytes, claim.encoding, true);
    if (text !== undefined) return { text: withoutMark(text), encoding: claim.encoding, notes: mismatch(claims, claim.encoding, true) };
  }
  return decodeBroken(bytes, claims);
}

/** Nothing claimed fits to the last byte: the claim that nearly does, else a guess. */
function decodeBroken(bytes: Uint8Array, claims: readonly Claim[]): Decoded {
  const candidates = [...new Set([...claims.map(({ encoding }) => encoding), 'utf-8'])].filter((encoding) => encoding !== LATIN);
  for (const encoding of candidates) {
    const text = decodeAs(bytes, encoding, false) ?? '';
    const broken = brokenIn(text);
    // Publishers cut summaries in the middle of a character: some broken ones among whole ones do not make it another encoding.
    const outweighed = encoding === 'utf-8' && broken * 2 <= evidenceOfUtf8(text) && eastAsian(bytes) === undefined;
    const worth = EAST_ASIAN.test(encoding) && isWrittenInPairs(bytes) ? 4 : 10;
    if (outweighed || broken * worth <= foreignIn(text)) return { text: withoutMark(text), encoding, notes: brokenNote(broken, encoding) };
  }
  const encoding = evidentEncoding(bytes) ?? (claims.some((claim) => claim.encoding === LATIN) ? LATIN : (latinScriptOf(bytes) ?? guess(bytes)));
  const text = decodeAs(bytes, encoding, false) ?? '';
  return { text, encoding, notes: [...readOtherwise(claims, encoding), ...brokenNote(brokenIn(text), encoding)] };
}

function readOtherwise(claims: readonly Claim[], encoding: string): readonly string[] {
  const declared = claims[0] === undefined ? 'No encoding is declared' : `Declared ${claims[0].label}`;
  return claims.some((claim) => claim.encoding === encoding) ? [] : [`${declared}, read as ${encoding}.`];
}

function brokenNote(broken: number, encoding: string): readonly string[] {
  return broken === 0 ? [] : [`${broken === 1 ? 'A character is' : `${broken} characters are`} broken in its encoding, ${encoding}.`];
}

/**
 * How many broken characters the whole ones outweigh. Bytes of another encoding make a character of two bytes by accident
 * now and then, and one of three hardly ever.
 */
function evidenceOfUtf8(text: string): number {
  let evidence = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code > 0x7f && code !== 0xfffd) evidence += code < 0x800 ? 1 : 3;
  }
  return evidence;
}

function claimsOf(bytes: Uint8Array, contentType: string | undefined): readonly Claim[] {
  const head = decodeAs(bytes.subarray(0, 1_024), 'latin1', false) ?? '';
  const labels = [
    /charset\s*=\s*["']?([\w.:+-]{1,40})/i.exec(contentType ?? '')?.[1],
    /^[^<]{0,200}<\?xml[^>]{0,200}?\sencoding\s*=\s*["']([\w.:+-]{1,40})["']/i.exec(head)?.[1],
    /<meta\s[^>]{0,200}?charset\s*=\s*["']?([\w.:+-]{1,40})/i.exec(head)?.[1],
  ];
  return labels.flatMap((label) => {
    const encoding = label === undefined ? undefined : knownEncoding(label);
    // What is declared of a wide encoding is wrong where it could be read at all in bytes like ASCII's.
    return label === undefined || encoding === undefined || /^utf-?(?:16|32)/.test(encoding) ? [] : [{ encoding, label }];
  });
}

/**
 * Whether bytes that are valid UTF-8 are meant as such. Text of another encoding is so by accident only where it is
 * very short: two letters of a Cyrillic page, or two Chinese characters, of which each looks like one letter.
 */
function isUtf8(bytes: Uint8Array, text: string, claims: readonly Claim[]): boolean {
  const [claim] = claims.filter(({ encoding }) => encoding !== LATIN);
  if (claim === undefined || claim.encoding === 'utf-8' || text.length === bytes.length) return !escapes(claim);
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return true;
  if (EAST_ASIAN.test(claim.encoding)) return /[\u0800-\uffff]/.test(text);
  return /[\u0800-\uffff]/.test(text) || foreignIn(text) > 2 || isSignsOf(claim.encoding, bytes, text);
}

/** Whether letters of Latin script's in UTF-8 would be letters with signs to the encoding that is declared: `Å³`, `├⌐`. */
function isSignsOf(encoding: string, bytes: Uint8Array, text: string): boolean {
  if (/[\u0180-\uffff]/.test(text)) return false;
  const pairs = [...(decodeAs(bytes, encoding, false) ?? '').matchAll(/[^\0-\x7f]{2}/g)];
  return pairs.length > 0 && pairs.every(([pair]) => !/^\p{L}{2}$/u.test(pair));
}

/** Encodings whose bytes are all ASCII's and mean other characters. */
function escapes(claim: Claim | undefined): boolean {
  return claim !== undefined && /^(?:iso-2022|hz)/.test(claim.encoding);
}

function mismatch(claims: readonly Claim[], encoding: string, matters: boolean): readonly string[] {
  const wrong = matters ? claims.find((claim) => claim.encoding !== encoding) : undefined;
  return wrong === undefined ? [] : [`Declared ${wrong.label}, read as ${encoding}.`];
}

/** The encoding of a feed that does not say, by the frequency of its characters. */
function guess(bytes: Uint8Array): string {
  const start = Math.max(0, bytes.findIndex((byte) => byte > 0x7f) - 64);
  const { encoding, confidence } = detector().detect(Buffer.from(bytes.subarray(start, start + SAMPLE)));
  const known = encoding === null || confidence < LEAST_CONFIDENCE ? undefined : knownEncoding(encoding);
  return known === undefined || known === 'utf-8' || /^utf-/.test(known) ? LATIN : known;
}

function withoutMark(text: string): string {
  return text.startsWith('\ufeff') ? text.slice(1) : text;
}

/** Its tables are 20 MB of memory that most programs never need, for most feeds say or show their encoding: loaded when asked for. */
function detector(): typeof Jschardet {
  return createRequire(import.meta.url)('jschardet') as typeof Jschardet;
}
