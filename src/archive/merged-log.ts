import * as z from 'zod';
import { PAGE_SIZE, rowNames } from '../ledger/rows.js';
import type { Store } from '../store/index.js';

/** Files of the places that a source's entries have in merged feeds. */
export const MERGED_FILE = /^_merged-[a-z0-9-]+\.yaml$/;
/** Pages whose places one file tells. */
const PAGES_IN_A_FILE = 20;

const count = z.int().min(0);
const ref = z.tuple([z.string(), count, count, count]);

/** The rows of a merged feed's log of arrivals, as publishing keeps them. */
export const logState = z.object({ sources: z.string(), taken: z.record(z.string(), count), last: count.min(1), used: count });
export const logPage = z.object({ refs: z.array(ref), titles: z.record(z.string(), z.string()) });

/** What one file tells of one source in one merged feed. */
export const mergedPlaces = z.strictObject({
  feed: z.string().regex(/^[a-z0-9-]+$/),
  /** Digest of the list of sources that the log was made for. */
  sources: z.string(),
  /** Places of the source's own log that this log has taken over. */
  taken: count,
  last: count.min(1),
  used: count.max(PAGE_SIZE),
  pages: z.array(
    z.strictObject({
      page: count.min(1),
      /** The title that the source had when its first entry came to this page. */
      title: z.string().exactOptional(),
      /** Slot on the page, from 0; the entry's number, version and commit. */
      places: z.array(z.tuple([count.max(PAGE_SIZE - 1), count, count, count])),
    }),
  ),
});

export type MergedPlaces = z.output<typeof mergedPlaces>;

/** A source's places in all merged feeds that have taken it up, with the name of the file that tells them. */
export async function* mergedPlacesOf(source: string, store: Store): AsyncGenerator<readonly [name: string, places: MergedPlaces]> {
  for await (const [name, row] of store.iterate<unknown>('log/')) {
    const feed = name.slice('log/'.length);
    const log = logState.safeParse(row);
    const taken = log.data?.taken[source];
    if (log.data === undefined || taken === undefined) continue;
    const { sources, last, used } = log.data;
    for (let first = 1, file = 1; first <= last; first += PAGES_IN_A_FILE, file += 1) {
      const numbers = Array.from({ length: Math.min(PAGES_IN_A_FILE, last - first + 1) }, (_, step) => first + step);
      const rows = await store.getMany<unknown>(numbers.map((page) => rowNames.logPage(feed, page)));
      const pages = numbers.flatMap((page, step) => {
        const held = logPage.safeParse(rows[step]).data;
        const places = (held?.refs ?? []).flatMap(([id, n, version, commit], slot): MergedPlaces['pages'][number]['places'] => (id === source ? [[slot, n, version, commit]] : []));
        const title = held?.titles[source];
        return places.length === 0 ? [] : [{ page, ...(title === undefined ? {} : { title }), places }];
      });
      yield [`_merged-${feed}-${String(file).padStart(4, '0')}.yaml`, { feed, sources, taken, last, used, pages }];
    }
  }
}
