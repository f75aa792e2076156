import type * as z from 'zod';
import { PAGE_SIZE, rowNames } from '../ledger/rows.js';
import type { Store } from '../store/index.js';
import { logPage, logState, type MergedPlaces } from './merged-log.js';

type Page = z.output<typeof logPage>;
type Ref = Page['refs'][number];

/** Stands for a place of a source that has not been restored yet: it leads to no entry, and pages leave it out. */
const OPEN: Ref = ['', 0, 0, 0];

/**
 * Gives a source's entries their places in a merged feed's log back. Each source of the feed brings
 * its own, in any order. A log that has grown here in another way is left as it is, and takes the
 * source up at its end when it is next published.
 */
export async function restoreMergedPlaces(files: () => AsyncIterable<MergedPlaces>, source: string, store: Store): Promise<void> {
  const strange = new Set<string>();
  for await (const places of files()) {
    if (!(await fits(places, source, store))) strange.add(places.feed);
  }
  const whole = new Map<string, MergedPlaces>();
  for await (const places of files()) {
    if (strange.has(places.feed)) continue;
    const pages = await pagesOf(places, store);
    const filled = places.pages.map((told, place) => [rowNames.logPage(places.feed, told.page), fill(pages[place], told, source)] as const);
    await store.commit({ set: filled, delete: [] });
    whole.set(places.feed, places);
  }
  for (const places of whole.values()) await closeLog(places, source, store);
}

/** Whether the log that is here is of the same sources, and the places are open in it or the source's already. */
async function fits(places: MergedPlaces, source: string, store: Store): Promise<boolean> {
  const state = logState.safeParse(await store.get(rowNames.log(places.feed))).data;
  if (state === undefined) return true;
  if (state.sources !== places.sources || state.last < places.last) return false;
  const pages = await pagesOf(places, store);
  return places.pages.every(({ places: slots }, place) =>
    slots.every(([slot, n, version]) => {
      const [id, number, shown] = pages[place]?.refs[slot] ?? OPEN;
      return id === '' || (id === source && number === n && shown === version);
    }),
  );
}

async function pagesOf({ feed, pages }: MergedPlaces, store: Store): Promise<readonly (Page | undefined)[]> {
  const rows = await store.getMany<unknown>(pages.map(({ page }) => rowNames.logPage(feed, page)));
  return rows.map((row) => logPage.safeParse(row).data);
}

function fill(page: Page | undefined, { title, places }: MergedPlaces['pages'][number], source: string): Page {
  const refs = [...(page?.refs ?? [])];
  for (const [slot, n, version, commit] of places) {
    while (refs.length <= slot) refs.push(OPEN);
    refs[slot] = [source, n, version, commit];
  }
  return { refs, titles: { ...page?.titles, ...(title === undefined ? {} : { [source]: title }) } };
}

/** The log goes on behind its last place, whether or not that is filled yet. */
async function closeLog({ feed, sources, taken, last, used }: MergedPlaces, source: string, store: Store): Promise<void> {
  const before = logState.safeParse(await store.get(rowNames.log(feed))).data ?? { sources, taken: {}, last, used };
  const name = rowNames.logPage(feed, last);
  const end = logPage.safeParse(await store.get(name)).data ?? { refs: [], titles: {} };
  const size = Math.min(before.last === last ? before.used : PAGE_SIZE, PAGE_SIZE);
  const open = Array.from({ length: Math.max(0, size - end.refs.length) }, () => OPEN);
  await store.commit({ set: [[name, { ...end, refs: [...end.refs, ...open] }], [rowNames.log(feed), { ...before, taken: { ...before.taken, [source]: taken } }]], delete: [] });
}
