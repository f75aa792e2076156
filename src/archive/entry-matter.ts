import * as z from 'zod';
import { arrive, markList, marksOf, type Arrival, type Key, type Remembered } from '../identify/index.js';
import type { StoredEntry } from '../ledger/rows.js';
import { differing, present } from './differing.js';
import type { Told } from './document-text.js';
import { instant, toInstant } from './instant.js';
import { itemMatter, writeItem } from './item-matter.js';
import { keyLists, sameList, writeKeys, type Leads } from './key-list.js';

const count = z.int().min(0);
const digests = z.array(z.string());
const tellable = z.string().nullable().exactOptional();

/**
 * The front matter of an exported document, under its one key `feedrelay`: what stamp, title and
 * link do not tell of an entry and that is published or remembered. What is as usual is not written.
 */
export const entryMatter = z.strictObject({
  /** Number of the entry in its source; place of this version in the log of arrivals, from 1. */
  n: count.min(1),
  place: count.min(1).exactOptional(),
  version: count.min(1).default(1),
  /** A version that archive pages still show and that is the entry no more. */
  superseded: z.literal(true).exactOptional(),
  /** The content was taken anew under this version; what arrived first stands in a document of its own. */
  refreshed: z.literal(true).exactOptional(),
  id: z.string().min(1),
  format: z.enum(['rss', 'rdf', 'atom', 'json', 'document']).default('document'),
  published: instant,
  updated: instant.exactOptional(),
  firstSeen: instant,
  commit: count.default(0),
  /** Stamp, link and language of the entry where they are not the item's. */
  stamp: instant.nullable().exactOptional(),
  link: tellable,
  language: tellable,
  /** The source's day on which a poll last saw it. */
  seen: count.default(0),
  ...keyLists,
  /** Digests under which it is found without keys, and of the versions it had before. */
  marks: digests.exactOptional(),
  versions: digests.default([]),
  /** What was last seen of it, where that is not what stands in this document. */
  last: z
    .strictObject({
      date: instant.nullable().exactOptional(),
      day: z.boolean().exactOptional(),
      stamp: instant.nullable().exactOptional(),
      title: z.string().exactOptional(),
      raw: z.string().exactOptional(),
    })
    .default({}),
  item: itemMatter.default({}),
});

export type EntryMatter = z.output<typeof entryMatter>;

export interface Described {
  readonly stored: StoredEntry;
  /** A version that archive pages show and that is the entry no more. */
  readonly superseded: boolean;
  readonly remembered?: Remembered;
  readonly place?: number;
  readonly leads: Leads;
}

/** @param said what the document's own lines tell */
export function writeEntry({ stored, superseded, remembered, place, leads }: Described, said: Told): Readonly<Record<string, unknown>> {
  const { n, version, id, item, format, published, updated, firstSeen, commit } = stored;
  const arrival = arrive(item, 0, new Set());
  const itself = writeItem(item, format, said);
  return {
    n,
    ...present({
      place,
      version: version === 1 ? undefined : version,
      superseded: superseded ? true : undefined,
      refreshed: stored.frozen,
    }),
    id,
    ...(format === 'document' ? {} : { format }),
    published: toInstant(published),
    ...(updated === published ? {} : { updated: toInstant(updated) }),
    firstSeen: toInstant(firstSeen),
    ...(commit === 0 ? {} : { commit }),
    ...differing('stamp', stored.stamp, arrival.stamp, toInstant),
    ...differing('link', stored.link, item.link, (text) => text),
    ...differing('language', stored.language, item.language, (text) => text),
    ...(remembered === undefined ? {} : writeMemory(remembered, arrival, leads)),
    ...(Object.keys(itself).length === 0 ? {} : { item: itself }),
  };
}

function writeMemory(remembered: Remembered, arrival: Arrival, leads: Leads): Readonly<Record<string, unknown>> {
  const { n, seen, keys, marks, versions, title, raw, date, stamp } = remembered;
  const last = {
    ...differing('date', date, arrival.date, toInstant),
    ...((remembered.day ?? false) === arrival.day ? {} : { day: remembered.day ?? false }),
    ...differing('stamp', stamp, arrival.stamp, toInstant),
    ...differing('title', title, arrival.title, (text) => text),
    ...differing('raw', raw, arrival.raw, (text) => text),
  };
  return {
    ...(seen === 0 ? {} : { seen }),
    ...writeKeys(n, keys, keysOf(arrival), leads),
    ...(sameList(marks, markList(marksOf({ ...present({ date }), title, raw, appearance: remembered }))) ? {} : { marks }),
    ...(versions.length === 0 ? {} : { versions }),
    ...(Object.keys(last).length === 0 ? {} : { last }),
  };
}

/** The keys that an item gives its entry. */
export function keysOf({ guid, link, alias }: Arrival): readonly Key[] {
  return [guid, link, alias].filter((key) => key !== undefined);
}
