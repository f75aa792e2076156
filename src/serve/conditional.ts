import type { Millis } from '../model.js';

/** What a conditional request is held against: the quoted tag that would be sent, and its date. */
export interface Validators {
  readonly etag: string;
  /** Whole seconds. */
  readonly modified: Millis;
}

export interface Conditions {
  readonly ifNoneMatch: string | undefined;
  readonly ifModifiedSince: string | undefined;
}

/**
 * Whether the client already has it, so that a 304 is the answer to its GET or HEAD (RFC 9110 §13.2.2):
 * If-None-Match by weak comparison decides alone where it stands; If-Modified-Since only without it.
 */
export function isUnchanged(conditions: Conditions, validators: Validators, now: Millis): boolean {
  const { ifNoneMatch, ifModifiedSince } = conditions;
  if (ifNoneMatch !== undefined) return matches(ifNoneMatch, validators.etag);
  if (ifModifiedSince === undefined) return false;
  const since = readHttpDate(ifModifiedSince);
  // Our own runs ahead of the clock where changes came faster than one a second. Any other that does was not given by us:
  // believing it would hide what is published until then.
  return since !== undefined && (since === validators.modified || (since <= now && validators.modified <= since));
}

/** Whether a list of tags, or `*`, names this quoted tag; `W/` aside (RFC 9110 §8.8.3.2). */
function matches(list: string, etag: string): boolean {
  if (list === etag || list.trim() === '*') return true;
  return list.match(/"[\x21\x23-\x7e\x80-\xff]*"/g)?.includes(etag) ?? false;
}

const days = '(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?';
const httpDate = new RegExp(
  `^${days}(?:, \\d\\d[ -][A-Z][a-z]{2}[ -]\\d{2,4} \\d\\d:\\d\\d:\\d\\d GMT| [A-Z][a-z]{2} [ \\d]\\d \\d\\d:\\d\\d:\\d\\d \\d{4})$`,
);

/** One of the three forms of an HTTP date (RFC 9110 §5.6.7), milliseconds; absent where it is none. */
export function readHttpDate(text: string): Millis | undefined {
  const trimmed = text.trim();
  if (!httpDate.test(trimmed)) return undefined;
  // The asctime form bears no zone, yet is GMT like the others.
  const at = Date.parse(trimmed.endsWith('GMT') ? trimmed : `${trimmed} GMT`);
  return Number.isNaN(at) ? undefined : at;
}
