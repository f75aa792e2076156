import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Failure, Millis, Source } from '../model.js';
import { cleaningFingerprint } from '../clean/index.js';
import { readLocal, type LocalDocument } from '../fetch/index.js';
import { rowNames, type SourceState } from '../ledger/rows.js';
import { WorkingLedger } from '../ledger/working.js';
import { parseFeed } from '../parse/index.js';
import { afterFailure } from './aftermath.js';
import { commitState, failed, finish, forgetPending, nextCommit, type Outcome } from './commit.js';
import { policyOf, timezoneOf, type House } from './house.js';
import { readingOrder } from './reading-order.js';
import { recleanSource } from './reclean.js';
import { takeDocument } from './take.js';
import { takeFeed, unchanged } from './feed.js';

/** Documents in one commit; a smaller folder is one commit as a whole. */
const BATCH = 500;
/** Failed documents that a source's notes name. */
const NAMED = 5;

/** Polls a `file:` source: a feed file, or a folder of archived documents. */
export async function pollArchive(source: Source, state: SourceState, house: House, now: Millis): Promise<Outcome> {
  const found = await readLocal({ url: source.url, validators: state.validators, limits: house.limits });
  switch (found.kind) {
    case 'failed':
      return fail(source, state, house, now, found.failure);
    case 'notModified':
      return unchanged(source, state, house, now, {}, undefined);
    case 'fresh': {
      const parsed = await parseFeed(found.bytes, { url: found.url, timezone: timezoneOf(source), limits: house.limits });
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
  let state = await recleanSource(source.id, before, policy, house.store);
  let work = new WorkingLedger(house.store, source.id);
  const counts = { fresh: 0, revised: 0, seen: 0, pending: 0 };
  const notes: string[] = [];
  let stale: SourceState['stale'] = {};
  let changed = false;

  const { names, unread } = await readingOrder(folder.documents);
  notes.push(...unread);
  for (const [place, name] of names.entries()) {
    const url = pathToFileURL(join(fileURLToPath(source.url), name)).href;
    const read = await readLocal({ url, limits: house.limits });
    if (read.kind !== 'fresh') continue; // it went while we were reading: the next poll tells
    const parsed = await parseFeed(read.bytes, { url, timezone: timezoneOf(source), limits: house.limits });
    if (!parsed.ok) {
      notes.push(`${name}: ${parsed.failure.message}`);
      continue;
    }
    const taken = await takeDocument({ items: parsed.value.items, places: [], firstPlace: place }, state, policy, context, work);
    state = taken.state;
    stale = { ...stale, ...taken.stale };
    changed ||= taken.changed;
    counts.fresh += taken.fresh;
    counts.revised += taken.revised;
    counts.seen += parsed.value.items.length;
    counts.pending += 1;
    if (counts.pending < BATCH) continue;
    await commitWork(source, state, house, work);
    work = new WorkingLedger(house.store, source.id);
    counts.pending = 0;
  }
  const after: SourceState = {
    ...forgetPending(source.id, state, stale, work),
    format: 'document',
    items: counts.seen,
    validators: folder.validators,
    fingerprint: context.fingerprint,
    begun: true,
    notes: notes.length > NAMED ? [...notes.slice(0, NAMED), `… and ${notes.length - NAMED} more files could not be read.`] : notes,
  };
  await finish(source, after, house, now, {}, counts, work);
  return {
    status: changed ? 'changed' : 'unchanged',
    new: counts.fresh,
    revised: counts.revised,
    duplicate: counts.seen - counts.fresh - counts.revised,
  };
}

async function commitWork(source: Source, state: SourceState, house: House, work: WorkingLedger): Promise<void> {
  work.write(rowNames.source(source.id), state);
  await house.store.commit(work.batch());
}

async function fail(source: Source, state: SourceState, house: House, now: Millis, failure: Failure): Promise<Outcome> {
  await commitState(source, afterFailure(state, source, house, now, failure, {}, false), house);
  return failed(failure);
}
