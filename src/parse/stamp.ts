import type { Millis } from '../model.js';

const LEADING = /^\s*<!--\s*(\d{1,16})\s*-->/;
/** The last instant that a Date can show (ECMA-262 §21.4.1.1). */
const LAST = 8.64e15;

/** The embedded stamp: a comment of nothing but figures before anything else. `<!--NaN-->` is none. */
export function readStamp(html: string): Millis | undefined {
  const digits = LEADING.exec(html)?.[1];
  const stamp = Number(digits);
  return digits === undefined || stamp > LAST ? undefined : stamp;
}
