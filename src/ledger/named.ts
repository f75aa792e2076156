import type { Millis } from '../model.js';
import type { SourceState } from './rows.js';

/** A published entry's title and link, where they are short. */
export interface Named {
  readonly n: number;
  /** The source's `lastChange` then. */
  readonly at: Millis;
  readonly title: string;
  readonly link?: string;
}

/** An entry's number, and what it is called. */
export interface Nameable {
  readonly n: number;
  readonly title: string | undefined;
  readonly link: string | undefined;
}

/** Characters of a title and of a link that a source's state carries. */
const SHORT = { title: 300, link: 1000 };

/** What a source's state says of the entry that came last; `undefined` where its row has to tell. */
export function named({ n, title = '', link }: Nameable, at: Millis | undefined): Named | undefined {
  if (at === undefined || title.trim() === '' || title.length > SHORT.title || (link?.length ?? 0) > SHORT.link) return undefined;
  return { n, at, title, ...(link === undefined ? {} : { link }) };
}

/** What it said before, of an entry that has not changed since. */
export function stillNamed({ newest, lastChange }: SourceState, at: Millis | undefined): Named | undefined {
  return newest === undefined || at === undefined || newest.at !== lastChange ? undefined : { ...newest, at };
}
