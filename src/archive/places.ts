import type { FeedHead } from '../model.js';
import { PAGE_SIZE, rowNames, type PageRow, type SourceState } from '../ledger/rows.js';
import type { Store } from '../store/index.js';

/** Pages read together. */
const BATCH = 50;

/** Where the versions of a source's entries stand in its log of arrivals, and whose head its pages were begun under. */
export interface Places {
  placeOf(n: number, version: number): number | undefined;
  readonly heads: readonly { readonly page: number; readonly head: FeedHead }[];
}

/** Reads the whole log, of which no more is held than numbers. */
export async function readPlaces(source: string, { pages }: SourceState, store: Store): Promise<Places> {
  const places = new Map<string, number>();
  const heads: { page: number; head: FeedHead }[] = [];
  let said = '';
  for (let first = pages.first; first <= pages.last; first += BATCH) {
    const numbers = Array.from({ length: Math.min(BATCH, pages.last - first + 1) }, (_, step) => first + step);
    const rows = await store.getMany<PageRow>(numbers.map((page) => rowNames.page(source, page)));
    for (const [step, row] of rows.entries()) {
      const page = first + step;
      for (const [slot, [n, version]] of (row?.refs ?? []).entries()) places.set(`${n}/${version}`, (page - 1) * PAGE_SIZE + slot + 1);
      if (row?.head === undefined || JSON.stringify(row.head) === said) continue;
      said = JSON.stringify(row.head);
      heads.push({ page, head: row.head });
    }
  }
  return { heads, placeOf: (n, version) => places.get(`${n}/${version}`) };
}

/** The page of a place, and how many places are used there once it is taken. */
export function pageOf(place: number): { readonly page: number; readonly used: number } {
  return { page: Math.floor((place - 1) / PAGE_SIZE) + 1, used: ((place - 1) % PAGE_SIZE) + 1 };
}
