import type { Failure, Millis } from '../../model.js';

/** All that the status page tells, and all that decides its bytes beside the language. */
export interface StatusModel {
  readonly now: Millis;
  /** IANA name of the zone in which times of day are told. */
  readonly timeZone: string;
  /** baseUrl, without a trailing slash: what subscribe addresses begin with. */
  readonly base: string;
  /** The program's. */
  readonly version: string;
  readonly sources: readonly SourceStatus[];
  readonly feeds: readonly MergedStatus[];
  /** Why the last edit of the configuration was refused, a line each (`FILE:LINE:COLUMN: …`); empty when it was not. */
  readonly mistakes: readonly string[];
  readonly warnings: readonly Warning[];
  /** A token is configured, so that the operator may act from the page. */
  readonly acts?: boolean;
}

export interface SourceStatus {
  readonly id: string;
  /** Plain text. */
  readonly title: string;
  readonly health: Health;
  /** Entries kept. */
  readonly entries: number;
  /** The last new article, by arrival. */
  readonly newest?: { readonly title: string; readonly at: Millis; readonly link?: string };
  readonly polled?: Millis;
  readonly next?: Millis;
  /** The last fourteen days, the oldest first and today last; days without anything too. */
  readonly days: readonly Day[];
  /** What was mended or skipped to read it, a sentence each. */
  readonly notes: readonly string[];
}

export type Health =
  /** The store, which knows, is away. */
  | { readonly kind: 'unknown' }
  /** Never polled. */
  | { readonly kind: 'waiting' }
  /** The last poll brought something. */
  | { readonly kind: 'fresh'; readonly at: Millis }
  | { readonly kind: 'unchanged'; readonly since: Millis }
  | { readonly kind: 'failing'; readonly since: Millis; readonly failure: Failure }
  /** It answered 410 and is polled no more. */
  | { readonly kind: 'gone'; readonly since: Millis };

export interface Day {
  /** Articles that arrived. */
  readonly articles: number;
  /** Polls, by outcome. */
  readonly changed: number;
  readonly unchanged: number;
  readonly failed: number;
}

export interface MergedStatus {
  readonly id: string;
  readonly title: string;
  /** Titles of its sources. */
  readonly sources: readonly string[];
  /** How many of them fail. */
  readonly failing: number;
  /** When the last new article came to one of them. */
  readonly newest?: Millis;
}

/** What somebody should know before it hurts; `source` is a title, `id` the source's own, where its card stands. */
export type Warning =
  /** A poll knew none of the items it found: articles were probably missed before it. */
  | { readonly kind: 'gap'; readonly id?: string; readonly source: string; readonly at: Millis }
  /** Nothing new for much longer than usual. */
  | { readonly kind: 'silent'; readonly id?: string; readonly source: string; readonly since: Millis; readonly usual: Millis }
  /** A permanent redirect. */
  | { readonly kind: 'moved'; readonly id?: string; readonly source: string; readonly to: string }
  /** The store's size, bytes. */
  | { readonly kind: 'store'; readonly bytes: number }
  /** The store cannot be reached: what the page tells was last known then, if ever. */
  | { readonly kind: 'away'; readonly message: string; readonly known?: Millis }
  | { readonly kind: 'other'; readonly source?: string; readonly message: string };
