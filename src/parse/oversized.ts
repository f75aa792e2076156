import { shortened } from '../shortened.js';

/** Named one by one; of more only the number is told. */
const NAMED = 3;
const LONGEST = 80;

/**
 * What is told of items that were too large to take in: how many, and which, as far as they have titles.
 *
 * @param bytes the limit
 */
export function oversizedNote(titles: readonly (string | undefined)[], bytes: number): string {
  const items = titles.length === 1 ? 'An item' : `${titles.length} items`;
  const left = `${items} of more than ${bytes} bytes ${titles.length === 1 ? 'was' : 'were'} left out`;
  const named = titles.flatMap((title) => title ?? []);
  if (named.length === 0) return `${left}.`;
  const shown = named.slice(0, NAMED).map(quoted);
  const more = titles.length - shown.length;
  return `${left}: ${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}.`;
}

function quoted(title: string): string {
  return `“${shortened(title, LONGEST)}”`;
}

/** Whether a stretch of a text takes more bytes as UTF-8; asks only where the answer is not plain from its length. */
export function isLarger(text: string, start: number, end: number, bytes: number): boolean {
  const characters = end - start;
  if (characters > bytes) return true;
  return characters * 3 > bytes && Buffer.byteLength(text.slice(start, end)) > bytes;
}
