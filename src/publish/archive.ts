import type { FeedHead, Millis } from '../model.js';
import { PAGE_SIZE, rowNames, type PageRow, type SourceState, type StoredEntry } from '../ledger/rows.js';
import type { Store } from '../store/index.js';
import { logPageOf } from './merged-log.js';
import type { Outlet } from './outlet.js';
import type { StoredCandidate } from './candidates.js';
import type { Visibility, Visible } from './visible.js';

/** Where an outlet's archive begins and ends; pages are numbered from the oldest. */
export interface Extent {
  readonly first: number;
  readonly last: number;
  /** Places used on the last page. */
  readonly used: number;
}

/** A place on an archive page: which entry of which source, in which version. */
export interface Place {
  readonly source: string;
  readonly n: number;
  readonly version: number;
  readonly commit: number;
}

export interface ArchivePage {
  readonly places: readonly Place[];
  readonly full: boolean;
  readonly head?: FeedHead;
  /** Titles the sources had when the page was begun. */
  readonly titles?: Readonly<Record<string, string>>;
}

/** One archive page of a source or of a merged feed. */
export async function readPage(outlet: Outlet, page: number, extent: Extent, store: Store): Promise<ArchivePage> {
  const full = page < extent.last || extent.used >= PAGE_SIZE;
  if (outlet.merged) {
    const row = await logPageOf(outlet.id, page, store);
    return { full, titles: row.titles, places: row.refs.map(([source, n, version, commit]) => ({ source, n, version, commit })) };
  }
  const row = await store.get<PageRow>(rowNames.page(outlet.id, page));
  return {
    full,
    places: (row?.refs ?? []).map(([n, version, commit]) => ({ source: outlet.id, n, version, commit })),
    ...(row?.head === undefined ? {} : { head: row.head }),
  };
}

/**
 * What a page shows: each entry in the version it had when it took its place, the newest of them
 * where a page holds several. Entries that are kept no longer are left out.
 *
 * @returns 'gone' for a full page of which nothing is kept: a merged feed's, whose sources each drop pages of their own
 */
export async function showPage(page: ArchivePage, outlet: Outlet, visibility: Visibility, store: Store, now: Millis): Promise<readonly Visible[] | 'gone'> {
  const sources = new Map(outlet.sources.map((source) => [source.id, source]));
  let kept = 0;
  const rows = async function* (): AsyncGenerator<StoredCandidate> {
    for await (const { place: { source: id, n, commit }, stored } of onArrival(newestPlaces(page), store)) {
      const source = sources.get(id);
      if (source === undefined) continue;
      kept += 1;
      yield { stored, candidate: { source, n, commit, published: stored.published } };
    }
  };
  const shown = await visibility.filter(rows(), now);
  return page.full && kept === 0 ? 'gone' : shown;
}

/**
 * Entries as they were when they took these places, those that are kept no longer left out: set aside, or still as then.
 * The entry is read before what was set aside: a revision that is committed between the two is found there.
 */
async function* onArrival(places: readonly Place[], store: Store): AsyncGenerator<{ readonly place: Place; readonly stored: StoredEntry }> {
  const rows = store.each<StoredEntry>(places.flatMap(({ source, n, version }) => [rowNames.entry(source, n), rowNames.version(source, n, version)]));
  let current: StoredEntry | undefined;
  let at = 0;
  for await (const row of rows) {
    const [place, isCurrent] = [places[Math.floor(at / 2)], at % 2 === 0];
    at += 1;
    if (isCurrent) current = row;
    else if (place !== undefined) {
      const stored = row ?? (current?.version === place.version ? current : undefined);
      if (stored !== undefined) yield { place, stored };
    }
  }
}

/** Of an entry that a page holds in several versions the last. */
export function newestPlaces({ places }: ArchivePage): readonly Place[] {
  return [...new Map(places.map((place) => [`${place.source}/${place.n}`, place])).values()];
}

export function extentOf(state: SourceState): Extent {
  const { first, last, used } = state.pages;
  return { first, last, used };
}
