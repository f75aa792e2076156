import * as z from 'zod';
import type { Reading } from '../values/reading.js';

/** What a key is for, and how it may be written: for editors, for messages, and for the page of documentation. */
export const says = (description: string, ...examples: readonly unknown[]) =>
  examples.length === 0 ? { description } : { description, examples: [...examples] };

/** A text in a notation of its own. Each text is read once: a thousand sources share a few schedules and zones. */
export function written<T>(read: (text: string) => Reading<T>) {
  const known = new Map<string, Reading<T>>();
  return z.string().transform((text, context): T => {
    const reading = known.get(text) ?? read(text);
    if (known.size < 10_000) known.set(text, reading);
    if (reading.ok) return reading.value;
    context.addIssue({ code: 'custom', message: reading.wrong });
    return z.NEVER;
  });
}

/** Digits in a text count as a number too, for that is what an environment variable gives. */
export const orDigits = <T extends z.core.SomeType>(numeric: T) =>
  z.preprocess((value) => (typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value), numeric);

/** A whole number. */
export const count = (least: number, most: number) => orDigits(z.int().min(least).max(most));

/** Free text. */
export const text = z.string().trim().min(1);

/** The name of an output feed: it stands in addresses and file names. */
export const id = z.string().max(100).regex(/^[a-z0-9-]+$/);
