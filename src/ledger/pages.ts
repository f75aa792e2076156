import type { Remembered } from '../identify/index.js';
import { PAGE_SIZE, RECENT_SIZE, rowNames, type PageRef, type PageRow, type Recent, type SourceState } from './rows.js';
import type { WorkingLedger } from './working.js';

/** Days for which keys outlive the last sight of them. */
const MEMORY_DAYS = 400;

/**
 * The archive is a log of arrivals: every new entry and every revision takes the next place, and no
 * place is ever written twice. So a full page never changes, and the log stays in order of arrival.
 */
export async function appendToPages(
  source: string,
  state: SourceState,
  refs: readonly PageRef[],
  work: WorkingLedger,
): Promise<SourceState> {
  let { last, used } = state.pages;
  await work.load([rowNames.page(source, last)]);
  for (const ref of refs) {
    if (used >= PAGE_SIZE) {
      last += 1;
      used = 0;
    }
    const name = rowNames.page(source, last);
    const begun: PageRow = { refs: [], head: state.head };
    const row: PageRow = used === 0 ? begun : (work.read<PageRow>(name) ?? begun);
    work.write(name, { ...row, refs: [...row.refs, ref] } satisfies PageRow);
    used += 1;
  }
  return { ...state, pages: { ...state.pages, last, used } };
}

/** The most recent by arrival first; history, commit 0, last and by date. */
export function mergeRecent(recent: readonly Recent[], arrived: readonly Recent[]): readonly Recent[] {
  const again = new Set(arrived.map(([, n]) => n));
  return [...arrived, ...recent.filter(([, n]) => !again.has(n))].toSorted(mostRecentFirst).slice(0, RECENT_SIZE);
}

export function mostRecentFirst([commit, n, published]: Recent, [commit2, n2, published2]: Recent): number {
  return commit2 - commit || published2 - published || n2 - n;
}

/** Lets whole pages go, oldest first, as long as `keep` entries stay on the later ones. */
export async function dropPages(source: string, before: SourceState, keep: number | 'all', work: WorkingLedger): Promise<SourceState> {
  let state = before;
  while (keep !== 'all' && state.entries > keep && state.pages.first < state.pages.last) {
    const page = state.pages.first;
    const name = rowNames.page(source, page);
    await work.load([name]);
    const refs = work.read<PageRow>(name)?.refs ?? [];
    await work.load(refs.map(([n]) => rowNames.ledger(source, n)));
    const going = refs.flatMap(([n, version]) => {
      const entry = work.entry(n);
      return entry?.version === version && entry.dropped === undefined ? [entry] : [];
    });
    if (state.entries - going.length < keep) break;
    for (const [n, version] of refs) work.remove(rowNames.version(source, n, version));
    for (const entry of going) {
      work.remove(rowNames.entry(source, entry.n));
      work.remember({ ...entry, dropped: true });
    }
    const gone = new Set(going.map(({ n }) => n));
    work.write(name, { refs: [], dropped: { day: state.days, entries: [...gone] } } satisfies PageRow);
    state = {
      ...state,
      entries: state.entries - gone.size,
      recent: state.recent.filter(([, n]) => !gone.has(n)),
      pages: { ...state.pages, first: page + 1 },
    };
  }
  return state;
}

/** Forgets the entries of pages dropped long ago, but for those that polls have seen since: they wait with a later page. */
export async function forgetOld(source: string, before: SourceState, work: WorkingLedger): Promise<SourceState> {
  let state = before;
  while (state.pages.remembered < state.pages.first) {
    const name = rowNames.page(source, state.pages.remembered);
    await work.load([name]);
    const dropped = work.read<PageRow>(name)?.dropped;
    if (dropped !== undefined && state.days - dropped.day <= MEMORY_DAYS) break;
    const entries = await rememberedOf(source, dropped?.entries ?? [], work);
    const seen = entries.filter((entry) => entry.dropped !== undefined && state.days - entry.seen <= MEMORY_DAYS);
    const forgotten = entries.filter((entry) => entry.dropped !== undefined && !seen.includes(entry));
    if (seen.length > 0) {
      work.write(name, { refs: [], dropped: { day: Math.max(...seen.map((entry) => entry.seen)), entries: seen.map(({ n }) => n) } } satisfies PageRow);
    }
    for (const entry of forgotten) work.forget(entry);
    if (seen.length > 0) break;
    work.remove(name);
    state = { ...state, pages: { ...state.pages, remembered: state.pages.remembered + 1 } };
  }
  return state;
}

async function rememberedOf(source: string, numbers: readonly number[], work: WorkingLedger): Promise<readonly Remembered[]> {
  await work.load(numbers.map((n) => rowNames.ledger(source, n)));
  const entries = numbers.flatMap((n) => work.entry(n) ?? []);
  await work.load(
    entries.flatMap((entry) => [
      ...entry.keys.map((key) => rowNames.key(source, key)),
      ...entry.marks.map((mark) => rowNames.mark(source, mark)),
    ]),
  );
  return entries;
}
