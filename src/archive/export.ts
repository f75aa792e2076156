import type { Result } from '../model.js';
import { digest } from '../digest.js';
import type { Key, Remembered } from '../identify/index.js';
import { rowNames, type SourceState, type StoredEntry } from '../ledger/rows.js';
import type { Store } from '../store/index.js';
import { stampOf, writeDocument } from './document-text.js';
import type { Described } from './entry-matter.js';
import { closeFolder, openFolder, removeLeftOver, writeFileOf } from './export-folder.js';
import { expected, failure } from './failures.js';
import { FileNames } from './file-names.js';
import { memoryFile, rememberedPages } from './memory.js';
import { mergedPlacesOf } from './merged-log.js';
import { writeOwn } from './own-document.js';
import { readPlaces, type Places } from './places.js';
import { writeFacts } from './source-facts.js';
import { toYaml } from './yaml.js';

/** Entries read and written together. */
const BATCH = 100;

export interface ExportOptions {
  /** The bare archived format: stamp, title, link and body, and nothing of ours. */
  readonly plain: boolean;
  /** Entries done, of how many. */
  readonly onProgress?: (done: number, total: number) => void;
}

/**
 * Writes everything a source has in the store as archived documents, bodies as they arrived: an
 * entry a file, in the full format one more for every older version that an archive page shows,
 * and beside them what is known of the source itself. {@link importDocuments} makes the same store of it.
 *
 * Failures: `no-entries`, `another-source`, `not-plain`, `file-system`, and the store's own.
 *
 * @param dir is made where it is not there; an earlier export of the same source in it is replaced
 */
export async function exportSource(source: string, dir: string, options: ExportOptions, store: Store): Promise<Result<{ documents: number }>> {
  try {
    const state = await store.get<SourceState>(rowNames.source(source));
    if (state === undefined || state.nextEntry === 1) return failure('no-entries', `The store holds nothing of source "${source}": poll it, or import documents into it, before you export it.`);
    const opened = await openFolder(dir, source, options.plain);
    if (!opened.ok) return opened;
    const documents = options.plain ? await exportPlain(source, state, dir, options, store) : await exportWhole(source, state, dir, options, store);
    return { ok: true, value: { documents } };
  } catch (error) {
    return expected(error, `${dir} cannot be exported to`);
  }
}

/** Every entry, and those of its older versions that a stamp of their own tells apart, so that they are read before it. */
async function exportPlain(source: string, state: SourceState, dir: string, { onProgress }: ExportOptions, store: Store): Promise<number> {
  const names = new FileNames();
  let documents = 0;
  for await (const batch of batches<StoredEntry>(store.iterate(`entry/${source}/`))) {
    await Promise.all(batch.map((stored) => writeFileOf(dir, names.give(stampOf(stored.item), stored.id), writeBare(stored))));
    documents += batch.length;
    onProgress?.(documents, state.entries);
  }
  for await (const batch of batches<StoredEntry>(store.iterate(`version/${source}/`))) {
    const current = await store.getMany<StoredEntry>(batch.map(({ n }) => rowNames.entry(source, n)));
    const apart = batch.filter(({ item }, place) => {
      const now = current[place];
      return stampOf(item) !== undefined && (now === undefined || stampOf(now.item) !== stampOf(item));
    });
    await Promise.all(apart.map((stored) => writeFileOf(dir, names.give(stampOf(stored.item), stored.id), writeBare(stored))));
    documents += apart.length;
  }
  return documents;
}

function writeBare({ item }: StoredEntry): string {
  const stamp = stampOf(item);
  const { content = item.summary ?? '', ...lines } = item;
  return writeDocument({ ...lines, content, ...(stamp === undefined ? {} : { stamp }) });
}

async function exportWhole(source: string, state: SourceState, dir: string, { onProgress }: ExportOptions, store: Store): Promise<number> {
  const names = new FileNames();
  const places = await readPlaces(source, state, store);
  const distrusted = new Set<string>();
  let documents = 0;
  for await (const batch of batches<StoredEntry>(store.iterate(`entry/${source}/`))) {
    const described = await describe(source, batch, places, distrusted, store);
    await Promise.all(described.map((entry) => writeFileOf(dir, names.give(stampOf(entry.stored.item), entry.stored.id), writeOwn(entry))));
    documents += described.length;
    onProgress?.(documents, state.entries);
  }
  for await (const batch of batches<StoredEntry>(store.iterate(`version/${source}/`))) {
    const superseded = batch.map((stored) => ({ ...atItsPlace(stored, places), superseded: true }));
    await Promise.all(superseded.map((entry) => writeFileOf(dir, names.give(stampOf(entry.stored.item), entry.stored.id, entry.stored.version), writeOwn(entry))));
    documents += superseded.length;
  }
  const aside = new Set<string>();
  for await (const pages of rememberedPages(source, state, store)) {
    const name = memoryFile(aside.size + 1);
    aside.add(name);
    await writeFileOf(dir, name, toYaml(pages));
  }
  for await (const [name, merged] of mergedPlacesOf(source, store)) {
    aside.add(name);
    await writeFileOf(dir, name, toYaml(merged));
  }
  const elsewhere: string[] = [];
  for await (const [name, n] of store.iterate<number>(`key/${source}/`)) {
    const key = name.slice(`key/${source}/`.length);
    if (n === 0 && !distrusted.has(key)) elsewhere.push(key);
  }
  await removeLeftOver(dir, names, aside);
  await closeFolder(dir, writeFacts(source, state, { heads: places.heads, distrusted: elsewhere }));
  return documents;
}

/** @param distrusted digests of keys no more that an entry bears, to be added to */
async function describe(source: string, batch: readonly StoredEntry[], places: Places, distrusted: Set<string>, store: Store): Promise<readonly Described[]> {
  const memory = await store.getMany<Remembered>(batch.map(({ n }) => rowNames.ledger(source, n)));
  const borne = [...new Set(memory.flatMap((remembered) => remembered?.keys ?? []))];
  const numbers = await store.getMany<number>(borne.map((key) => rowNames.key(source, key)));
  const leads = new Map<Key, number | undefined>(borne.map((key, place) => [key, numbers[place]]));
  for (const [key, n] of leads) {
    if (n === 0) distrusted.add(digest(key));
  }
  return batch.map((stored, place): Described => {
    const remembered = memory[place];
    return { ...atItsPlace(stored, places), ...(remembered === undefined ? {} : { remembered }), leads: (key) => leads.get(key) };
  });
}

function atItsPlace(stored: StoredEntry, places: Places): Described {
  const place = places.placeOf(stored.n, stored.version);
  return { stored, superseded: false, ...(place === undefined ? {} : { place }), leads: () => undefined };
}

async function* batches<T>(rows: AsyncIterable<readonly [key: string, value: T]>): AsyncGenerator<readonly T[]> {
  let batch: T[] = [];
  for await (const [, row] of rows) {
    batch.push(row);
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
