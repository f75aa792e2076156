import { setImmediate as breathe } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import type { CleanPolicy, FeedFormat, Source } from '../model.js';
import { cleaningFingerprint } from '../clean/index.js';
import { readLocal } from '../fetch/index.js';
import { policyOf, type House } from '../poll/index.js';
import { rowsOf, type RestoredRows } from './entry-rows.js';
import { readOwn, type OwnDocument } from './own-document.js';

export interface ReadOwn {
  readonly path: string;
  readonly matter: OwnDocument['matter'];
  readonly rows: RestoredRows;
}

/** The event loop is given back after this many milliseconds of cleaning. */
const SLICE = 12;

/** Reads exported documents one after another, cleaned as the configuration asks of the format they came in. */
export async function* readOwnDocuments(paths: readonly string[], source: Source, house: House, failed: string[]): AsyncGenerator<ReadOwn> {
  const policyFor = policies(source, house);
  let started = performance.now();
  for (const path of paths) {
    const read = await readLocal({ url: pathToFileURL(path).href, limits: house.limits });
    if (read.kind !== 'fresh') {
      failed.push(read.kind === 'failed' ? read.failure.message : `${path} is a file no more: it was changed while it was read.`);
      continue;
    }
    const document = readOwn(read.bytes, path);
    if (!document.ok) {
      failed.push(document.failure.message);
      continue;
    }
    const { matter, said } = document.value;
    const { policy, fingerprint } = policyFor(matter.format);
    yield { path, matter, rows: rowsOf(matter, said, policy, fingerprint) };
    if (performance.now() - started < SLICE) continue;
    await breathe();
    started = performance.now();
  }
}

function policies(source: Source, house: House): (format: FeedFormat) => { readonly policy: CleanPolicy; readonly fingerprint: string } {
  const known = new Map<FeedFormat, { policy: CleanPolicy; fingerprint: string }>();
  return (format) => {
    const policy = known.get(format)?.policy ?? policyOf(source, format, house);
    const row = known.get(format) ?? { policy, fingerprint: cleaningFingerprint(policy) };
    known.set(format, row);
    return row;
  };
}
