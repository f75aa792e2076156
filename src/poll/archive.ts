import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Failure, Millis, Source } from '../model.js';
import { cleaningFingerprint } from '../clean/index.js';
import { readLocal, type LocalDocument } from '../fetch/index.js';
import type { SourceState } from '../ledger/rows.js';
import { afterFailure } from './aftermath.js';
import { commitState, finish, forgetPending, nextCommit } from './commit.js';
import { failed, type Outcome } from './report.js';
import type { House } from './house.js';
import { policyOf, readDocument } from './reading.js';
import { readingOrder } from './reading-order.js';
import { recleanSource } from './reclean.js';
import type { Delivery } from './take.js';
import { takeFolder } from './take-folder.js';
import { takeFeed } from './feed.js';
import { unchanged } from './unchanged.js';
import { worthTelling } from './worth-telling.js';

/** Failed documents that a source's notes name. */
const NAMED = 5;
const NO_DOCUMENT = 'this folder holds no archived document (*.md, *.markdown): name the folder where they stand, or the feed file itself.';

/** Polls a `file:` source: a feed file, or a folder of archived documents. */
export async function pollArchive(source: Source, state: SourceState, house: House, now: Millis): Promise<Outcome> {
  const found = await readLocal({ url: source.url, validators: state.validators, limits: house.limits });
  switch (found.kind) {
    case 'failed':
      return fail(source, state, house, now, found.failure);
    case 'notModified':
      return unchanged(source, state, house, now, {}, undefined);
    case 'fresh': {
      const parsed = await readDocument(source, found, house);
      if (!parsed.ok) return fail(source, state, house, now, parsed.failure);
      return takeFeed(source, parsed.value, { ...state, validators: found.validators }, found.url, house, now, {}, undefined);
    }
    case 'folder':
      return pollFolder(source, state, house, now, found);
  }
}

interface Folder {
  readonly documents: AsyncIterable<LocalDocument>;
  readonly validators: SourceState['validators'];
}

/** Each file is a document of its own; they are read in the order of their stamps. */
async function pollFolder(source: Source, before: SourceState, house: House, now: Millis, folder: Folder): Promise<Outcome> {
  const policy = policyOf(source, 'document', house);
  const context = { source: source.id, format: 'document', fingerprint: cleaningFingerprint(policy), now, commit: nextCommit(before, now) } as const;
  const state = await recleanSource(source.id, before, policy, house.store);
  const { names, unread } = await readingOrder(folder.documents);
  const notes = names.length + unread.length === 0 ? [NO_DOCUMENT] : [...unread];
  const taken = await takeFolder(readDocuments(source, names, house, notes), state, policy, context, house.store);
  const { fresh, revised, seen, work } = taken;
  const after: SourceState = {
    ...forgetPending(source.id, taken.state, taken.stale, work),
    format: 'document',
    items: seen,
    validators: folder.validators,
    fingerprint: context.fingerprint,
    begun: true,
    notes: notes.length > NAMED ? [...notes.slice(0, NAMED), `… and ${notes.length - NAMED} more files could not be read.`] : notes,
  };
  const left = await finish(source, after, house, now, {}, taken, work);
  return { ...worthTelling(before, left), status: taken.changed ? 'changed' : 'unchanged', new: fresh, revised, duplicate: seen - fresh - revised };
}

/** @param notes where what could not be read is told */
async function* readDocuments(source: Source, names: readonly string[], house: House, notes: string[]): AsyncGenerator<Delivery> {
  const folder = fileURLToPath(source.url);
  for (const [firstPlace, name] of names.entries()) {
    const url = pathToFileURL(join(folder, name)).href;
    const read = await readLocal({ url, limits: house.limits });
    if (read.kind !== 'fresh') continue; // it went while we were reading: the next poll tells
    const parsed = await readDocument(source, { bytes: read.bytes, url }, house);
    if (parsed.ok) yield { items: parsed.value.items, places: [], firstPlace };
    else notes.push(`${name}: ${parsed.failure.message}`);
  }
}

async function fail(source: Source, state: SourceState, house: House, now: Millis, failure: Failure): Promise<Outcome> {
  await commitState(source, afterFailure(state, source, house, now, failure, {}, false), house);
  return failed(failure);
}
