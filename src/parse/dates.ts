import type { Millis, ReadDate } from '../model.js';
import { readIso } from './iso-dates.js';
import { monthOf } from './months.js';
import { clock, type Wall } from './wall.js';
import { readWords } from './word-dates.js';
import { instantIn } from './zone.js';

const LONGEST = 120;

/**
 * A date in any form that well-known feed parsers read: RFC 822 and 5322 with all deviations seen in feeds, RFC 3339
 * and ISO 8601 at every precision, asctime, day and month in figures, month names of a dozen languages, East Asian
 * dates, Unix seconds and milliseconds.
 *
 * @param timezone IANA name, for a date that names no zone
 * @returns undefined for what cannot be read with certainty; a guess would be worse
 */
export function readDate(text: string, timezone: string): ReadDate | undefined {
  if (text.length > 1_000) return undefined;
  const written = text.replace(/\s+/g, ' ').trim();
  if (written.length > LONGEST || !/\d/.test(written)) return undefined;
  const unix = readUnix(written);
  if (unix !== undefined) return { at: unix };
  const wall = readMail(written) ?? readIso(written) ?? readWords(written, timezone);
  return wall === undefined ? undefined : instant(wall, timezone);
}

const MAIL = /^(?:[A-Z][a-z]{2}, )?(\d{1,2}) ([A-Z][a-z]{2}) (\d{4}) (\d{2}):(\d{2}):(\d{2}) (?:GMT|([+-])(\d{2})(\d{2}))$/;

/** RFC 5322 to the letter, as most feeds write it: the short way for what the words below would read as well. */
function readMail(written: string): Wall | undefined {
  const parts = MAIL.exec(written);
  if (parts === null) return undefined;
  const [, day, month = '', year, hour = '', minute = '', second, sign, hours = '0', minutes = '0'] = parts;
  const number = monthOf(month);
  const time = clock(hour, minute, second);
  const offset = (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -60_000 : 60_000);
  return number === undefined || time === undefined ? undefined : { year: Number(year), month: number, day: Number(day), time, offset };
}

/** Seconds (nine figures and more: since 1973), milliseconds or microseconds. */
function readUnix(written: string): Millis | undefined {
  if (/^\d{9,11}(?:\.\d{1,6})?$/.test(written)) return Math.round(Number(written) * 1_000);
  return /^\d{13}$/.test(written) ? Number(written) : /^\d{16}$/.test(written) ? Math.floor(Number(written) / 1_000) : undefined;
}

function instant(wall: Wall, timezone: string): ReadDate | undefined {
  const { year, month, day, time } = wall;
  if (year < 1_000 || year > 9_999 || month < 1 || month > 12 || day < 1) return undefined;
  const midnight = Date.UTC(year, month - 1, day);
  if (new Date(midnight).getUTCMonth() !== month - 1) return undefined;
  const reading = midnight + (time ?? 0);
  const at = wall.offset === undefined ? instantIn(reading, wall.zone ?? timezone) : reading - wall.offset;
  return time === undefined ? { at, day: true } : { at };
}
