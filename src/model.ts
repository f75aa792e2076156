/**
 * The ground floor: what walks through the house. Plain readonly values, no behaviour.
 *
 * A source's bytes become a {@link ParsedFeed} of {@link Item}s; cleaning turns an item into
 * {@link Cleaned}; identity turns it into an {@link Entry}; publishing renders an {@link OutputFeed}.
 */

/** Milliseconds since 1970-01-01T00:00:00Z. */
export type Millis = number;

export interface Person {
  readonly name?: string;
  /** Absolute http(s) address of a page about the person. */
  readonly uri?: string;
  readonly email?: string;
}

export interface Category {
  readonly term: string;
  readonly label?: string;
  readonly scheme?: string;
}

export interface Enclosure {
  /** Absolute address. */
  readonly url: string;
  /** Media type, if the source names one. */
  readonly type?: string;
  /** Bytes. */
  readonly length?: number;
  readonly title?: string;
  /** Seconds. */
  readonly duration?: number;
}

/** A date as a feed writes it: `day` is set where only a calendar day was given (then `at` is its first instant). */
export interface ReadDate {
  readonly at: Millis;
  readonly day?: true;
}

/** One article as its source gave it. Text fields are plain text, `content` and `summary` are HTML as it arrived. */
export interface Item {
  /** guid or id, verbatim but for surrounding blanks. */
  readonly guid?: string;
  /** The article's own page, absolute. */
  readonly link?: string;
  /** Plain text, one line. */
  readonly title?: string;
  /** The fullest body the source gives, HTML as it arrived (plain text already escaped). */
  readonly content?: string;
  /** A shorter text beside the content, HTML as it arrived; absent where it is the content. */
  readonly summary?: string;
  readonly authors: readonly Person[];
  readonly categories: readonly Category[];
  readonly published?: ReadDate;
  readonly updated?: ReadDate;
  /** The embedded stamp: `<!--digits-->` before anything else in a document or a content. */
  readonly stamp?: Millis;
  readonly enclosures: readonly Enclosure[];
  /** Absolute address of the item's own picture (media:thumbnail, itunes:image, JSON Feed image …). */
  readonly image?: string;
  /** BCP 47. */
  readonly language?: string;
  /** What relative addresses inside `content` and `summary` are relative to. Absolute. */
  readonly base?: string;
}

/** What a document says of itself. */
export interface FeedHead {
  readonly title?: string;
  readonly description?: string;
  /** The home page, absolute. */
  readonly link?: string;
  /** The address the document calls its own, absolute. */
  readonly self?: string;
  readonly language?: string;
  /** Absolute address of the feed's picture or icon. */
  readonly image?: string;
  readonly authors: readonly Person[];
}

export type FeedFormat = 'rss' | 'rdf' | 'atom' | 'json' | 'document';

export interface ParsedFeed {
  readonly format: FeedFormat;
  readonly head: FeedHead;
  readonly items: readonly Item[];
  /** How long the source asks us to wait between polls (`<ttl>`, sy:updatePeriod), milliseconds. */
  readonly ttl?: Millis;
  /** Hours (0–23, UTC) and days (0 = Sunday) in which the source asks not to be polled. */
  readonly skipHours?: readonly number[];
  readonly skipDays?: readonly number[];
  /** What was mended or left out to read it, one sentence each, for the source's state. */
  readonly notes: readonly string[];
}

/** A failure that is expected of strangers: a value, not an exception. */
export interface Failure {
  /** Machine-readable, `kebab-case`: `timeout`, `dns`, `http-status`, `not-a-feed`, `too-large` … */
  readonly code: string;
  /** One sentence for people: place, cause, cure. No secret, no stack trace. */
  readonly message: string;
  /** HTTP status, where one was received. */
  readonly http?: number;
}

export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: Failure };

/** What cleaning makes of an item; everything a reader sees, and so everything a revision can change. */
export interface Cleaned {
  /** Plain text. */
  readonly title: string;
  /** Sanitised HTML fragment; '' where the item has no body. */
  readonly content: string;
  /** Sanitised HTML fragment. */
  readonly summary?: string;
  readonly authors: readonly Person[];
  readonly categories: readonly Category[];
  readonly enclosures: readonly Enclosure[];
  /** The entry's own picture, absolute, rewritten like every other. */
  readonly image?: string;
  /** The article's own date, where its body carried one that is believed. */
  readonly published?: Millis;
}

