/** How far the date that an article's body names is believed. */

import type { Millis, ReadDate } from '../model.js';
import { readDate } from '../parse/index.js';

/**
 * A time that is not later than the stamp (when the article was fetched) is believed to the minute. A bare day, or a
 * later time, is not: then the stamp serves, if it lies on that day in the zone, else the day's first instant.
 */
export function believed(date: ReadDate, stamp: Millis | undefined, timezone: string): Millis {
  if (!date.day && (stamp === undefined || date.at <= stamp)) return date.at;
  const day = dayOf(date.at, timezone);
  if (stamp !== undefined && dayOf(stamp, timezone) === day) return stamp;
  return date.day ? date.at : (readDate(day, timezone)?.at ?? date.at);
}

/** The year 10000. */
const FIVE_DIGITS = 253_402_300_800_000;

const formats = new Map<string, Intl.DateTimeFormat>();

/** `YYYY-MM-DD` in that zone. */
function dayOf(at: Millis, timezone: string): string {
  if (timezone === 'UTC' && at >= 0 && at < FIVE_DIGITS) return new Date(at).toISOString().slice(0, 10);
  let format = formats.get(timezone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-CA', { timeZone: timezone, year: 'numeric', month: '2-digit', day: '2-digit' });
    formats.set(timezone, format);
  }
  return format.format(at);
}
