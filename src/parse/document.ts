import { parse as parseYaml } from 'yaml';
import type { Category, Item, Person, Result } from '../model.js';
import { absolute } from './address.js';
import { readDate } from './dates.js';
import { personOf } from './people.js';
import { oneLine } from './plain.js';
import { present } from './present.js';
import { readStamp } from './stamp.js';

export interface ParsedDocument {
  readonly item: Item;
  /** What our own export wrote under `feedrelay:` in the front matter, untouched and unchecked. */
  readonly ours?: unknown;
  readonly notes: readonly string[];
}

const RULE = /^-{6,}[ \t]*$/m;

/**
 * An archived document of feedx: stamp, `[TITLE](LINK)`, a rule, an empty line, the body; before all that perhaps YAML
 * front matter. The body is kept as it stands, but for the line break that ends the file.
 *
 * @param context `url` of the document; `timezone` for dates without one
 */
export function parseDocument(text: string, context: { readonly url: string; readonly timezone: string }): Result<ParsedDocument> {
  const { matter, rest, notes } = splitFrontMatter(text);
  const rule = RULE.exec(rest);
  if (rule === null) return { ok: false, failure: { code: 'unreadable', message: `${context.url} is no archived document: the line of hyphens between its title and its body is missing.` } };
  const heading = readHeading(rest.slice(0, rule.index));
  const title = heading.title ?? oneLine(stringOf(matter['title']) ?? '');
  const link = heading.link ?? absolute(stringOf(matter['link']) ?? stringOf(matter['from']), context.url);
  const content = bodyAfter(rest, rule.index + rule[0].length);
  const item: Item = present({
    link,
    title,
    content: content.trim() === '' ? undefined : content,
    authors: peopleIn(matter['author']),
    categories: [...categoriesIn(matter['categories']), ...categoriesIn(matter['tags'])],
    published: readDate(stringOf(matter['date']) ?? '', context.timezone),
    stamp: readStamp(rest),
    enclosures: [],
    base: link ?? context.url,
  });
  return { ok: true, value: { item, ...('feedrelay' in matter && { ours: matter['feedrelay'] }), notes } };
}

/** YAML takes a thousand times its size in memory: what an article's front matter needs, many times over. */
const MOST_CHARACTERS = 1_000_000;
const MOST_VALUES = 10_000;

function isBounded(matter: string): boolean {
  return matter.length <= MOST_CHARACTERS && (matter.match(/[\n,[{]/g)?.length ?? 0) <= MOST_VALUES;
}

type Matter = Readonly<Record<string, unknown>>;

function splitFrontMatter(text: string): { readonly matter: Matter; readonly rest: string; readonly notes: readonly string[] } {
  const opening = /^\s*---[ \t]*\r?\n/.exec(text)?.[0].length;
  const closing = /^---[ \t]*(?:\r?\n|$)/gm;
  closing.lastIndex = opening ?? 0;
  const end = opening === undefined ? null : closing.exec(text);
  if (opening === undefined || end === null) return { matter: {}, rest: text, notes: [] };
  const rest = text.slice(end.index + end[0].length);
  const written = text.slice(opening, end.index);
  if (!isBounded(written)) return { matter: {}, rest, notes: [`The front matter was passed over: it is longer than ${MOST_CHARACTERS} characters or ${MOST_VALUES} values.`] };
  try {
    // That no key stands twice is looked up by comparing each with all others.
    const matter: unknown = parseYaml(written, { logLevel: 'error', uniqueKeys: false });
    return { matter: isMatter(matter) ? matter : {}, rest, notes: [] };
  } catch (error) {
    const [reason = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
    return { matter: {}, rest, notes: [`The front matter is not YAML and was passed over: ${reason.replace(/:$/, '')}.`] };
  }
}

/** `[TITLE](LINK)` after the stamp. Titles hold brackets and line breaks, so the last `](` parts the two. */
function readHeading(text: string): { readonly title?: string; readonly link?: string } {
  const line = text.replace(/^\s*<!--[^>]{0,40}-->/, '').trim();
  const parting = line.lastIndexOf('](');
  if (!line.startsWith('[') || parting === -1 || !line.endsWith(')')) return {};
  const title = line.slice(1, parting).replace(/\s*[\r\n]+\s*/g, ' ').trim();
  const link = line.slice(parting + 2, -1).trim();
  return { ...(title !== '' && { title }), ...(URL.canParse(link) && absolute(link, link) !== undefined && { link }) };
}

function bodyAfter(text: string, at: number): string {
  return text.slice(at).replace(/^\r?\n(?:[ \t]*\r?\n)?/, '').replace(/\r?\n$/, '');
}

function isMatter(value: unknown): value is Matter {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function stringOf(value: unknown): string | undefined {
  if (value instanceof Date) return value.toISOString();
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : undefined;
}

function listOf(value: unknown): readonly string[] {
  const values: readonly unknown[] = Array.isArray(value) ? value : typeof value === 'string' ? value.split(',') : [value];
  return values.flatMap((entry) => oneLine(stringOf(entry) ?? '') ?? []);
}

function peopleIn(value: unknown): readonly Person[] {
  const names: readonly unknown[] = Array.isArray(value) ? value : [value];
  return names.flatMap((name) => personOf(stringOf(name) ?? '') ?? []);
}

function categoriesIn(value: unknown): readonly Category[] {
  return listOf(value).map((term) => ({ term }));
}
