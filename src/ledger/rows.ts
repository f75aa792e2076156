import type { Cleaned, FeedFormat, FeedHead, Item, Millis } from '../model.js';
import { digest } from '../digest.js';
import type { Key, Showing } from '../identify/index.js';
import type { Named } from './named.js';

/**
 * What a source keeps in the store, and under which names. Second segment of every name is the
 * source, so that on a cluster all rows of one source stand together.
 */
export const rowNames = {
  source: (source: string) => `source/${source}`,
  /** Number of the entry a key leads to; 0 for a key no more. */
  key: (source: string, key: Key) => `key/${source}/${digest(key)}`,
  /** Numbers of the entries that bore a mark. */
  mark: (source: string, mark: string) => `mark/${source}/${mark}`,
  /** What is remembered of an entry (`Remembered`). */
  ledger: (source: string, n: number) => `ledger/${source}/${padded(n)}`,
  /** The entry as it is now (`StoredEntry`). */
  entry: (source: string, n: number) => `entry/${source}/${padded(n)}`,
  /** A version an archive page shows that is no longer the current one, or not to the letter (`StoredEntry`). */
  version: (source: string, n: number, version: number) => `version/${source}/${padded(n)}/${padded(version)}`,
  /** One page of the archive (`PageRow`). */
  page: (source: string, page: number) => `page/${source}/${padded(page)}`,
  /** The item of a version that may be stale or may be meant. */
  pending: (source: string, n: number) => `pending/${source}/${padded(n)}`,
  /** What was last shown under a path of an output feed (`Shown`). */
  shown: (feed: string, path: string) => `shown/${feed}/${path}`,
  /** Token of the poll that may commit for the source, where several machines poll. */
  fence: (source: string) => `fence/${source}`,
  /** Until when a host wants to be left alone (milliseconds since 1970). */
  host: (host: string) => `host/${host}`,
  /** A merged feed's own log of arrivals (`LogState`, `LogPage`). */
  log: (feed: string) => `log/${feed}`,
  logPage: (feed: string, page: number) => `logpage/${feed}/${padded(page)}`,
} as const;

function padded(n: number): string {
  return String(n).padStart(9, '0');
}

/** An entry beside the item it came from, as it arrived. */
export interface StoredEntry {
  readonly n: number;
  readonly version: number;
  readonly id: string;
  readonly item: Item;
  readonly format: FeedFormat;
  readonly cleaned: Cleaned;
  /** The cleaning that made `cleaned`. */
  readonly fingerprint: string;
  readonly link?: string;
  readonly language?: string;
  readonly stamp?: Millis;
  readonly firstSeen: Millis;
  readonly published: Millis;
  readonly updated: Millis;
  /** The commit that brought or last revised it; 0 for history. */
  readonly commit: number;
  /** What arrived first in this version stands in a version row of its own, for archive pages. */
  readonly frozen?: true;
}

/** One place on an archive page: an entry in the version it had on arrival. */
export type PageRef = readonly [n: number, version: number, commit: number, published: Millis];

export interface PageRow {
  readonly refs: readonly PageRef[];
  /** What the source said of itself when the page was begun: a full page does not change with it. */
  readonly head?: FeedHead;
  /** The page is no longer kept; entry numbers to forget after 400 days, and the source's day it went. */
  readonly dropped?: { readonly day: number; readonly entries: readonly number[] };
}

/** Entries on one archive page. */
export const PAGE_SIZE = 50;

/** The most recent entries by arrival: commit, number, published; newest commit first, in a commit newest first. */
export type Recent = readonly [commit: number, n: number, published: Millis];

/** How many of them a source's state carries: more than any subscription feed shows. */
export const RECENT_SIZE = 600;

/** Counts of one calendar day (UTC), for the charts. */
export interface DayCount {
  readonly day: string;
  readonly fresh: number;
  readonly revised: number;
  readonly polls: number;
  /** Polls that brought or changed something. */
  readonly changed: number;
  readonly failed: number;
}

/** What is known of a source between polls. */
export interface SourceState {
  /** The configured address that validators and redirects belong to. */
  readonly url: string;
  /** A permanent redirect's target and how many polls in a row it has held; from three on it is asked itself. */
  readonly moved?: { readonly url: string; readonly polls: number };
  readonly format?: FeedFormat;
  readonly head: FeedHead;
  readonly validators: { readonly etag?: string; readonly lastModified?: string };
  /** Digest of the last body that was read to the end, and how many items it held. */
  readonly body?: string;
  readonly items?: number;
  /** When the source was last asked without validators. */
  readonly askedFully?: Millis;
  readonly lastPoll?: Millis;
  readonly lastSuccess?: Millis;
  /** When an entry last came or changed. */
  readonly lastChange?: Millis;
  /** When an entry last came. */
  readonly lastNew?: Millis;
  readonly failures: number;
  readonly failure?: { readonly code: string; readonly message: string; readonly since: Millis; readonly http?: number };
  readonly gone?: true;
  /** When the source is due again. */
  readonly due?: Millis;
  /** The schedule that alone decided that; absent where the source or its failures put it off further. */
  readonly paced?: string;
  /** The first poll has been completed. */
  readonly begun?: true;
  /** Days on which polls succeeded, counted; the measure of remembering, for clocks jump. */
  readonly days: number;
  readonly today?: string;
  /** The number the next entry gets. */
  readonly nextEntry: number;
  /** What the entry that came last is called, so that nobody need read all of it for that. Of another `lastChange` than `at` it says nothing. */
  readonly newest?: Named | undefined;
  /** Entries kept. */
  readonly entries: number;
  /** Archive pages: the first that is kept, the first that is remembered, the last, and places used on the last. */
  readonly pages: { readonly first: number; readonly remembered: number; readonly last: number; readonly used: number };
  readonly recent: readonly Recent[];
  /** The last commit that changed something. */
  readonly commit: number;
  /** Older versions that the last document showed, by entry number. */
  readonly stale: Readonly<Record<string, Showing>>;
  /** What the last document asked of whoever polls it. */
  readonly asks?: { readonly ttl?: Millis; readonly skipHours?: readonly number[]; readonly skipDays?: readonly number[] };
  /** Names the export that is being restored into this source; gone when it is done, or when a poll came between. */
  readonly restoring?: string;
  /** Time between the oldest and newest date of the last document. */
  readonly span?: Millis;
  readonly gap?: { readonly at: Millis };
  /** The most that passed between two days with articles, as of the last article. */
  readonly usual?: Millis;
  /** A silence much longer than that: since when, what was usual, and when it was noticed. */
  readonly silent?: { readonly since: Millis; readonly usual: Millis; readonly at: Millis };
  /** The cleaning that the ledger's digests were made with. */
  readonly fingerprint?: string;
  readonly notes: readonly string[];
  readonly history: readonly DayCount[];
}

export function newSource(url: string): SourceState {
  return {
    url,
    head: { authors: [] },
    validators: {},
    failures: 0,
    days: 0,
    nextEntry: 1,
    entries: 0,
    pages: { first: 1, remembered: 1, last: 1, used: 0 },
    recent: [],
    commit: 0,
    stale: {},
    notes: [],
    history: [],
  };
}
