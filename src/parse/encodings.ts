import { isUtf8 } from 'node:buffer';
import iconv from 'iconv-lite';
import { decodePairs } from './pairs.js';

/** UTF-16 and UTF-32 by mark or by the place of the zeros around a document's first `<` or `{` (XML 1.0 appendix F). */
const WIDE: readonly (readonly [signature: readonly number[], encoding: string])[] = [
  [[0xff, 0xfe, 0, 0], 'utf-32le'],
  [[0, 0, 0xfe, 0xff], 'utf-32be'],
  [[0x3c, 0, 0, 0], 'utf-32le'],
  [[0, 0, 0, 0x3c], 'utf-32be'],
  [[0xff, 0xfe], 'utf-16le'],
  [[0xfe, 0xff], 'utf-16be'],
  [[0x3c, 0, 0x3f, 0], 'utf-16le'],
  [[0, 0x3c, 0, 0x3f], 'utf-16be'],
  [[0x3c, 0, 0x72, 0], 'utf-16le'],
  [[0, 0x3c, 0, 0x72], 'utf-16be'],
  [[0x3c, 0, 0x66, 0], 'utf-16le'],
  [[0, 0x3c, 0, 0x66], 'utf-16be'],
  [[0x7b, 0, 0x0a, 0], 'utf-16le'],
  [[0x7b, 0, 0x22, 0], 'utf-16le'],
  [[0, 0x7b, 0, 0x22], 'utf-16be'],
];

/** The encoding that the first bytes alone give away; undefined for all that begin like ASCII. */
export function wideEncoding(bytes: Uint8Array): string | undefined {
  return WIDE.find(([signature]) => signature.every((byte, index) => bytes[index] === byte))?.[1];
}

/** Names of old standards, without their punctuation, for encodings that both libraries know by another. */
const ALIASES: readonly (readonly [RegExp, string])[] = [
  [/^(?:u8|utf8?|utf8ucs\d|cp65001)$/, 'utf-8'],
  [/^(?:646|ansi.*|iso646.*|8859|iso8859|latin|us)$/, 'windows-1252'],
  [/^(?:eucgb2312cn|gb18030.*|hzgb.*|xmacsimpchinese)$/, 'gb18030'],
  [/^(?:cp936|ms936|windows936)$/, 'gbk'],
  [/^(?:hkscs|big5.*|xmactradchinese)$/, 'big5'],
  [/^(?:ujis|eucj.*)$/, 'euc-jp'],
  [/^(?:sjis.*|shiftjis.*|xmacjapanese)$/, 'shift_jis'],
  [/^(?:iso2022jp.*)$/, 'iso-2022-jp'],
  [/^(?:uhc|ksx1001|xmackorean|cp949|ms949|xwindows949)$/, 'euc-kr'],
  [/^(?:maclatin2|maccentraleurope)$/, 'maccenteuro'],
  [/^(?:tis620.*)$/, 'windows-874'],
  [/^(?:ruscii|cp866u)$/, 'cp1125'],
  [/^cpis$/, 'cp861'],
  [/^(?:kz1048|strk1048.*)$/, 'rk1048'],
  [/^(?:cs)?(?:ptcp154|cp154|cyrillicasian)$/, 'pt154'],
];

/** The name under which {@link decodeAs} knows an encoding; undefined for one that nothing here reads. */
export function knownEncoding(label: string): string | undefined {
  const name = label.trim().toLowerCase();
  if (name === '' || name.length > 40 || /^(?:iso-?10646-)?ucs|^u(?:tf)?[-_]?(?:7|16|32)|^(?:base64|hex|binary)/.test(name)) return undefined;
  const platform = ownName(name) ?? ownName(name.replaceAll('_', '-')) ?? ownName(name.replace(/[:_]\d{4}$/, '').replaceAll('_', '-'));
  if (platform !== undefined) return platform;
  const bare = name.replace(/[^a-z0-9]/g, '');
  const alias = ALIASES.find(([pattern]) => pattern.test(bare))?.[1];
  return alias ?? (iconv.encodingExists(name) ? name : undefined);
}

/** ASCII and Latin-1 are windows-1252 to the web, and that is how publishers use them (WHATWG Encoding §4.2). */
function ownName(label: string): string | undefined {
  try {
    return new TextDecoder(label).encoding;
  } catch {
    return undefined;
  }
}

/**
 * Text of an encoding, without its byte order mark.
 *
 * @param strict give undefined rather than U+FFFD, but forgive a last character that is cut off
 */
export function decodeAs(bytes: Uint8Array, encoding: string, strict: boolean): string | undefined {
  if (encoding === 'utf-8' && isUtf8(bytes)) return narrow(bytes);
  if (encoding === 'euc-kr' || encoding === 'big5') return decodePairs(bytes, encoding, strict);
  const decoder = decoderOf(encoding, strict);
  if (decoder === undefined) {
    const text = iconv.decode(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), encoding);
    return strict && text.includes('\ufffd') ? undefined : text;
  }
  try {
    return decoder.decode(bytes, { stream: strict });
  } catch {
    return undefined;
  }
}

/** Whole characters for a broken one, or it is another encoding's text. */
const WHOLE_FOR_BROKEN = 20;

/** Text of an encoding that has a broken character here and there: a summary cut within one, a stray byte. Undefined for others. */
export function decodeNearly(bytes: Uint8Array, encoding: string): string | undefined {
  const text = decodeAs(bytes, encoding, true);
  if (text !== undefined) return text;
  const nearly = decodeAs(bytes, encoding, false) ?? '';
  return brokenIn(nearly) * WHOLE_FOR_BROKEN <= foreignIn(nearly) ? nearly : undefined;
}

/** Characters that are broken. */
export function brokenIn(text: string): number {
  return text.split('\ufffd').length - 1;
}

/** Characters beyond ASCII that are whole. */
export function foreignIn(text: string): number {
  let count = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code > 0x7f && code !== 0xfffd) count += 1;
  }
  return count;
}

/** Valid UTF-8, a byte a character where no character needs two: a TextDecoder's strings always take two, in every copy made of them. */
function narrow(bytes: Uint8Array): string {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
  return text.startsWith('\ufeff') ? text.slice(1) : text;
}

/**
 * iconv-lite reads what the platform does not, and windows-1252, which Node 20 reads as Latin-1. GBK is read as GB 18030,
 * which has characters of four bytes besides (WHATWG Encoding §10.1): the platform's has not, and reads 0xFF as a character.
 */
function decoderOf(encoding: string, fatal: boolean): InstanceType<typeof TextDecoder> | undefined {
  if (encoding === 'windows-1252') return undefined;
  try {
    return new TextDecoder(encoding === 'gbk' ? 'gb18030' : encoding, { fatal });
  } catch {
    return undefined;
  }
}
