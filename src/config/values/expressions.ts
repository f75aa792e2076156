import { validateHeaderName, validateHeaderValue } from 'node:http';
import { RE2JS } from 're2js';
import { nearest } from '../nearest.js';
import { right, wrong, type Reading } from './reading.js';

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** A regular expression in RE2 syntax: linear time on any text, hence no look-around and no back-references. */
export function readPattern(text: string): Reading<string> {
  if (text === '') return wrong('is empty and would fit everything: write a regular expression, or leave the key out');
  try {
    RE2JS.compile(text);
    return right(text);
  } catch (error) {
    const reason = messageOf(error).replace(/^error parsing regexp: /, '').replace(/: `[\s\S]*$/, '');
    const lookaround = /\(\?<?[=!]|\\[1-9]/.test(text) ? '; look-around and back-references have no linear-time meaning' : '';
    return wrong(`is no regular expression in RE2 syntax (${reason}${lookaround}): see https://github.com/google/re2/wiki/Syntax`);
  }
}

/** An IANA time zone name. */
export function readTimezone(text: string): Reading<string> {
  if (!/^[a-z]/i.test(text)) return noTimezone(text);
  try {
    new Intl.DateTimeFormat('en', { timeZone: text });
    return right(text);
  } catch {
    return noTimezone(text);
  }
}

function noTimezone(text: string): Reading<never> {
  const guess = nearest(text, Intl.supportedValuesOf('timeZone'));
  return wrong(`is no time zone: ${guess === undefined ? 'write an IANA name such as Europe/Paris, Asia/Shanghai or UTC' : `did you mean ${guess}?`}`);
}

/** The connection's own headers (RFC 9110, section 7.6.1) and the conditional request's are not the operator's to set. */
const ours = new Set(
  'connection content-length expect if-modified-since if-none-match keep-alive proxy-connection te trailer transfer-encoding upgrade'.split(' '),
);

export function readHeaderName(text: string): Reading<string> {
  if (ours.has(text.toLowerCase())) return wrong('is a header that feedrelay sets itself: leave it out');
  try {
    validateHeaderName(text);
    return right(text);
  } catch {
    return wrong('is no name of a header: write letters, digits and -, such as Cookie');
  }
}

export function readHeaderValue(text: string): Reading<string> {
  try {
    validateHeaderValue('x', text);
    return right(text);
  } catch {
    return wrong('holds a line break or a character that no header can carry: keep to Latin-1 and percent-encode the rest');
  }
}
