import type { Result } from '../model.js';
import { commentEnd, mendJson, stringEnd } from './json-mend.js';
import { place } from './prolog.js';

/** What stands around values: more of these than two million serve only to fill our memory. */
const MOST_BRACKETS = 2_000_000;
const LARGE = 2_000_000;

/** JSON, mended where that leaves no doubt, with its whole items where its tail is cut off; a failure names line and column. */
export function readJson(text: string): Result<{ readonly value: unknown; readonly notes: readonly string[] }> {
  if (text.length > LARGE && countBrackets(text) > MOST_BRACKETS) {
    return { ok: false, failure: { code: 'too-many-items', message: `The JSON holds more than ${MOST_BRACKETS} objects and lists, which is no feed.` } };
  }
  const asItIs = tryJson(text);
  if (asItIs.ok) return { ok: true, value: { value: asItIs.value, notes: [] } };
  const whole = mendJson(text);
  const mended = tryJson(whole.text);
  if (mended.ok) return { ok: true, value: { value: mended.value, notes: whole.notes } };
  const { wrongAt, wholeUntil, closedAt } = scan(text);
  if (closedAt !== undefined && closedAt < text.length) {
    const before = mendJson(text.slice(0, closedAt));
    const alone = tryJson(before.text);
    if (alone.ok) return { ok: true, value: { value: alone.value, notes: [...before.notes, 'Text after the JSON was passed over.'] } };
  }
  const cut = wrongAt < text.length || wholeUntil === undefined ? undefined : mendJson(text.slice(0, wholeUntil));
  const closed = cut === undefined ? mended : tryJson(`${cut.text}]}`);
  if (closed.ok) return { ok: true, value: { value: closed.value, notes: [...(cut?.notes ?? []), 'The document is cut off inside an item, which was left out.'] } };
  return { ok: false, failure: { code: 'unreadable', message: `The document is not JSON from ${place(text, wrongAt)} on (${mended.reason}); its publisher must mend it.` } };
}

function countBrackets(text: string): number {
  let count = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === 0x7b || code === 0x5b) count += 1;
  }
  return count;
}

/** An id that is a number of more figures than a number of ours holds (above 2^53 two would become one): they are taken as written. */
const LONG_ID = /("id"\s{0,20}:\s{0,20})(-?\d{16,400})(?=\s{0,20}[,}])/g;

type Attempt = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly reason: string };

function tryJson(text: string): Attempt {
  try {
    return { ok: true, value: JSON.parse(text.replace(LONG_ID, '$1"$2"')) };
  } catch (error) {
    const reason = error instanceof Error ? error.message.split(/,? (?:\.\.\.|")| in JSON| at position/)[0] : undefined;
    return { ok: false, reason: reason ?? 'it cannot be read' };
  }
}

const TOKEN = /-?\d+(?:\.\d+)?(?:e[+-]?\d+)?|true|false|null|[{}[\],:]/iy;
const BLANKS = /\s*/y;

/**
 * Walks over the tokens.
 *
 * @returns where the first thing stands that cannot stand there (the text's length where it merely ends too early), and
 *   the end of the last whole object in a list of the outermost object, and of the outermost itself
 */
function scan(text: string): { readonly wrongAt: number; readonly wholeUntil?: number; readonly closedAt?: number } {
  const open: string[] = [];
  let whole: { readonly wholeUntil?: number; readonly closedAt?: number } = {};
  let previous = '';
  let at = 0;
  while ((at = beyondBlanks(text, at)) < text.length) {
    const end = text[at] === '"' ? stringEnd(text, at) : matchEnd(TOKEN, text, at);
    if (end === undefined) return { wrongAt: isCutOff(text, at) ? text.length : at, ...whole };
    const token = text[at] ?? '';
    if (!fits(previous, token, open.at(-1))) return { wrongAt: at, ...whole };
    if (token === '{' || token === '[') open.push(token);
    else if (token === '}' || token === ']') {
      open.pop();
      if (open.length === 0) return { wrongAt: end, ...whole, closedAt: end };
      if (token === '}' && open.length === 2 && open[1] === '[') whole = { wholeUntil: end };
    }
    previous = token;
    at = end;
  }
  return { wrongAt: text.length, ...whole };
}

/** Comments are passed over like blanks. */
function beyondBlanks(text: string, from: number): number {
  let at = matchEnd(BLANKS, text, from) ?? from;
  for (let comment = commentEnd(text, at); comment !== undefined; comment = commentEnd(text, at)) at = matchEnd(BLANKS, text, comment) ?? comment;
  return at;
}

/** Whether a token, known by its first character, may follow another inside of the bracket that is open. */
function fits(previous: string, token: string, within: string | undefined): boolean {
  const closes = token === '}' || token === ']';
  if (closes && within !== (token === '}' ? '{' : '[')) return false;
  const separates = token === ',' || token === ':';
  if (previous === '{' || previous === '[') return !separates;
  if (previous === '' || previous === ':') return !separates && !closes;
  if (previous === ',') return !separates;
  return separates || closes;
}

function matchEnd(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}

/** Whether the text merely ends before a string or a word does. */
function isCutOff(text: string, at: number): boolean {
  return text[at] === '"' || /^[\w.+-]{1,24}\s*$/.test(text.slice(at, at + 30));
}
