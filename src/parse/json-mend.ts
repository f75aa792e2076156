import { mendReferences } from './references.js';

/** Text that JSON.parse takes, and what had to be mended for that, one sentence each. */
export interface MendedJson {
  readonly text: string;
  readonly notes: readonly string[];
}

const NOTES = {
  comment: 'Comments in the JSON were passed over.',
  comma: 'Commas after the last of a list in the JSON were passed over.',
  control: 'Line breaks inside of JSON strings were escaped.',
  escape: 'Backslashes that escape nothing were taken out of JSON strings.',
} as const;

const TOKEN = /\s+|[,"/]|[}\]]|[^\s,"/}\]]+/y;
const CONTROL = /[\0-\x1f]/g;
/** A backslash with what it may escape (RFC 8259 §7), else the lone backslash. */
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-f]{4})?/gi;

/**
 * JSON as people and templates write it: comments, a comma after the last member, line breaks within strings. What is
 * wrong otherwise stays wrong. Linear.
 */
export function mendJson(text: string): MendedJson {
  const notes = new Set<string>();
  const pieces: string[] = [];
  /** Of a comma that nothing but blanks and comments have followed so far. */
  let open: number | undefined;
  for (let at = 0; at < text.length; ) {
    TOKEN.lastIndex = at;
    const token = TOKEN.exec(text)?.[0] ?? text.charAt(at);
    const comment = token === '/' ? commentEnd(text, at) : undefined;
    const end = comment ?? (token === '"' ? (stringEnd(text, at) ?? text.length) : at + token.length);
    if (comment !== undefined) notes.add(NOTES.comment);
    if (open !== undefined && (token === '}' || token === ']')) {
      pieces[open] = '';
      notes.add(NOTES.comma);
    }
    if (token === ',') open = pieces.length;
    else if (comment === undefined && token.trim() !== '') open = undefined;
    pieces.push(comment !== undefined ? ' ' : token === '"' ? mendString(text.slice(at, end), notes) : token);
    at = end;
  }
  return { text: pieces.join(''), notes: [...notes] };
}

function mendString(string: string, notes: Set<string>): string {
  const escaped = string.includes('\\') ? string.replace(ESCAPE, (escape) => (escape === '\\' ? '' : escape)) : string;
  if (escaped !== string) notes.add(NOTES.escape);
  const whole = escaped.replace(CONTROL, (control) => JSON.stringify(control).slice(1, -1));
  if (whole !== escaped) notes.add(NOTES.control);
  return whole;
}

/** The end of a comment that begins here; undefined where none does. */
export function commentEnd(text: string, at: number): number | undefined {
  const closing = text.startsWith('//', at) ? '\n' : text.startsWith('/*', at) ? '*/' : undefined;
  if (closing === undefined) return undefined;
  const end = text.indexOf(closing, at + 2);
  return end === -1 ? text.length : end + closing.length;
}

/** The end of a string that begins here; undefined where it has none. */
export function stringEnd(text: string, at: number): number | undefined {
  for (let quote = text.indexOf('"', at + 1); quote !== -1; quote = text.indexOf('"', quote + 1)) {
    let slashes = 0;
    while (text[quote - 1 - slashes] === '\\') slashes += 1;
    if (slashes % 2 === 0) return quote + 1;
  }
  return undefined;
}

/** Escapes of characters that no text should hold: controls, halves of characters, none. */
const RISKY = /\\(?:[bf]|u(?:00[0189]|007f|d[89a-f]|fff[ef]))/i;
const EVERY_ESCAPE = /\\(?:ud[89ab][0-9a-f]{2}\\ud[c-f][0-9a-f]{2}|u[0-9a-f]{4}|[^])/gi;
const SHORT: Readonly<Record<string, string>> = { '\\b': '', '\\f': ' ' };

/** JSON whose escapes name no character that XML forbids, mended as such characters themselves are. */
export function mendEscapes(json: string): string {
  if (!RISKY.test(json)) return json;
  return json.replace(EVERY_ESCAPE, (escape) => {
    if (escape.length !== 6) return SHORT[escape] ?? escape;
    const character = String.fromCharCode(parseInt(escape.slice(2), 16));
    const mended = mendReferences(character);
    return mended === character ? escape : mended;
  });
}
