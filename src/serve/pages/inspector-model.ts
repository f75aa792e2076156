import type { Failure, Millis } from '../../model.js';
import type { StepChange } from '../../clean/index.js';
import type { Reason, Verdict } from '../../identify/index.js';

/** All that the inspector's page tells, and all that decides its bytes beside the language. */
export interface InspectorModel {
  /** baseUrl, without a trailing slash. */
  readonly base: string;
  readonly now: Millis;
  /** IANA name of the zone in which times are told. */
  readonly timeZone: string;
  readonly sources: readonly { readonly id: string; readonly title: string }[];
  /** What was asked; empty strings at first. */
  readonly asked: { readonly source: string; readonly what: string };
  /** Absent before anything was asked. */
  readonly finding?: Finding;
}

export type Finding =
  /** No kept entry answers to what was asked, and it is no address to fetch. */
  | { readonly kind: 'unknown' }
  /** Neither a source nor anything else was named. */
  | { readonly kind: 'nothing-asked' }
  /** A source that is a folder or file is inspected by its entries. */
  | { readonly kind: 'local' }
  | { readonly kind: 'failed'; readonly failure: Failure }
  /** No kept entry answers to what was asked, nor is it the address of a feed. */
  | { readonly kind: 'no-feed'; readonly failure: Failure }
  | {
      readonly kind: 'articles';
      readonly articles: readonly InspectedArticle[];
      /** Articles found beyond these. */
      readonly left: number;
      /** Cleaning has changed since the source was last polled: identity compares anew at its next poll. */
      readonly outdated?: boolean;
    };

/** What cleaning makes of an article. */
export interface CleanedArticle {
  /** HTML, to be shown as text. */
  readonly before: string;
  readonly after: string;
  /** Absent for an article too long to be explained. */
  readonly steps?: readonly StepChange[];
}

export interface InspectedArticle extends CleanedArticle {
  readonly title: string;
  readonly link?: string;
  /** What a poll would do with it now, and why. */
  readonly decision?: { readonly reason: Reason; readonly outcome: 'new' | Verdict['kind'] };
  /** What is remembered of the entry. */
  readonly entry?: InspectedEntry;
}

export interface InspectedEntry {
  readonly source: string;
  readonly id: string;
  readonly keys: readonly string[];
  readonly version: number;
  readonly firstSeen: Millis;
  readonly published: Millis;
  readonly updated: Millis;
  readonly stamp?: Millis;
}
