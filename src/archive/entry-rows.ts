import type { CleanPolicy } from '../model.js';
import { arrive, markList, marksOf, type Arrival, type Remembered } from '../identify/index.js';
import type { StoredEntry } from '../ledger/rows.js';
import { cleanArrival } from '../poll/index.js';
import { orDerived, present } from './differing.js';
import type { Told } from './document-text.js';
import { keysOf, type EntryMatter } from './entry-matter.js';
import { readItem } from './item-matter.js';

/** Marks that an entry keeps. */
const MARKS_KEPT = 12;

export interface RestoredRows {
  readonly stored: StoredEntry;
  /** The item before the ledger, cleaned. */
  readonly arrival: Arrival;
  /** Absent for a superseded version. */
  readonly remembered?: Remembered;
}

/**
 * An exported document as the rows it was made from, cleaned as the configuration asks today.
 *
 * @param said what the document's own lines tell
 */
export function rowsOf(matter: EntryMatter, said: Told, policy: CleanPolicy, fingerprint: string): RestoredRows {
  const { n, version, id, format, published, firstSeen, commit, updated = published } = matter;
  const item = readItem(matter.item, format, said);
  const arrival = cleanArrival(arrive(item, 0, new Set()), policy);
  const { cleaned, appearance } = arrival;
  if (cleaned === undefined || appearance === undefined) throw new Error('an article that was cleaned has to look like something');
  const stored: StoredEntry = {
    ...{ n, version, id, item, format, cleaned, fingerprint, firstSeen, published, updated, commit },
    ...present({
      stamp: orDerived(matter.stamp, arrival.stamp),
      link: orDerived(matter.link, item.link),
      language: orDerived(matter.language, item.language),
      frozen: matter.refreshed,
    }),
  };
  if (matter.superseded === true) return { stored, arrival };

  const { last, seen, versions } = matter;
  const { title = arrival.title, raw = arrival.raw, day = arrival.day } = last;
  const dates = present({ date: orDerived(last.date, arrival.date), stamp: orDerived(last.stamp, arrival.stamp), day: day ? (true as const) : undefined });
  const marks = markList(marksOf({ ...present({ date: dates.date }), title, raw, appearance }));
  const remembered: Remembered = {
    ...{ n, id, title, raw, ...appearance, fingerprint, versions, version, firstSeen, published, updated, seen },
    ...dates,
    keys: matter.keys ?? keysOf(arrival),
    marks: [...new Set([...(matter.marks ?? []), ...marks])].slice(-MARKS_KEPT),
  };
  return { stored, arrival, remembered };
}
