import type { Millis } from '../model.js';
import { PAGE_SIZE, rowNames, type PageRow, type SourceState } from '../ledger/rows.js';
import { StoreError, type Store } from '../store/index.js';
import { digest } from '../digest.js';
import type { Extent } from './archive.js';
import type { Outlet } from './outlet.js';
import { titleOf } from '../library/index.js';

/** One place in a merged feed's log of arrivals. */
export type LogRef = readonly [source: string, n: number, version: number, commit: number];

/** A place that the log does not hold yet. */
interface NewRef {
  readonly ref: LogRef;
  readonly published: Millis;
}

export interface LogPage {
  readonly refs: readonly LogRef[];
  readonly titles: Readonly<Record<string, string>>;
}

interface LogState {
  /** Of the sources it is made of, in their order: another list makes another log. */
  readonly sources: string;
  /** Places of each source that the log holds already. */
  readonly taken: Readonly<Record<string, number>>;
  readonly last: number;
  readonly used: number;
}

/** Rows written in one commit while a log is built. */
const BATCH = 200;

/**
 * A merged feed has a log of its own: what its sources logged since last time is appended in order
 * of arrival, and no place is written twice, so that its full pages do not change either. Where the
 * store takes nothing, for its disk is full or read-only, the log stays as it was.
 */
export async function bringLogUpToDate(outlet: Outlet, states: ReadonlyMap<string, SourceState>, store: Store): Promise<Extent> {
  const sources = digest(outlet.sources.map(({ id }) => id).join('\n'));
  const stored = await store.get<LogState>(rowNames.log(outlet.id));
  const before: LogState = stored?.sources === sources ? stored : { sources, taken: {}, last: 1, used: 0 };
  const more = await newRefs(outlet, states, before, store);
  if (more.length === 0) return extentOf(before);
  try {
    return extentOf(await append(more, outlet, states, before, stored, store));
  } catch (error) {
    // Another process has brought it up to date meanwhile.
    if (error instanceof StoreError && error.code === 'stale') return bringLogUpToDate(outlet, states, store);
    if (error instanceof StoreError) return extentOf(before);
    throw error;
  }
}

async function append(more: readonly LogRef[], outlet: Outlet, states: ReadonlyMap<string, SourceState>, before: LogState, stored: LogState | undefined, store: Store): Promise<LogState> {
  const asRead = { quiet: true, expect: [rowNames.log(outlet.id), stored] } as const;
  let { last, used } = before;
  let row = used === 0 ? undefined : await store.get<LogPage>(rowNames.logPage(outlet.id, last));
  let pages = new Map<number, LogPage>();
  const titles = Object.fromEntries(outlet.sources.map((source) => [source.id, titleOf(source, states.get(source.id)?.head)]));
  for (const ref of more) {
    if (used >= PAGE_SIZE) {
      last += 1;
      used = 0;
      row = undefined;
      if (pages.size >= BATCH) {
        await store.commit({ set: [...pages].map(([page, refs]) => [rowNames.logPage(outlet.id, page), refs] as const), delete: [], ...asRead });
        pages = new Map();
      }
    }
    row = { titles: { ...row?.titles, [ref[0]]: row?.titles[ref[0]] ?? titles[ref[0]] ?? ref[0] }, refs: [...(row?.refs ?? []), ref] };
    pages.set(last, row);
    used += 1;
  }
  const after: LogState = { sources: before.sources, last, used, taken: Object.fromEntries([...states].map(([id, state]) => [id, placesOf(state)])) };
  await store.commit({
    set: [...[...pages].map(([page, refs]) => [rowNames.logPage(outlet.id, page), refs] as const), [rowNames.log(outlet.id), after]],
    delete: [],
    ...asRead,
  });
  return after;
}

export async function logPageOf(outlet: string, page: number, store: Store): Promise<LogPage> {
  return (await store.get<LogPage>(rowNames.logPage(outlet, page))) ?? { refs: [], titles: {} };
}

function extentOf({ last, used }: LogState): Extent {
  return { first: 1, last, used };
}

/** Places a source has given out so far. */
function placesOf({ pages }: SourceState): number {
  return (pages.last - 1) * PAGE_SIZE + pages.used;
}

/** What the sources logged since, in order of arrival: commit (history: by date), then the list's order, then place. */
async function newRefs(outlet: Outlet, states: ReadonlyMap<string, SourceState>, log: LogState, store: Store): Promise<readonly LogRef[]> {
  const found: NewRef[] = [];
  for (const { id } of outlet.sources) {
    const state = states.get(id);
    if (state === undefined) continue;
    const taken = log.taken[id] ?? 0;
    const end = placesOf(state);
    const first = Math.max(Math.floor(taken / PAGE_SIZE) + 1, state.pages.first);
    for (let page = first; page <= state.pages.last && taken < end; page += 1) {
      const row = await store.get<PageRow>(rowNames.page(id, page));
      const start = (page - 1) * PAGE_SIZE;
      // A commit between two reads may show more than the state says; that is for the next time.
      const fresh = (row?.refs ?? []).filter((_, place) => start + place >= taken && start + place < end);
      found.push(...fresh.map(([n, version, commit, published]): NewRef => ({ ref: [id, n, version, commit], published })));
    }
  }
  return found.toSorted(byArrival).map(({ ref }) => ref);
}

/** Sorting is stable: what is equal stays in the list's order. */
function byArrival(one: NewRef, other: NewRef): number {
  const commit = one.ref[3];
  return commit - other.ref[3] || (commit === 0 ? one.published - other.published : 0);
}
