import type { Millis } from '../model.js';

/** What a date says before it is known where: a wall clock's reading, or a calendar day where it has no time. */
export interface Wall {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
  /** Since midnight. */
  readonly time?: Millis;
  /** East of Greenwich. */
  readonly offset?: Millis;
  /** IANA name that stands in the date itself. */
  readonly zone?: string;
}

/** Hour, minute and so on as they are written; undefined for what no clock shows. A leap second is the next one's first. */
export function clock(hour: string, minute: string, second = '0', fraction = '', half?: string): Millis | undefined {
  const written = Number(hour);
  const hours = half === undefined ? written : (written % 12) + (half.toLowerCase().startsWith('p') ? 12 : 0);
  const minutes = Number(minute);
  const seconds = Number(second);
  if (hours > 24 || minutes > 59 || seconds > 60 || (half !== undefined && written > 12 && written !== hours)) return undefined;
  return ((hours * 60 + minutes) * 60 + seconds) * 1_000 + Number(fraction.padEnd(3, '0').slice(0, 3));
}

/** RFC 5322 §4.3: two figures are of 1950 to 2049, three count from 1900. */
export function fullYear(written: string): number {
  const year = Number(written);
  if (written.length >= 4) return year;
  return written.length === 3 || year >= 50 ? year + 1_900 : year + 2_000;
}
