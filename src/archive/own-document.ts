import type * as z from 'zod';
import type { Result } from '../model.js';
import { parseDocument } from '../parse/index.js';
import { told, toldBy, writeDocument, type Told, stampOf } from './document-text.js';
import { entryMatter, writeEntry, type Described, type EntryMatter } from './entry-matter.js';
import { failure } from './failures.js';
import { toYaml } from './yaml.js';

const OPENING = /^---\r?\nfeedrelay:\r?\n/;
const PLACE = /\r?\n {2}place: (\d{1,15})\r?\n/;
/** Bytes within which the place stands: it is among the first lines. */
const HEAD = 256;

/** Whether a file begins as those begin that our export writes. */
export function isOurs(bytes: Uint8Array): boolean {
  return OPENING.test(headOf(bytes));
}

/** The place in the log of arrivals, by which documents are put in order before they are read; Infinity without one. */
export function placeIn(bytes: Uint8Array): number {
  const place = PLACE.exec(headOf(bytes))?.[1];
  return place === undefined ? Infinity : Number(place);
}

function headOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.subarray(0, HEAD)).toString('latin1');
}

/** An entry, or a superseded version of it, as a document with our front matter. */
export function writeOwn(described: Described): string {
  const { item } = described.stored;
  const stamp = stampOf(item);
  const text = writeDocument({ ...item, ...(stamp === undefined ? {} : { stamp }) });
  return `---\n${toYaml({ feedrelay: writeEntry(described, toldBy(text)) })}---\n${text}`;
}

export interface OwnDocument {
  readonly matter: EntryMatter;
  /** What the document's own lines tell. */
  readonly said: Told;
}

/** Reads a document that our export wrote, to the letter: its bytes are UTF-8, and nothing in it is mended. */
export function readOwn(bytes: Uint8Array, path: string): Result<OwnDocument> {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return failure('unreadable', `${path} is not UTF-8 any more: take the file from the export again.`);
  }
  const parsed = parseDocument(text, { url: 'file:///', timezone: 'UTC' });
  if (!parsed.ok) return failure('unreadable', `${path} is no archived document any more: the line of hyphens between its title and its body is missing.`);
  const matter = entryMatter.safeParse(parsed.value.ours);
  if (!matter.success) return failure('unreadable', `${path} holds a front matter that cannot be taken: ${explain(matter.error, 'feedrelay')}; take the file from the export again.`);
  return { ok: true, value: { matter: matter.data, said: told(parsed.value.item) } };
}

/** The first of what is wrong, with its place under a root. */
export function explain({ issues: [issue] }: z.ZodError, root?: string): string {
  if (issue === undefined) return 'it is not as we write it';
  const place = [...(root === undefined ? [] : [root]), ...issue.path].join('.');
  return `${place === '' ? 'the whole' : place} (${issue.message.replace(/^Invalid input: /, '')})`;
}
