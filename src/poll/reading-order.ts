import type { Result } from '../model.js';
import { decodeText } from '../parse/index.js';

const STAMP = /^\s*(?:---\r?\n[\s\S]*?\r?\n---\r?\n\s*)?<!--(\d{1,15})-->/;
/** Bytes in which a document's first lines stand. */
const HEAD = 64 * 1024;

/**
 * The order in which a folder's documents are read: by stamp, undated ones (`NaN`) last and by name.
 * Only names and stamps are held, however large the folder.
 */
export async function readingOrder(documents: AsyncIterable<{ readonly name: string } & Result<Uint8Array>>): Promise<{ names: readonly string[]; unread: readonly string[] }> {
  const rows: { name: string; stamp: number }[] = [];
  const unread: string[] = [];
  for await (const document of documents) {
    if (document.ok) rows.push({ name: document.name, stamp: stampOf(document.value) });
    else unread.push(document.failure.message);
  }
  const names = rows.toSorted((one, other) => compare(one.stamp, other.stamp) || (one.name < other.name ? -1 : 1)).map(({ name }) => name);
  return { names, unread };
}

function stampOf(bytes: Uint8Array): number {
  const stamp = STAMP.exec(decodeText(bytes.subarray(0, HEAD), undefined).text)?.[1];
  return stamp === undefined ? Infinity : Number(stamp);
}

/** Infinity less Infinity is no number. */
function compare(one: number, other: number): number {
  return one === other ? 0 : one < other ? -1 : 1;
}
