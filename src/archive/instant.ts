import * as z from 'zod';
import type { Millis, ReadDate } from '../model.js';

/** The last instant that a Date can show (ECMA-262 §21.4.1.1). */
const LAST = 8.64e15;

/** A time as people read it (ISO 8601, UTC); one that no calendar shows stands as its milliseconds. */
export function toInstant(at: Millis): string | number {
  return Number.isInteger(at) && Math.abs(at) <= LAST ? new Date(at).toISOString() : at;
}

export const instant = z.union([
  z.number(),
  z
    .string()
    .refine((text) => !Number.isNaN(Date.parse(text)), 'is no date, like 2024-11-29T17:28:27.000Z')
    .transform((text) => Date.parse(text)),
]);

/** A date as a feed gave it; a bare day stands as `{ day: … }` with its first instant. */
export function toDate({ at, day }: ReadDate): unknown {
  return day === true ? { day: toInstant(at) } : toInstant(at);
}

export const readDate = z.union([
  instant.transform((at): ReadDate => ({ at })),
  z.strictObject({ day: instant }).transform(({ day }): ReadDate => ({ at: day, day: true })),
]);
