import type { Millis } from './outcome.js';

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

/** A value that is read from the environment and is nobody's to see. */
export interface Hidden {
  /** The variable's. */
  readonly name: string;
  readonly value: string;
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
  /** What `${NAME}` stood for where a secret may stand: in a source's address and headers, and in the server's own. */
  readonly hidden: readonly Hidden[];
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
