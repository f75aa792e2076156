import { monthOf } from './months.js';
import { clock, fullYear, type Wall } from './wall.js';
import { offsetOf, readZone } from './zone.js';

/** What has been gathered from the words of a date. */
interface Draft {
  year?: number;
  month?: number;
  day?: number;
  time?: { readonly hour: string; readonly minute: string; readonly second?: string; readonly fraction?: string };
  half?: string;
  zone?: { readonly offset?: number; readonly zone?: string };
  strange: number;
}

const TIME = /^(\d{1,2})[:h](\d{1,2})(?::(\d{1,2})(?:[.,](\d{1,9}))?)?([ap]\.?m\.?)?(.*)$/i;
const SEOUL = 9 * 3_600_000;

/**
 * RFC 822 and 5322 dates with their words in any order and most left out: `Thu, 1 Jan 2004 19:48:21 GMT`, asctime,
 * `January 1st, 2004 7:48 PM`, `1-Jan-04`, `25/09/2023 - 11:18`, `2004年7月31日 11:18`.
 */
export function readWords(written: string, timezone: string): Wall | undefined {
  const draft: Draft = { strange: 0 };
  const bracketed = /\(([^()]*)\)/.exec(written)?.[1];
  const words = respaced(eastAsian(written)).replace(/\([^()]*\)/g, ' ').replace(/[,;\u200e\u200f]/g, ' ').split(/\s+/);
  for (const word of words.flatMap(hyphenated)) if (word !== '' && !take(draft, word, timezone, written)) return undefined;
  if (draft.year === undefined || draft.month === undefined || draft.strange > 2) return undefined;
  const date = { year: draft.year, month: draft.month, day: draft.day ?? 1 };
  if (draft.time === undefined) return date;
  const { hour, minute, second, fraction } = draft.time;
  const time = clock(hour, minute, second, fraction, draft.half);
  if (time === undefined) return undefined;
  const zone = draft.zone ?? (bracketed === undefined ? undefined : readZone(bracketed, timezone));
  // Korean dates never name their zone, and all of Korea has one.
  const place = zone?.offset === undefined && zone?.zone === undefined && /[\uac00-\ud7af]/.test(written) ? { offset: SEOUL } : zone;
  return { ...date, time, ...place };
}

