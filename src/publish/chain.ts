import type { Millis } from '../model.js';
import type { Store } from '../store/index.js';
import { newestPlaces, readPage, showPage, type Extent } from './archive.js';
import type { Outlet } from './outlet.js';
import type { Visibility, Visible } from './visible.js';

/**
 * The way that readers are led through an outlet's archive, from the newest page to the oldest (RFC 5005 §4). A page that
 * shows them nothing is left out of it: one of which the filters hide everything; in a merged feed also one of whose
 * entries no source keeps any, for its sources drop pages of their own, and older ones may still be kept.
 */
export interface Chain {
  /** The newest page that shows something which the subscription feed does not. */
  beyond(shown: readonly Visible[]): Promise<number | undefined>;
  /** The page before a page. */
  before(page: number): Promise<number | undefined>;
}

export interface ChainLinks {
  readonly outlet: Outlet;
  readonly extent: Extent;
  readonly visibility: Visibility;
  readonly store: Store;
  readonly now: Millis;
}

export function chainOf({ outlet, extent, visibility, store, now }: ChainLinks): Chain {
  /** Which of its entries are shown, or nothing without a look where none was at the last. */
  const look = async (page: number): Promise<readonly Visible[] | 'gone'> => {
    if (visibility.emptyPages.has(page)) return [];
    const read = await readPage(outlet, page, extent, store);
    const shown = await showPage(read, outlet, visibility, store, now);
    if (read.full && shown !== 'gone' && visibility.hides(newestPlaces(read))) visibility.emptyPages.add(page);
    return shown;
  };

  return {
    async beyond(shown) {
      const names = new Set(shown.map(({ source, n }) => `${source.id}/${n}`));
      for (let page = extent.last; page >= extent.first; page -= 1) {
        if (visibility.emptyPages.has(page)) continue;
        const { places } = await readPage(outlet, page, extent, store);
        if (places.every(({ source, n }) => names.has(`${source}/${n}`))) continue;
        if (visibility.showsAll) return page;
        const visible = await look(page);
        if (visible !== 'gone' && visible.some(({ source, n }) => !names.has(`${source.id}/${n}`))) return page;
      }
      return undefined;
    },

    async before(page) {
      let gone: number | undefined;
      for (let earlier = page - 1; earlier >= 1; earlier -= 1) {
        // What `keep` has let go stays linked where it was: a full page does not change.
        if (earlier < extent.first || visibility.showsAll) return earlier;
        const visible = await look(earlier);
        if (visible === 'gone') gone ??= earlier;
        else if (visible.length > 0) return earlier;
      }
      return gone;
    },
  };
}
