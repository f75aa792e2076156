import type { Millis, Result, Source } from '../model.js';
import { cleaningFingerprint } from '../clean/index.js';
import { dropPages } from '../ledger/pages.js';
import { newSource, rowNames, type SourceState } from '../ledger/rows.js';
import { WorkingLedger } from '../ledger/working.js';
import { policyOf, recleanSource, takeFolder, type House } from '../poll/index.js';
import { adoptDocuments } from './adopt.js';
import { readAside, type ExportAside } from './export-reading.js';
import { expected, failure } from './failures.js';
import { gather, type Gathered } from './gather.js';
import { readOwnDocuments } from './own-reading.js';
import { readPlainDocuments } from './plain-reading.js';
import { canRestore, restoreExport } from './restore.js';

/** What became of the documents, each counted once. */
export interface Imported {
  readonly new: number;
  readonly revised: number;
  readonly duplicate: number;
  /** Taken back with the id and the dates that an export had written down. */
  readonly restored: number;
  /** What could not be read, a sentence each. */
  readonly failed: readonly string[];
}

type Counts = { -readonly [K in Exclude<keyof Imported, 'failed'>]: Imported[K] };

/** Told after every document: how many are done, of how many. */
export type Progress = (done: number, total: number) => void;

/**
 * Takes archived documents into a source's store.
 *
 * Bare documents are read in the order of their stamps and decided like a poll's. They are history:
 * they have no commit, so a feed chooses them by date, and whether the source's first poll has been
 * is left as it was, so that this first poll, too, is history and floods nobody. An export is
 * restored to the letter where the source has nothing yet; where it has entries, those that it lacks
 * keep their ids, dates and commits and take the next numbers and places.
 *
 * Commits in batches: what was cut off is completed by the same import again.
 *
 * Failures: `no-documents`, and the store's own.
 *
 * @param paths files, or folders with all the `.md` and `.markdown` below them
 * @param now first sight of what is new
 */
export async function importDocuments(paths: readonly string[], source: Source, house: House, now: Millis, onProgress?: Progress): Promise<Result<Imported>> {
  try {
    const gathered = await gather(paths, house.limits);
    const total = gathered.own.length + gathered.plain.length;
    if (total + gathered.failed.length === 0) return failure('no-documents', `No archived document (*.md, *.markdown) was found in ${paths.join(', ')}: name the files, or the folder they stand in.`);
    const progress = { done: 0, total, tell: onProgress };
    const failed = [...gathered.failed];
    const counts: Counts = { new: 0, revised: 0, duplicate: 0, restored: 0 };
    await importOwn(gathered, source, house, now, counts, failed, progress);
    await importPlain(gathered.plain, source, house, now, counts, failed, progress);
    return { ok: true, value: { ...counts, failed } };
  } catch (error) {
    return expected(error, `${paths.join(', ')} cannot be imported`);
  }
}

interface Count {
  done: number;
  readonly total: number;
  readonly tell: Progress | undefined;
}

async function* counted<T>(documents: AsyncIterable<T>, progress: Count): AsyncGenerator<T> {
  for await (const document of documents) {
    yield document;
    progress.done += 1;
    progress.tell?.(progress.done, progress.total);
  }
}

async function importOwn({ own, exports }: Gathered, source: Source, house: House, now: Millis, counts: Counts, failed: string[], progress: Count): Promise<void> {
  if (own.length === 0) return;
  const stored = await house.store.get<SourceState>(rowNames.source(source.id));
  const before = stored ?? newSource(source.url);
  const { restoring, ...apart } = before;
  const aside = await exportIn(exports, failed);
  const read = (paths: readonly string[]): ReturnType<typeof readOwnDocuments> => counted(readOwnDocuments(paths, source, house, failed), progress);
  if (aside === undefined || !canRestore(stored, aside)) return adoptAll(own, apart);
  const { state, restored, duplicate, strangers } = await restoreExport(aside, read(own), before, source, house);
  counts.restored += restored;
  counts.duplicate += duplicate;
  progress.done -= strangers.length;
  if (strangers.length > 0) await adoptAll(strangers, state);

  async function adoptAll(documents: readonly string[], from: SourceState): Promise<void> {
    const adopted = await adoptDocuments(read(documents), from, source, house, now);
    counts.restored += adopted.restored;
    counts.revised += adopted.revised;
    counts.duplicate += adopted.duplicate;
    await keepTo(source, adopted.state, house);
  }
}

/** Several exports at once have no one order of arrival: none of them is restored to the letter. */
async function exportIn(folders: readonly string[], failed: string[]): Promise<ExportAside | undefined> {
  const [folder] = folders;
  if (folder === undefined || folders.length > 1) return undefined;
  const aside = await readAside(folder);
  if (aside.ok) return aside.value;
  failed.push(aside.failure.message);
  return undefined;
}

async function importPlain(paths: readonly string[], source: Source, house: House, now: Millis, counts: Counts, failed: string[], progress: Count): Promise<void> {
  if (paths.length === 0) return;
  const { store } = house;
  const policy = policyOf(source, 'document', house);
  const { restoring, ...stored } = (await store.get<SourceState>(rowNames.source(source.id))) ?? newSource(source.url);
  const before = await recleanSource(source.id, stored, policy, store);
  const context = { source: source.id, format: 'document', fingerprint: cleaningFingerprint(policy), now, commit: 0, aside: true } as const;
  const taken = await takeFolder(counted(readPlainDocuments(paths, source, house, failed), progress), before, policy, context, store);
  counts.new += taken.fresh;
  counts.revised += taken.revised;
  counts.duplicate += taken.seen - taken.fresh - taken.revised;
  await keepTo(source, taken.state, house, taken.work);
}

/** The last commit: no more is kept than the configuration asks. */
async function keepTo(source: Source, state: SourceState, { store }: House, work = new WorkingLedger(store, source.id)): Promise<void> {
  const kept = await dropPages(source.id, state, source.keep, work);
  work.write(rowNames.source(source.id), kept);
  await store.commit(work.batch());
}