/** An article as it is published. Its `id` is given at first sight and never changes. */
export interface Entry extends Omit<Cleaned, 'published'> {
  /** `urn:uuid:…` */
  readonly id: string;
  /** Id of the source it came from. */
  readonly source: string;
  readonly link?: string;
  readonly language?: string;
  readonly published: Millis;
  readonly updated: Millis;
  readonly stamp?: Millis;
}

export type Schedule =
  | { readonly kind: 'cron'; readonly line: string }
  | { readonly kind: 'every'; readonly ms: Millis };

export type Profile = 'feedx' | 'generic' | 'none';

export type ImageMode =
  | { readonly kind: 'direct' }
  | { readonly kind: 'keep' }
  | { readonly kind: 'relay' }
  /** An address with `{url}` (percent-encoded) or `{raw}`. */
  | { readonly kind: 'template'; readonly template: string };

export interface Images {
  readonly default: ImageMode;
  /** Host patterns (`host` or `*.host`), the first that fits wins. */
  readonly hosts: readonly { readonly pattern: string; readonly mode: ImageMode }[];
  /** Host patterns that are known to serve https. */
  readonly https: readonly string[];
}

/** Regular expressions (RE2 syntax) over an entry's parts. */
export interface Filter {
  readonly title?: string;
  readonly author?: string;
  readonly category?: string;
  readonly content?: string;
}

export interface Source {
  readonly id: string;
  /** http(s): or file:, absolute. */
  readonly url: string;
  readonly title?: string;
  readonly schedule: Schedule;
  /** `auto`: feedx for feedx hosts and archived documents, else generic. */
  readonly profile: Profile | 'auto';
  readonly images: Images;
  /** CSS selectors. */
  readonly remove: readonly string[];
  /** All of these must hold … */
  readonly include?: Filter;
  /** … and none of these. */
  readonly exclude?: Filter;
  /** IANA name, for dates without a zone. */
  readonly timezone?: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Entries kept at least; older whole archive pages go. */
  readonly keep: number | 'all';
  /** Entries in the subscription feed. */
  readonly limit: number;
}

/** A merged output feed. */
export interface MergedFeed {
  readonly id: string;
  readonly title?: string;
  /** Source ids, in the order that decides between equals. */
  readonly sources: readonly string[];
  readonly limit: number;
  readonly include?: Filter;
  readonly exclude?: Filter;
}

/** All of them configurable; sizes in bytes, times in milliseconds. */
export interface Limits {
  readonly body: number;
  readonly item: number;
  readonly items: number;
  readonly nesting: number;
  readonly redirects: number;
  readonly timeout: Millis;
  readonly picture: number;
  readonly pictureCache: number;
}

export interface Configuration {
  /** Where it was read from; `undefined` for the built-in defaults. */
  readonly file?: string;
  readonly server: {
    /** host:port; port 0 takes any free one. */
    readonly listen: { readonly host: string; readonly port: number };
    /** Without a trailing slash; may have a path. */
    readonly baseUrl: string;
    readonly token?: string;
    readonly secret?: string;
  };
  /** `sqlite:PATH`, `redis://…`, `rediss://…` or `memory:` */
  readonly store: string;
  readonly limits: Limits;
  readonly sources: readonly Source[];
  readonly feeds: readonly MergedFeed[];
}

/** How one item is to be cleaned. Plain data, so that it can go to a worker and be fingerprinted. */
export interface CleanPolicy {
  readonly profile: Profile;
  readonly images: Images;
  readonly remove: readonly string[];
  /** IANA name, for dates without a zone in the article's body. */
  readonly timezone: string;
  /** Elements nested deeper than this are flattened. */
  readonly nesting: number;
  /** For `relay`: where our signed pictures are served (no trailing slash) and the HMAC key. */
  readonly relay?: { readonly base: string; readonly key: string };
}

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
