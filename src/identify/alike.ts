import type { Arrival } from './arrival.js';
import type { Remembered } from './ledger.js';

/** What two articles have in common. What is empty is not shared. */
export interface Likeness {
  readonly title: boolean;
  readonly date: boolean;
  readonly content: boolean;
  /** How many of the three. */
  readonly count: number;
}

/** An arrival, or an entry, seen from the outside. */
type Seen = Pick<Arrival, 'title' | 'date' | 'raw' | 'appearance'> | Remembered;

export function likeness(one: Seen, other: Seen): Likeness {
  const title = one.title !== '' && one.title === other.title;
  const date = one.date !== undefined && one.date === other.date;
  const content = sameContent(one, other);
  return { title, date, content, count: Number(title) + Number(date) + Number(content) };
}

/** The same raw item has the same content, whether or not anybody cleaned it. */
function sameContent(one: Seen, other: Seen): boolean {
  if (one.raw === other.raw) return true;
  const content = contentOf(one);
  return content !== undefined && content !== '' && content === contentOf(other);
}

function contentOf(seen: Seen): string | undefined {
  return 'content' in seen ? seen.content : seen.appearance?.content;
}
