import type { Source } from '../model.js';
import { cleaningFingerprint } from '../clean/index.js';
import { named } from '../ledger/named.js';
import { mergeRecent } from '../ledger/pages.js';
import { rowNames, type PageRow, type Recent, type SourceState, type StoredEntry } from '../ledger/rows.js';
import { WorkingLedger } from '../ledger/working.js';
import { policyOf, type House } from '../poll/index.js';
import type { Store } from '../store/index.js';
import type { ExportAside } from './export-reading.js';
import { readRemembered, type RememberedPage } from './memory.js';
import type { KeyLists } from './key-list.js';
import { restoreMergedPlaces } from './merged-restore.js';
import type { ReadOwn } from './own-reading.js';
import { pageOf } from './places.js';
import { headOf, stateOf } from './source-facts.js';

/** Documents in one commit. */
const BATCH = 200;

export interface Restored {
  readonly state: SourceState;
  readonly restored: number;
  readonly duplicate: number;
  /** Documents whose number another entry bears: they are no part of this export. */
  readonly strangers: readonly string[];
}

/** Whether an export can come out of the store exactly as it went in: nothing is there, or the beginning of this very export. */
export function canRestore(state: SourceState | undefined, { name }: ExportAside): boolean {
  return state === undefined || state.restoring === name || (state.nextEntry === 1 && state.entries === 0);
}

/**
 * Makes of an export the rows it was made of. Every commit is complete in itself, and the source's
 * state says what is being restored until all of it is; cut off, the same import goes on with it.
 *
 * @param documents in the order of their places
 */
export async function restoreExport(aside: ExportAside, documents: AsyncIterable<ReadOwn>, before: SourceState, source: Source, house: House): Promise<Restored> {
  const { facts } = aside;
  let state = await begin(aside, before, source, house);
  for await (const pages of aside.memories) await restoreMemories(pages, source.id, house.store);

  const wanted = new Set(facts.recent);
  const recent = new Map<number, Recent>();
  const strangers: string[] = [];
  const counts = { restored: 0, duplicate: 0 };
  let batch: ReadOwn[] = [];
  const flush = async (): Promise<void> => {
    state = await restoreBatch(batch, aside, state, source.id, counts, strangers, house.store);
    batch = [];
  };
  for await (const document of documents) {
    const { n, published, commit } = document.rows.stored;
    if (wanted.has(n) && document.matter.superseded === undefined) recent.set(n, [commit, n, published]);
    batch.push(document);
    if (batch.length >= BATCH) await flush();
  }
  await flush();
  await restoreMergedPlaces(aside.merged, source.id, house.store);
  const { restoring, ...whole } = { ...state, pages: facts.pages, recent: facts.recent.flatMap((n) => [recent.get(n)].filter((row) => row !== undefined)) };
  await house.store.commit({ set: [[rowNames.source(source.id), whole]], delete: [] });
  return { state: whole, ...counts, strangers };
}

async function begin({ facts, name }: ExportAside, before: SourceState, source: Source, { store, ...house }: House): Promise<SourceState> {
  const { first, remembered } = facts.pages;
  const fingerprint = cleaningFingerprint(policyOf(source, facts.format ?? 'document', house));
  const state: SourceState =
    before.restoring === name ? before : { ...stateOf(facts, before), fingerprint, restoring: name, pages: { first, remembered, last: first, used: 0 } };
  const keys = facts.distrusted.map((digest) => [`key/${source.id}/${digest}`, 0] as const);
  await store.commit({ set: [...keys, [rowNames.source(source.id), state]], delete: [] });
  return state;
}

async function restoreMemories(pages: readonly RememberedPage[], source: string, store: Store): Promise<void> {
  const work = new WorkingLedger(store, source);
  for (const { page, day, entries } of pages) {
    const told = entries.filter((entry) => typeof entry === 'object').map(readRemembered);
    await work.load(told.flatMap(({ entry }) => entry.marks.map((mark) => rowNames.mark(source, mark))));
    for (const { entry, lists } of told) layDown(work, source, entry, lists);
    const numbers = entries.map((entry) => (typeof entry === 'object' ? entry.n : entry));
    work.write(rowNames.page(source, page), { refs: [], dropped: { day, entries: numbers } } satisfies PageRow);
  }
  await store.commit(work.batch());
}

async function restoreBatch(
  batch: readonly ReadOwn[],
  { facts }: ExportAside,
  before: SourceState,
  source: string,
  counts: { restored: number; duplicate: number },
  strangers: string[],
  store: Store,
): Promise<SourceState> {
  const work = new WorkingLedger(store, source);
  await work.load(batch.flatMap((document) => namesOf(document, source)));
  let state = before;
  const arrived: Recent[] = [];
  for (const { path, matter, rows } of batch) {
    const { stored, remembered } = rows;
    const { n, version, id, commit, published } = stored;
    const row = remembered === undefined ? rowNames.version(source, n, version) : rowNames.entry(source, n);
    const there = work.read<StoredEntry>(row);
    if (there !== undefined) {
      if (there.id === id) counts.duplicate += 1;
      else strangers.push(path);
      continue;
    }
    work.write(row, stored);
    if (remembered !== undefined) {
      layDown(work, source, remembered, matter);
      arrived.push([commit, n, published]);
      if (n === facts.nextEntry - 1) state = { ...state, newest: named({ n, title: stored.cleaned.title, link: stored.link }, state.lastChange) };
    }
    counts.restored += 1;
    if (matter.place === undefined) continue;
    const { page, used } = pageOf(matter.place);
    const name = rowNames.page(source, page);
    const head = headOf(facts, page);
    const begun: PageRow = work.read<PageRow>(name) ?? { refs: [], ...(head === undefined ? {} : { head }) };
    if (!begun.refs.some(([number, shown]) => number === n && shown === version)) {
      work.write(name, { ...begun, refs: [...begun.refs, [n, version, commit, published]] } satisfies PageRow);
    }
    state = { ...state, pages: { ...state.pages, last: page, used } };
  }
  const after: SourceState = { ...state, entries: state.entries + arrived.length, recent: mergeRecent(state.recent, arrived) };
  work.write(rowNames.source(source), after);
  await store.commit(work.batch());
  return after;
}

function namesOf({ matter: { n, version, place }, rows: { remembered } }: ReadOwn, source: string): readonly string[] {
  return [
    rowNames.entry(source, n),
    rowNames.version(source, n, version),
    ...(place === undefined ? [] : [rowNames.page(source, pageOf(place).page)]),
    ...(remembered?.marks ?? []).map((mark) => rowNames.mark(source, mark)),
  ];
}

/** An entry's memory, and its keys as they led: here, nowhere any more, or not here. */
function layDown(work: WorkingLedger, source: string, entry: Parameters<WorkingLedger['remember']>[0], { distrusted = [], astray = [] }: KeyLists): void {
  work.remember(entry);
  const elsewhere = new Set([...distrusted, ...astray]);
  for (const key of entry.keys) {
    if (!elsewhere.has(key)) work.write(rowNames.key(source, key), entry.n);
  }
  for (const key of distrusted) work.distrust(key);
}
