import type { Cleaned, Entry, Item, Millis, OutputFeed, ParsedFeed } from '../../model.js';
import { addressesOf } from '../../publish/index.js';
import { contentOf, sourceId } from './json-feed.js';

/**
 * What was parsed as a feed to be rendered: every item in the document's order, ids as in the source.
 * @param look what readers see of an item: {@link asItArrived}, or its cleaning
 * @param now where an item has no date, this less a millisecond for each place
 */
export function asOutputFeed(id: string, { head, items }: ParsedFeed, look: (item: Item) => Cleaned, baseUrl: string, now: Millis): OutputFeed {
  const self = addressesOf(baseUrl, id);
  const entries = items.map((item, place): OutputFeed['entries'][number] => ({ entry: entryOf(id, item, look(item), now - place) }));
  return {
    id,
    title: head.title ?? id,
    link: head.link ?? self.atom,
    authors: head.authors,
    updated: entries.reduce((newest, { entry }) => Math.max(newest, entry.updated), 0),
    entries,
    self,
    paging: { kind: 'subscription', current: self },
    ...(head.description === undefined ? {} : { description: head.description }),
    ...(head.language === undefined ? {} : { language: head.language }),
    ...(head.image === undefined ? {} : { image: head.image }),
  };
}

function entryOf(source: string, item: Item, { published: own, ...cleaned }: Cleaned, firstSight: Millis): Entry {
  const published = own ?? item.published?.at ?? item.stamp ?? item.updated?.at ?? firstSight;
  return {
    ...cleaned,
    id: sourceId(item),
    source,
    published,
    updated: Math.max(published, item.updated?.at ?? 0),
    ...(item.link === undefined ? {} : { link: item.link }),
    ...(item.language === undefined ? {} : { language: item.language }),
  };
}

/** Nothing cleaned and nothing sanitised: for programs, never for a page. */
export function asItArrived(item: Item): Cleaned {
  const { title = '', summary, authors, categories, enclosures, image } = item;
  return {
    title, content: contentOf(item), authors, categories, enclosures,
    ...(summary === undefined ? {} : { summary }),
    ...(image === undefined ? {} : { image }),
  };
}
