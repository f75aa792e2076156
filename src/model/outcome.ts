/** Milliseconds since 1970-01-01T00:00:00Z. */
export type Millis = number;

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
