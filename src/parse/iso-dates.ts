import { monthOf } from './months.js';
import { clock, fullYear, type Wall } from './wall.js';
import { readZone } from './zone.js';

const TIME = String.raw`(\d{1,2})(?::(\d{1,2})(?::(\d{1,2})(?:[.,](\d{0,9}))?)?)?`;
/** The month may be a word: Hungarian feeds write `2004-július-13T9:15-05:00`. */
const EXTENDED = new RegExp(String.raw`^(\d{4})-(\d{1,2}|\p{L}{3,12})(?:-(\d{1,2}))?(?:(?:t ?|_| ?- | ?, ?| )${TIME} ?([ap]\.?m\.?)?(.{0,40}))?$`, 'iu');
const COMPACT = /^(\d{4})(\d{2})(\d{2})(?:[T ]?(\d{2}):?(\d{2})(?::?(\d{2}))?(?:\.\d{1,9})?(.{0,40}))?$/i;

/** RFC 3339, W3C-DTF, and what of ISO 8601 does not need to know today's date. */
export function readIso(written: string): Wall | undefined {
  const extended = EXTENDED.exec(written);
  if (extended !== null) {
    const [, year = '', month = '', day = '1', ...time] = extended;
    const number = /^\d/.test(month) ? Number(month) : monthOf(month);
    return number === undefined ? undefined : withTime({ year: Number(year), month: number, day: Number(day) }, time);
  }
  const compact = COMPACT.exec(written);
  if (compact !== null) {
    const [, year, month, day, hour, minute, second, zone] = compact;
    return withTime({ year: Number(year), month: Number(month), day: Number(day) }, [hour, minute, second, undefined, undefined, zone]);
  }
  return readOrdinal(written) ?? readShort(written);
}

function withTime(date: Wall, [hour, minute, second, fraction, half, zone]: readonly (string | undefined)[]): Wall | undefined {
  if (hour === undefined) return date;
  const time = clock(hour, minute ?? '0', second, fraction, half);
  const place = readZone(zone ?? '');
  return time === undefined || place === undefined ? undefined : { ...date, time, ...place };
}

/** `2003-335`, `2003335`, `03-335`: the day of the year. */
function readOrdinal(written: string): Wall | undefined {
  const ordinal = /^(\d{4}|\d{2})-?([0-3]\d\d)$/.exec(written);
  if (ordinal === null) return undefined;
  const year = fullYear(ordinal[1] ?? '');
  const date = new Date(Date.UTC(year, 0, Number(ordinal[2])));
  return Number(ordinal[2]) === 0 || date.getUTCFullYear() !== year ? undefined : { year, month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

/** `03-12-31`, `031231`, `2003`. */
function readShort(written: string): Wall | undefined {
  const short = /^(\d{2})(-?)(\d{2})\2(\d{2})$/.exec(written);
  if (short !== null) return { year: fullYear(short[1] ?? ''), month: Number(short[3]), day: Number(short[4]) };
  return /^(?:1[5-9]|20)\d\d$/.test(written) ? { year: Number(written), month: 1, day: 1 } : undefined;
}
