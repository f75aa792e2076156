import type { Millis } from '../model.js';

/** The languages our own pages speak. */
export type Language = 'en' | 'zh';

/** One document ready to be sent; made once per change by the publisher, and kept by it as one object. */
export interface Representation {
  /** Identity encoding; text is utf-8. */
  readonly body: Uint8Array;
  /** As the header says it, with its charset. */
  readonly contentType: string;
  /** Opaque and unquoted, of the identity body; what is sent compressed adds its coding to it. */
  readonly etag: string;
  /** When it last changed, whole seconds. */
  readonly modified: Millis;
  /** Seconds for Cache-Control. */
  readonly maxAge: number;
  /** Set where the document was chosen by Accept-Language. */
  readonly language?: Language;
  /** Set where the document was chosen by who asks: the same address shows something else to the others. */
  readonly asker?: Asker;
  /** Content-Security-Policy of a page that needs another than {@link pagePolicy}. */
  readonly policy?: string;
}

/**
 * Who asks: a `browser` where a person opens the address in one (`Sec-Fetch-Dest: document`, Fetch Metadata §2.1), which
 * no feed reader says.
 */
export type Asker = 'browser' | 'program';

export type Found =
  | { readonly kind: 'found'; readonly representation: Representation }
  /** It was here and will not be again (410). */
  | { readonly kind: 'gone' }
  | { readonly kind: 'missing' }
  /** It cannot be had just now (503). */
  | { readonly kind: 'away' };

/** What the publisher offers. */
export interface Shelf {
  /**
   * The document at a path below the base path, percent-decoded, such as `/feeds/voa.atom`. Cheap when nothing
   * changed: it then returns the SAME representation, for compressed bodies and header blocks hang on that object.
   */
  find(path: string, language: Language, asker: Asker): Promise<Found> | Found;
}
