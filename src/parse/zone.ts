import type { Millis } from '../model.js';

/** Hours and minutes east of Greenwich, as RFC 822 §5.1 and common use name them. */
const NAMED: Readonly<Record<string, number>> = {
  ut: 0, utc: 0, gmt: 0, z: 0, wet: 0, west: 100, bst: 100, ist: 530, cet: 100, met: 100, mez: 100, cest: 200, mest: 200,
  mesz: 200, sast: 200, cat: 200, eet: 200, eest: 300, msk: 300, msd: 400, eat: 300, pkt: 500, wib: 700, hkt: 800, sgt: 800, awst: 800,
  jst: 900, kst: 900, acst: 930, acdt: 1030, aest: 1000, aedt: 1100, nzst: 1200, nzdt: 1300,
  nst: -330, ndt: -230, brt: -300, art: -300, ast: -400, adt: -300, est: -500, edt: -400, cst: -600, cdt: -500, mst: -700, mdt: -600, pst: -800,
  pdt: -700, akst: -900, akdt: -800, hst: -1000,
};

/** What Americans call the time of a place, summer and winter. */
const AMERICAN: Readonly<Record<string, string>> = { et: 'America/New_York', ct: 'America/Chicago', mt: 'America/Denver', pt: 'America/Los_Angeles' };

/** Where CST is China's. */
const CHINESE = /^(?:Asia\/(?:Shanghai|Chongqing|Harbin|Taipei|Hong_Kong|Macau|Urumqi)|PRC|ROC)$/;

/** Milliseconds east of Greenwich; undefined for what names no zone. */
export function offsetOf(written: string, timezone: string): Millis | undefined {
  const zone = written.trim().toLowerCase();
  const numeric = /^(?:gmt|utc?|z)?\s*([+\u2212\u2013-])\s*(\d{1,2}):?([0-5]\d)?$/.exec(zone);
  if (numeric !== null) {
    const minutes = Number(numeric[2]) * 60 + Number(numeric[3] ?? 0);
    return minutes > 24 * 60 ? undefined : (numeric[1] === '+' ? minutes : -minutes) * 60_000;
  }
  const threeDigits = /^([+-])(\d)([0-5]\d)$/.exec(zone);
  if (threeDigits !== null) return (threeDigits[1] === '+' ? 1 : -1) * (Number(threeDigits[2]) * 60 + Number(threeDigits[3])) * 60_000;
  const name = zone.replace(/^etc\//, '');
  if (name === 'cst' && CHINESE.test(timezone)) return 8 * 3_600_000;
  const hours = NAMED[name] ?? military(name);
  return hours === undefined ? undefined : (Math.trunc(hours / 100) * 60 + (hours % 100)) * 60_000;
}

/** RFC 822's letters, with the signs it meant to give them. */
function military(letter: string): number | undefined {
  if (!/^[a-ik-z]$/.test(letter)) return undefined;
  const east = 'abcdefghiklm'.indexOf(letter);
  if (east !== -1) return -(east + 1) * 100;
  return ('nopqrstuvwxy'.indexOf(letter) + 1) * 100;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** A wall clock's reading in an IANA zone; one that a summer time skips is read an hour later, a doubled one first. */
export function instantIn(wall: Millis, timezone: string): Millis {
  if (timezone === 'UTC') return wall;
  const first = wall - offsetAt(wall, timezone);
  return wall - offsetAt(first, timezone);
}

function offsetAt(at: Millis, timezone: string): Millis {
  const parts = new Map(format(timezone).formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  const part = (name: Intl.DateTimeFormatPartTypes): number => parts.get(name) ?? 0;
  const wall = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
  return wall - Math.floor(at / 1_000) * 1_000;
}

function format(timezone: string): Intl.DateTimeFormat {
  const known = formats.get(timezone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone: timezone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric',
  });
  formats.set(timezone, made);
  return made;
}

/**
 * What stands behind a time: an offset, a name, an IANA name, a name in brackets beside an offset.
 *
 * @returns an empty object for a time without a zone, undefined for words that have no place in a date
 */
export function readZone(written: string, timezone = 'UTC'): { readonly offset?: Millis; readonly zone?: string } | undefined {
  const bracketed = /\(([^()]*)\)/.exec(written);
  const text = written.replace(/[([].*$/, '').trim() || (bracketed?.[1] ?? '').trim();
  if (text === '') return {};
  const offset = offsetOf(text, timezone) ?? offsetOf(text.split(' ')[0] ?? '', timezone);
  if (offset !== undefined) return { offset };
  const american = AMERICAN[text.toLowerCase()];
  if (american !== undefined) return { zone: american };
  if (/^[a-z_]+\/[a-z_/+-]+$/i.test(text)) return isZone(text) ? { zone: text } : undefined;
  return /^[a-z]{1,5}$/i.test(text) ? {} : undefined;
}

function isZone(name: string): boolean {
  try {
    format(name);
    return true;
  } catch {
    return false;
  }
}
