import type { Entry, Person } from './article.js';
import type { Millis } from './outcome.js';

export type OutputFormat = 'atom' | 'rss' | 'json';

/** Where an entry of a merged feed came from. */
export interface EntrySource {
  readonly id: string;
  readonly title: string;
  readonly link?: string;
  /** The source's feed among ours: absolute Atom address. */
  readonly self: string;
  readonly updated: Millis;
}

/** A document to be rendered: everything that decides its bytes, and nothing else does. */
export interface OutputFeed {
  readonly id: string;
  readonly title: string;
  readonly description?: string;
  readonly language?: string;
  /** The site the articles come from, or our page for a merged feed. Absolute. */
  readonly link: string;
  readonly image?: string;
  readonly authors: readonly Person[];
  /** The newest `updated` of what it shows; 0 for an empty feed. */
  readonly updated: Millis;
  /** Published, then stamp, then id, all descending. */
  readonly entries: readonly { readonly entry: Entry; readonly source?: EntrySource }[];
  /** Absolute addresses of this very document in the three formats. */
  readonly self: Readonly<Record<OutputFormat, string>>;
  /** RFC 5005: `subscription` documents may have `prev`; `archive` pages have `current`. */
  readonly paging: {
    readonly kind: 'subscription' | 'archive';
    readonly current?: Readonly<Record<OutputFormat, string>>;
    readonly prev?: Readonly<Record<OutputFormat, string>>;
    readonly next?: Readonly<Record<OutputFormat, string>>;
  };
}
