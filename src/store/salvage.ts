import { openPages, type Pages } from './sqlite-pages.js';

/** What can be read of a store's file, row by row, with the engine or against its will. */
export type Salvaged =
  | { readonly kind: 'row'; readonly key: string; readonly value: string; readonly expires: number | null }
  /** A row whose value is cut off or garbled; the key, where it can be read. */
  | { readonly kind: 'broken'; readonly key?: string };

const TABLE_LEAF = 0x0d;

/**
 * Reads every row of a store's table from the leaves of its tree alone, so that damage to one page costs the rows
 * of that page and no others. Of an undamaged file these are exactly its rows: a page is a leaf, or one of the
 * free pages, which are left out. Never writes.
 *
 * @param progress called with pages read and pages in all
 */
export function* salvage(path: string, progress?: (done: number, total: number) => void): Generator<Salvaged, void> {
  const pages = openPages(path);
  try {
    const free = freePages(pages);
    for (let number = 1; number <= pages.count; number += 1) {
      if (number % 1000 === 0 || number === pages.count) progress?.(number, pages.count);
      // The first page holds the schema.
      const page = number === 1 || free.has(number) ? undefined : pages.read(number);
      if (page?.[0] === TABLE_LEAF) yield* rowsOf(page, pages);
    }
  } finally {
    pages.close();
  }
}

/** The free list as far as it can be followed, section 1.5 of the format. */
function freePages(pages: Pages): ReadonlySet<number> {
  const free = new Set<number>();
  let trunk = pages.read(1)?.readUInt32BE(32) ?? 0;
  while (trunk > 1 && trunk <= pages.count && !free.has(trunk)) {
    free.add(trunk);
    const page = pages.read(trunk);
    if (!page) break;
    const leaves = Math.min(page.readUInt32BE(4), pages.usable / 4 - 2);
    for (let index = 0; index < leaves; index += 1) free.add(page.readUInt32BE(8 + 4 * index));
    trunk = page.readUInt32BE(0);
  }
  return free;
}

/** The cells of a table leaf, section 1.6. */
function* rowsOf(page: Buffer, pages: Pages): Generator<Salvaged, void> {
  const cells = page.readUInt16BE(3);
  for (let index = 0; index < cells && 8 + 2 * index + 2 <= page.length; index += 1) {
    yield rowAt(page, page.readUInt16BE(8 + 2 * index), pages);
  }
}

function rowAt(page: Buffer, offset: number, pages: Pages): Salvaged {
  try {
    const length = varint(page, offset);
    const rowid = varint(page, length.end);
    const record = payload(page, rowid.end, length.value, pages);
    return readRecord(record.bytes, record.whole);
  } catch (error) {
    // Offsets out of range: a garbled cell.
    if (error instanceof RangeError) return { kind: 'broken' };
    throw error;
  }
}

/** A cell's payload, its overflow pages followed, section 1.6; `whole` is false where the chain is broken. */
function payload(page: Buffer, start: number, length: number, pages: Pages): { readonly bytes: Buffer; readonly whole: boolean } {
  const { usable } = pages;
  if (length > pages.count * usable) throw new RangeError('longer than the file');
  if (length <= usable - 35) return { bytes: page.subarray(start, start + length), whole: start + length <= page.length };
  const least = Math.floor(((usable - 12) * 32) / 255) - 23;
  const fitting = least + ((length - least) % (usable - 4));
  const local = fitting <= usable - 35 ? fitting : least;
  const parts = [page.subarray(start, start + local)];
  let next = page.readUInt32BE(start + local);
  let missing = length - local;
  while (missing > 0) {
    const overflow = next > 1 && next <= pages.count ? pages.read(next) : undefined;
    if (!overflow) return { bytes: Buffer.concat(parts), whole: false };
    const part = overflow.subarray(4, 4 + Math.min(missing, usable - 4));
    parts.push(part);
    missing -= part.length;
    next = overflow.readUInt32BE(0);
  }
  // The last page of a chain points nowhere; another number there is what scribbling over the page leaves.
  return { bytes: Buffer.concat(parts), whole: next === 0 };
}

/** The record `(key TEXT, value TEXT, expires INTEGER)`, section 2.1. */
function readRecord(record: Buffer, whole: boolean): Salvaged {
  const head = varint(record, 0);
  const keyType = varint(record, head.end);
  const valueType = varint(record, keyType.end);
  const expiresType = varint(record, valueType.end);
  const keyLength = textLength(keyType.value);
  const valueLength = textLength(valueType.value);
  const expiresLength = [0, 1, 2, 3, 4, 6, 8, undefined, 0, 0][expiresType.value];
  if (expiresType.end !== head.value || keyLength === undefined || valueLength === undefined || expiresLength === undefined) return { kind: 'broken' };
  const keyEnd = head.value + keyLength;
  const valueEnd = keyEnd + valueLength;
  const key = utf8(record.subarray(head.value, keyEnd));
  if (key === undefined || record.length < keyEnd) return { kind: 'broken' };
  const value = utf8(record.subarray(keyEnd, valueEnd));
  if (!whole || record.length !== valueEnd + expiresLength || value === undefined || !isStoredValue(value)) return { kind: 'broken', key };
  return { kind: 'row', key, value, expires: expiresType.value === 0 ? null : integer(record.subarray(valueEnd), expiresType.value) };
}

/** Text has an odd serial type from 13 on. */
function textLength(serialType: number): number | undefined {
  return serialType >= 13 && serialType % 2 === 1 ? (serialType - 13) / 2 : undefined;
}

function integer(bytes: Buffer, serialType: number): number {
  if (serialType >= 8) return serialType - 8;
  return bytes.length > 6 ? Number(bytes.readBigInt64BE(0)) : bytes.readIntBE(0, bytes.length);
}

function utf8(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** keyv's form: an object with the value in it. */
function isStoredValue(text: string): boolean {
  try {
    const stored: unknown = JSON.parse(text);
    return typeof stored === 'object' && stored !== null;
  } catch {
    return false;
  }
}

function varint(bytes: Buffer, start: number): { readonly value: number; readonly end: number } {
  let value = 0;
  for (let index = 0; index < 9; index += 1) {
    const byte = bytes.readUInt8(start + index);
    // Beyond 2^53 the sum is inexact; only a garbled length or a rowid is so large, and neither is used.
    value = index === 8 ? value * 256 + byte : value * 128 + (byte & 0x7f);
    if (index === 8 || byte < 0x80) return { value, end: start + index + 1 };
  }
  throw new RangeError('unreachable');
}
