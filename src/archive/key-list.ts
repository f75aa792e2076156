import * as z from 'zod';
import type { Key } from '../identify/index.js';
import { present } from './differing.js';

/** Where the keys that an entry bears lead, by the number of an entry; 0: to none any more; undefined: to none. */
export type Leads = (key: Key) => number | undefined;

export const keys = z.array(z.custom<Key>((value) => typeof value === 'string' && /^(?:guid|link):/.test(value), 'is no key: it begins with guid: or link:'));

/** What is written of an entry's keys. All of them lead to the entry but those that are listed again. */
export const keyLists = {
  keys: keys.exactOptional(),
  /** Keys no more. */
  distrusted: keys.exactOptional(),
  /** Keys that lead to another entry, or nowhere. */
  astray: keys.exactOptional(),
} as const;

export interface KeyLists {
  readonly keys?: readonly Key[];
  readonly distrusted?: readonly Key[];
  readonly astray?: readonly Key[];
}

/** @param usual the keys that its item gives it: then they need not be written */
export function writeKeys(n: number, borne: readonly Key[], usual: readonly Key[], leads: Leads): KeyLists {
  const distrusted = borne.filter((key) => leads(key) === 0);
  const astray = borne.filter((key) => leads(key) !== 0 && leads(key) !== n);
  return present({
    keys: sameList(borne, usual) ? undefined : borne,
    distrusted: distrusted.length === 0 ? undefined : distrusted,
    astray: astray.length === 0 ? undefined : astray,
  });
}

export function sameList(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((text, place) => text === other[place]);
}