/** Takes one word in; false where it makes the date unreadable. */
function take(draft: Draft, word: string, timezone: string, written: string): boolean {
  const time = draft.time === undefined ? TIME.exec(word) : null;
  if (time !== null) return takeTime(draft, time, timezone);
  const figures = /^(\d{1,4})([/.-])(\d{1,2})\2(\d{1,4})\.?$/.exec(word);
  if (figures !== null) return takeFigures(draft, figures, timezone, written);
  if (/^'?\d+(?:st|nd|rd|th|er|e|º|\.)?$/i.test(word)) return takeNumber(draft, word);
  if (/^[ap]\.?m\.?$/i.test(word)) draft.half = word;
  else if (/^[^\d+-]{3,}/.test(word) && !isZoneName(draft, word, timezone)) takeName(draft, word);
  else if (draft.time !== undefined) takeZone(draft, word, timezone);
  return true;
}

function takeTime(draft: Draft, [, hour = '', minute = '', second, fraction, half, rest = '']: RegExpExecArray, timezone: string): boolean {
  draft.time = { hour, minute, ...(second !== undefined && { second }), ...(fraction !== undefined && { fraction }) };
  if (half !== undefined) draft.half = half;
  if (rest !== '') takeZone(draft, rest, timezone);
  return true;
}

/** Day and month in figures: the year first is plain; else the month is second but where America is, or it must be. */
function takeFigures(draft: Draft, [, a = '', separator, b = '', c = '']: RegExpExecArray, timezone: string, written: string): boolean {
  if (draft.month !== undefined) return false;
  if (a.length >= 3) {
    Object.assign(draft, { year: Number(a), month: Number(b), day: Number(c) });
    return a.length === 4 && c.length <= 2;
  }
  if (c.length === 1 || c.length === 3) return false;
  const american = Number(b) > 12 || (Number(a) <= 12 && separator === '/' && timezone.startsWith('America/'));
  // `05/09/2023` alone may be either; French sites put a dash before the time.
  const open = Number(a) <= 12 && Number(b) <= 12 && a !== b && separator === '/' && timezone === 'UTC' && !/\d - \d/.test(written);
  Object.assign(draft, { year: fullYear(c), month: Number(american ? a : b), day: Number(american ? b : a) });
  return !open;
}

function takeNumber(draft: Draft, word: string): boolean {
  const digits = word.replace(/\D/g, '');
  const apostrophe = word.startsWith("'");
  if (digits.length <= 2 && draft.day === undefined && !apostrophe) draft.day = Number(digits);
  else if (digits.length <= 4 && draft.year === undefined) draft.year = fullYear(digits);
  else if (draft.time === undefined || digits.length !== 4) return false;
  return true;
}

/** A month; or a weekday, which in some languages begins like one (`mar. 3 févr.`) and then stands before it. */
function takeName(draft: Draft, word: string): void {
  const month = monthOf(word.replace(/\.$/, ''));
  if (month !== undefined && (draft.month === undefined || draft.day === undefined || draft.strange === 0)) draft.month = month;
  else if (!/^\p{L}{2,12}[.]?$/u.test(word)) draft.strange += 1;
}

function takeZone(draft: Draft, word: string, timezone: string): void {
  const zone = readZone(word, timezone);
  if (draft.zone?.offset === undefined && zone !== undefined) draft.zone = zone;
}

function isZoneName(draft: Draft, word: string, timezone: string): boolean {
  return draft.time !== undefined && (offsetOf(word, timezone) !== undefined || word.includes('/'));
}

/** `1-Jan-2004` and `1/Jan/2004` are three words. */
function hyphenated(word: string): readonly string[] {
  return /^\d{1,4}([-/])\p{L}{3,12}\.?\1\d{1,4}$/u.test(word) ? word.split(/[-/]/) : [word];
}

/** `29. 11. 2026` is one word, `2026T10:00` and `2026:10:00` are two; `10.00` after a year is a time, and `+ 0800` after a time one offset. */
function respaced(written: string): string {
  return written
    .replace(/(?<!\d)(\d{1,4})\. ?(\d{1,2})\. ?(\d{1,4})(?![\d:])\.?/, '$1.$2.$3 ')
    .replace(/(\d{4}) ?T(?=\d{1,2}:\d)/i, '$1 ')
    .replace(/(\/\d{4}):(?=\d{1,2}:\d)/, '$1 ')
    .replace(/(\D\d{4},? {1,2})(\d{1,2})\.(\d{2})(?:\.(\d{2}))?(?=\s|$)/, (_, before: string, ...time: readonly (string | undefined)[]) => before + time.slice(0, 3).filter((part) => part !== undefined).join(':'))
    .replace(/(:\d{2}(?: ?[a-z]{1,3})?) ?(?:([+]) (?=\d{1,2}:?\d{2}$)|([-\u2212\u2013]) (?=[01]\d[0-5]\d$))/i, '$1$2$3');
}

function eastAsian(written: string): string {
  if (!/[^\0-\x7f]/.test(written)) return written;
  return written
    .replace(/(\d{2,4}) ?[年년] ?(\d{1,2}) ?[月월] ?(\d{1,2}) ?[日일号號]?/g, '$1/$2/$3 ')
    .replace(/(\d{1,2}) ?[时時点點시] ?(\d{1,2}) ?[分분](?: ?(\d{1,2}) ?[秒초])?/g, (_, hour: string, minute: string, second?: string) =>
      second === undefined ? `${hour}:${minute} ` : `${hour}:${minute}:${second} `,
    )
    .replace(/上午|午前|早上|凌晨|오전/g, ' am ')
    .replace(/下午|午後|午后|晚上|오후/g, ' pm ')
    .replace(/(?:星期|周|週|礼拜)[一二三四五六日天]|[日月火水木金土]曜日?/g, ' ');
}
