import iconv from 'iconv-lite';

/** Encodings of two bytes a character of which the platform knows the oldest edition alone, and the tables of the newest. */
const NEWEST = { 'euc-kr': 'cp949', big5: 'big5-hkscs' } as const;
const FIRST_LEAD = 0x81;
const LAST_LEAD = 0xfe;
const BROKEN = 0xfffd;

/** By lead and trail byte, one or two UTF-16 units, the first in the lower half; 0 where there is no character. */
type Table = Uint32Array;
const tables = new Map<keyof typeof NEWEST, Table>();

/**
 * Korean with all its syllables (Unified Hangul Code), and Big5 with Hong Kong's characters, as publishers use both names
 * (WHATWG Encoding §12.1, §13.1). A pair that is no character is one U+FFFD and takes nothing of what follows; a lead byte
 * before one of ASCII's, as a summary's cut leaves it, leaves that whole.
 *
 * @param strict give undefined rather than U+FFFD, but forgive a last character that is cut off
 */
export function decodePairs(bytes: Uint8Array, encoding: keyof typeof NEWEST, strict: boolean): string | undefined {
  const table = tableOf(encoding);
  const units = new Uint16Array(bytes.length);
  let length = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    const lead = bytes[at] ?? 0;
    const trail = bytes[at + 1];
    if (lead < 0x80) {
      units[length++] = lead;
      continue;
    }
    const character = trail === undefined ? 0 : (table[(lead << 8) | trail] ?? 0);
    if (character !== 0) {
      units[length++] = character & 0xffff;
      if (character > 0xffff) units[length++] = character >>> 16;
    } else if (strict) {
      if (trail !== undefined || !isLead(lead)) return undefined;
      break;
    } else units[length++] = BROKEN;
    if (character !== 0 || (isLead(lead) && trail !== undefined && trail >= 0x80)) at += 1;
  }
  return Buffer.from(units.buffer, 0, length * 2).toString('utf16le');
}

function isLead(byte: number): boolean {
  return byte >= FIRST_LEAD && byte <= LAST_LEAD;
}

function tableOf(encoding: keyof typeof NEWEST): Table {
  const table = tables.get(encoding) ?? readTable(NEWEST[encoding]);
  tables.set(encoding, table);
  return table;
}

/** A line for each pair of bytes, for what is broken on one does not reach the next. */
function readTable(encoding: string): Table {
  const table = new Uint32Array(0x10000);
  const trails = Array.from({ length: LAST_LEAD - 0x40 + 1 }, (_, place) => 0x40 + place);
  for (let lead = FIRST_LEAD; lead <= LAST_LEAD; lead += 1) {
    const lines = iconv.decode(Buffer.from(trails.flatMap((trail) => [lead, trail, 0x0a])), encoding).split('\n');
    for (const [place, trail] of trails.entries()) {
      const line = lines[place] ?? '';
      if (line.charCodeAt(0) !== BROKEN && line.length <= 2) table[(lead << 8) | trail] = line.charCodeAt(0) | (line.length === 2 ? line.charCodeAt(1) << 16 : 0);
    }
  }
  return table;
}
