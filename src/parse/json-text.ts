import type { Result } from '../model.js';
import { place } from './prolog.js';

/** What stands around values: more of these than two million serve only to fill our memory. */
const MOST_BRACKETS = 2_000_000;
const LARGE = 2_000_000;

/** JSON, with its whole items where its tail is cut off; a failure names line and column. */
export function readJson(text: string): Result<{ readonly value: unknown; readonly notes: readonly string[] }> {
  if (text.length > LARGE && countBrackets(text) > MOST_BRACKETS) {
    return { ok: false, failure: { code: 'too-many-items', message: `The JSON holds more than ${MOST_BRACKETS} objects and lists, which is no feed.` } };
  }
  try {
    return { ok: true, value: { value: JSON.parse(text), notes: [] } };
  } catch (error) {
    const blanked = text.replace(/[\0-\x1f]/g, ' ');
    const mended = tryJson(blanked);
    if (mended !== undefined) return { ok: true, value: { value: mended, notes: ['Line breaks inside of JSON strings were read as blanks.'] } };
    const { wrongAt, wholeUntil } = scan(text);
    const closed = wrongAt < text.length || wholeUntil === undefined ? undefined : tryJson(`${blanked.slice(0, wholeUntil)}]}`);
    if (closed !== undefined) return { ok: true, value: { value: closed, notes: ['The document is cut off inside an item, which was left out.'] } };
    const reason = error instanceof Error ? error.message.split(/,? (?:\.\.\.|")| in JSON| at position/)[0] : 'it cannot be read';
    return { ok: false, failure: { code: 'unreadable', message: `The document is not JSON from ${place(text, wrongAt)} on (${reason ?? ''}); its publisher must mend it.` } };
  }
}

function countBrackets(text: string): number {
  let count = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === 0x7b || code === 0x5b) count += 1;
  }
  return count;
}

function tryJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
}

const TOKEN = /-?\d+(?:\.\d+)?(?:e[+-]?\d+)?|true|false|null|[{}[\],:]/iy;
const BLANKS = /[ \t\r\n]*/y;

/**
 * Walks over the tokens.
 *
 * @returns where the first thing stands that cannot stand there (the text's length where it merely ends too early), and
 *   the end of the last whole object in a list of the outermost object
 */
function scan(text: string): { readonly wrongAt: number; readonly wholeUntil?: number } {
  const open: string[] = [];
  let whole: { readonly wholeUntil?: number } = {};
  let previous = '';
  let at = 0;
  while ((at = matchEnd(BLANKS, text, at) ?? at) < text.length) {
    const end = text[at] === '"' ? stringEnd(text, at) : matchEnd(TOKEN, text, at);
    if (end === undefined) return { wrongAt: isCutOff(text, at) ? text.length : at, ...whole };
    const token = text[at] ?? '';
    if (!fits(previous, token, open.at(-1))) return { wrongAt: at, ...whole };
    if (token === '{' || token === '[') open.push(token);
    else if (token === '}' || token === ']') {
      open.pop();
      if (token === '}' && open.length === 2 && open[1] === '[') whole = { wholeUntil: end };
    }
    previous = token;
    at = end;
  }
  return { wrongAt: text.length, ...whole };
}

/** Whether a token, known by its first character, may follow another inside of the bracket that is open. */
function fits(previous: string, token: string, within: string | undefined): boolean {
  const closes = token === '}' || token === ']';
  if (closes && within !== (token === '}' ? '{' : '[')) return false;
  const separates = token === ',' || token === ':';
  if (previous === '{' || previous === '[') return !separates;
  if (previous === '' || previous === ',' || previous === ':') return !separates && !closes;
  return separates || closes;
}

function matchEnd(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}

/** The end of a string; undefined where it has none. */
function stringEnd(text: string, at: number): number | undefined {
  for (let quote = text.indexOf('"', at + 1); quote !== -1; quote = text.indexOf('"', quote + 1)) {
    let slashes = 0;
    while (text[quote - 1 - slashes] === '\\') slashes += 1;
    if (slashes % 2 === 0) return quote + 1;
  }
  return undefined;
}

/** Whether the text merely ends before a string or a word does. */
function isCutOff(text: string, at: number): boolean {
  return text[at] === '"' || /^[\w.+-]{1,24}\s*$/.test(text.slice(at, at + 30));
}
