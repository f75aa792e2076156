import type { Item, Millis } from '../model.js';
import { parseDocument } from '../parse/index.js';

/** What an archived document's own lines tell of an article. */
export type Told = Pick<Item, 'title' | 'link' | 'stamp' | 'content'>;

/** The longest stamp that a document's first line is read with. */
const LAST = 8.64e15;

/**
 * An article in the archived format: stamp, title and link, a rule, an empty line, the body as it
 * arrived, and the line feed that ends the file.
 */
export function writeDocument({ stamp, title = '', link = '', content = '' }: Told): string {
  return `<!--${isStamp(stamp) ? stamp : 'NaN'}-->\n[${title.replace(/[\r\n\u2028\u2029]+/g, ' ')}](${link})\n------\n\n${content}\n`;
}

function isStamp(stamp: Millis | undefined): boolean {
  return stamp !== undefined && Number.isInteger(stamp) && stamp >= 0 && stamp <= LAST;
}

/** What these lines will tell whoever reads them from a file, odd titles, links and bodies included. */
export function toldBy(text: string): Told {
  // A file is UTF-8, and a half of a character does not survive in it.
  const parsed = parseDocument(Buffer.from(text, 'utf8').toString('utf8'), { url: 'file:///', timezone: 'UTC' });
  return parsed.ok ? told(parsed.value.item) : {};
}

export function told({ title, link, stamp, content }: Item): Told {
  return {
    ...(title === undefined ? {} : { title }),
    ...(link === undefined ? {} : { link }),
    ...(stamp === undefined ? {} : { stamp }),
    ...(content === undefined ? {} : { content }),
  };
}

/** The date that stands in for a stamp where an item has none embedded. */
export function stampOf({ stamp, published, updated }: Item): Millis | undefined {
  return stamp ?? published?.at ?? updated?.at;
}
