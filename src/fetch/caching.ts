import type { Millis } from '../model.js';
import { isSendable } from './request-headers.js';
import type { Validators } from './request.js';

/** Header names in lower case. */
export type Headers = Readonly<Record<string, string>>;

/** The validators of an answer, verbatim. */
export function validatorsOf(headers: Headers): Validators {
  const { etag, 'last-modified': lastModified } = headers;
  return { ...(etag ? { etag } : {}), ...(lastModified ? { lastModified } : {}) };
}

/** The headers that ask for the body only if it has changed (RFC 9110 §13.1); a validator that no header line can hold is left out. */
export function conditional({ etag = '', lastModified = '' }: Validators = {}): Record<string, string> {
  const asked = Object.entries({ 'if-none-match': etag, 'if-modified-since': lastModified });
  return Object.fromEntries(asked.filter(([name, value]) => value !== '' && isSendable(name, value)));
}

/**
 * How long an answer stays fresh (RFC 9111 §4.2): the smallest max-age less Age. Undefined where nothing is said, or
 * where no-cache or no-store say that asking again is welcome at any time. `s-maxage` is for shared caches.
 */
export function maxAgeOf(headers: Headers): Millis | undefined {
  const directives = (headers['cache-control'] ?? '').toLowerCase().split(',').map((directive) => directive.trim());
  if (directives.some((directive) => /^no-(cache|store)$/.test(directive))) return undefined;
  const ages = directives.flatMap((directive) => {
    const seconds = /^max-age\s*=\s*"?(\d{1,15})"?$/.exec(directive)?.[1];
    return seconds === undefined ? [] : [Number(seconds)];
  });
  if (ages.length === 0) return undefined;
  const age = /^\s*(\d{1,15})\s*$/.exec(headers['age'] ?? '')?.[1] ?? '0';
  return Math.max(0, Math.min(...ages) - Number(age)) * 1000;
}

/** Retry-After (RFC 9110 §10.2.3), seconds or a date in any of HTTP's three forms; 0 for a date that has passed. */
export function retryAfterOf(headers: Headers, now: Millis): Millis | undefined {
  const text = (headers['retry-after'] ?? '').trim();
  if (/^\d{1,12}$/.test(text)) return Number(text) * 1000;
  if (!/^(mon|tue|wed|thu|fri|sat|sun)/i.test(text)) return undefined;
  // asctime names no zone and means UTC.
  const at = Date.parse(/\b(gmt|utc)$|[+-]\d{4}$/i.test(text) ? text : `${text} GMT`);
  return Number.isNaN(at) ? undefined : Math.max(0, at - now);
}
