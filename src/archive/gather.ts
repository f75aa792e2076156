import { stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Limits } from '../model.js';
import { readLocal, type LocalDocument } from '../fetch/index.js';
import { readingOrder } from '../poll/index.js';
import { isOurs, placeIn } from './own-document.js';
import { FACTS_FILE } from './source-facts.js';

export interface Gathered {
  /** Documents that our export wrote, in the order of their places. */
  readonly own: readonly string[];
  /** The others, in the order of their stamps, `NaN` last by file name. */
  readonly plain: readonly string[];
  /** Folders of these documents in which an export is whole. */
  readonly exports: readonly string[];
  /** What could not be read, a sentence each. */
  readonly failed: readonly string[];
}

/** Finds the documents under these paths and looks at the beginning of each; of none more is held than its path and order. */
export async function gather(paths: readonly string[], limits: Limits): Promise<Gathered> {
  const own = new Map<string, number>();
  const { names, unread } = await readingOrder(plainAmong(paths, limits, own));
  const exports: string[] = [];
  for (const folder of new Set([...own.keys()].map((path) => dirname(path)))) {
    if (await isThere(join(folder, FACTS_FILE))) exports.push(folder);
  }
  return { own: [...own].toSorted(byPlace).map(([path]) => path), plain: names, exports, failed: unread };
}

/** @param own where documents of our export are noted with their places as they are passed over */
async function* plainAmong(paths: readonly string[], limits: Limits, own: Map<string, number>): AsyncGenerator<LocalDocument> {
  const seen = new Set<string>();
  for (const path of paths) {
    for await (const document of documentsAt(resolve(path), limits)) {
      if (seen.has(document.name)) continue;
      seen.add(document.name);
      if (document.ok && isOurs(document.value)) own.set(document.name, placeIn(document.value));
      else yield document;
    }
  }
}

async function* documentsAt(path: string, limits: Limits): AsyncGenerator<LocalDocument> {
  const found = await readLocal({ url: pathToFileURL(path).href, limits });
  if (found.kind === 'folder') {
    for await (const document of found.documents) yield { ...document, name: join(path, document.name) };
  } else if (found.kind === 'fresh') yield { name: path, ok: true, value: found.bytes };
  else if (found.kind === 'failed') yield { name: path, ok: false, failure: found.failure };
}

/** What arrived first in a version stands before what it was refreshed with, under the name with `.v`. */
function byPlace([path, place]: readonly [string, number], [otherPath, otherPlace]: readonly [string, number]): number {
  if (place !== otherPlace) return place < otherPlace ? -1 : 1;
  return path < otherPath ? 1 : -1;
}

async function isThere(path: string): Promise<boolean> {
  return stat(path).then((found) => found.isFile(), () => false);
}
