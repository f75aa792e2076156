import type { Millis } from '../model.js';
import type { Arrival, Key } from './arrival.js';
import { digest } from '../digest.js';

/** What the ledger remembers of an entry: enough to know it again, longer than the entry itself is kept. */
export interface Remembered {
  /** The entry's number in its source, given by arrival, never used again. */
  readonly n: number;
  readonly id: string;
  /** Every key that leads, or once led, here. */
  readonly keys: readonly Key[];
  /** Names of the rows under which the entry is found without keys. */
  readonly marks: readonly string[];
  /** Digest of the title, '' without one. */
  readonly title: string;
  readonly date?: Millis;
  readonly day?: true;
  readonly stamp?: Millis;
  /** Digest of the item as it last arrived. */
  readonly raw: string;
  /** Digests of the cleaned entry, see `Appearance`; made with the cleaning that `fingerprint` names. */
  readonly whole: string;
  readonly stable: string;
  readonly content: string;
  readonly fingerprint: string;
  /** `stable` of the versions it had before this one, newest last. */
  readonly versions: readonly string[];
  /** Number of the version it has now, from 1. */
  readonly version: number;
  readonly firstSeen: Millis;
  readonly published: Millis;
  readonly updated: Millis;
  /** When a poll last saw it, in the source's own count of days; noted to within 30 of them. */
  readonly seen: number;
  /** The entry itself is no longer kept. */
  readonly dropped?: true;
}

/** What a document's decisions may look at, read beforehand. */
export interface Ledger {
  /** The entry a key leads to; 'distrusted' for what is a key no more; undefined for what nobody bore. */
  key(key: Key): number | 'distrusted' | undefined;
  /** Entries that once bore this mark. */
  marked(mark: string): readonly number[];
  entry(n: number): Remembered | undefined;
}

/** What an item has instead of keys. A mark is made only of what is there. */
export interface Marks {
  readonly dateTitle?: string;
  readonly dateContent?: string;
  readonly titleContent?: string;
}

/**
 * The marks of an arrival that has been cleaned. Dated and undated articles are found by different
 * ones; an article of which nothing can be compared (a bare enclosure) is found by its raw item.
 */
export function marksOf({ date, title, raw, appearance }: Pick<Arrival, 'date' | 'title' | 'raw' | 'appearance'>): Marks {
  const content = appearance?.content ?? '';
  const nothing = title === '' && content === '';
  if (date === undefined) return { titleContent: digest(nothing ? raw : `${title}\n${content}`) };
  if (nothing) return { dateTitle: digest(`${date}\n${raw}`) };
  return {
    ...(title === '' ? {} : { dateTitle: digest(`${date}\n${title}\n`) }),
    ...(content === '' ? {} : { dateContent: digest(`${date}\n\n${content}`) }),
  };
}

export function markList(marks: Marks): readonly string[] {
  return [marks.dateTitle, marks.dateContent, marks.titleContent].filter((mark) => mark !== undefined);
}
