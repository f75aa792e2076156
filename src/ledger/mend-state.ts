import type { Store } from '../store/index.js';
import { appendToPages, mostRecentFirst } from './pages.js';
import type { EntryFacts } from './mend.js';
import type { Memory } from './mend-memory.js';
import { newSource, RECENT_SIZE, rowNames, type PageRef, type PageRow, type Recent, type SourceState } from './rows.js';
import type { WorkingLedger } from './working.js';

/**
 * A source's state as its entries and pages bear it out; what it knew of the last document is dropped, so that the next
 * poll reads in full what the source shows, and finds what is lost.
 *
 * @returns numbers of entries that stood on no page and have a place again
 */
export async function mendState(
  source: string,
  entries: ReadonlyMap<number, EntryFacts>,
  { highest, days }: Memory,
  stored: SourceState | undefined,
  store: Store,
  work: WorkingLedger,
): Promise<readonly number[]> {
  const pages = await pagesOf(source, store);
  const { body, validators, askedFully, ...kept } = stored ?? { ...newSource(''), begun: true as const };
  const all = [...entries.values()];
  const recent = all.map(({ commit, n, published }): Recent => [commit, n, published]).sort(mostRecentFirst);
  const unplaced = all.filter(({ n, version }) => !pages.placed.has(`${n}/${version}`));
  const state: SourceState = {
    ...kept,
    validators: {},
    nextEntry: Math.max(kept.nextEntry, highest + 1, pages.highest + 1, maximum(entries.keys()) + 1),
    entries: entries.size,
    recent: recent.slice(0, RECENT_SIZE),
    commit: maximum([kept.commit, ...all.map(({ commit }) => commit)]),
    days,
    stale: {},
    pages: extent(stored?.pages, pages),
  };
  const refs = unplaced
    .toSorted((one, other) => one.commit - other.commit || one.published - other.published || one.n - other.n)
    .map(({ n, version, commit, published }): PageRef => [n, version, commit, published]);
  work.write(rowNames.source(source), refs.length === 0 ? state : await appendToPages(source, state, refs, work));
  return unplaced.map(({ n }) => n);
}

interface FoundPages {
  /** Places used on each page that is there and kept. */
  readonly used: ReadonlyMap<number, number>;
  /** `NUMBER/VERSION` of the entries on them. */
  readonly placed: ReadonlySet<string>;
  /** The highest entry number on them. */
  readonly highest: number;
  readonly numbers: readonly number[];
}

async function pagesOf(source: string, store: Store): Promise<FoundPages> {
  const used = new Map<number, number>();
  const placed = new Set<string>();
  const numbers: number[] = [];
  let highest = 0;
  for await (const [name, { refs, dropped }] of store.iterate<PageRow>(`page/${source}/`)) {
    const page = Number(name.split('/').at(-1));
    numbers.push(page);
    if (dropped === undefined) used.set(page, refs.length);
    for (const [n, version] of refs) {
      placed.add(`${n}/${version}`);
      highest = Math.max(highest, n);
    }
  }
  return { used, placed, highest, numbers };
}

/** A last page that is lost, or not as full as it was, is not written on: places are counted by those who read on. */
function extent(before: SourceState['pages'] | undefined, { used, numbers }: FoundPages): SourceState['pages'] {
  const last = maximum(numbers);
  if (before === undefined) {
    if (last === 0) return newSource('').pages;
    return { first: Math.min(...used.keys(), last + 1), remembered: Math.min(...numbers), last: last + 1, used: 0 };
  }
  if (last <= before.last && (used.get(before.last) ?? 0) === before.used) return before;
  return { ...before, last: Math.max(last, before.last) + 1, used: 0 };
}

function maximum(numbers: Iterable<number>): number {
  let greatest = 0;
  for (const number of numbers) greatest = Math.max(greatest, number);
  return greatest;
}
