/** Where and how a new list item goes into a YAML text. Nothing that stands there moves but by what is put in. */
import { isCollection, isMap, isNode, isScalar, stringify, type Node, type YAMLMap, type YAMLSeq } from 'yaml';

export interface Edit {
  readonly at: number;
  /** Characters taken out at `at`. */
  readonly remove?: number;
  readonly insert: string;
}

export type NewItem = Readonly<Record<string, string>>;

export interface Addition {
  readonly item: NewItem;
  /** One line; only a block list has room for it. */
  readonly comment?: string;
}

export function applyEdits(text: string, edits: readonly Edit[]): string {
  return [...edits].sort((a, b) => b.at - a.at).reduce((result, { at, remove = 0, insert }) => result.slice(0, at) + insert + result.slice(at + remove), text);
}

/** The line ending of the file, for lines that are added to it. */
export const lineEnding = (text: string): string => (text.includes('\r\n') ? '\r\n' : '\n');

/** Whole lines before offset `at`, which is a line's beginning or the end of the text. */
export function insertLines(text: string, at: number, lines: readonly string[]): Edit {
  const eol = lineEnding(text);
  const complete = at === 0 || text[at - 1] === '\n';
  return { at, insert: complete ? lines.map((line) => line + eol).join('') : lines.map((line) => eol + line).join('') };
}

/** `- id: voa` and the lines under it, the dash at `indent`, `gap` blanks after it. */
function itemLines(item: NewItem, indent: number, gap = 1): string[] {
  return Object.entries(item).map(([key, value], place) => {
    const lead = place === 0 ? `-${' '.repeat(gap)}` : ' '.repeat(gap + 1);
    return `${' '.repeat(indent)}${lead}${key}: ${stringify(value, { lineWidth: 0 }).trimEnd()}`;
  });
}

/** The lines of several items, each under its comment. */
export function linesOf(additions: readonly Addition[], indent: number, gap = 1, spaced = false): string[] {
  return additions.flatMap(({ item, comment }) => [
    ...(spaced ? [''] : []),
    ...(comment === undefined ? [] : [`${' '.repeat(indent)}# ${comment}`]),
    ...itemLines(item, indent, gap),
  ]);
}

/** After the last item of a block list, and the comments indented under it, in the manner of that item. */
export function appendToBlock(text: string, list: YAMLSeq, additions: readonly Addition[]): Edit {
  const last = list.items.at(-1);
  const indent = columnOf(text, list.range?.[0] ?? 0);
  const start = isNode(last) ? (last.range?.[0] ?? 0) : 0;
  const gap = isMap(last) && text.slice(lineStart(text, start), start).trim() === '-' ? columnOf(text, start) - indent - 1 : 1;
  const at = afterComments(text, nextLine(text, endOf(last)), indent);
  const before = list.items.at(-2);
  const spaced = isNode(before) && /\n[ \t]*\r?\n/.test(text.slice(endOf(before), lineStart(text, start)));
  return insertLines(text, at, linesOf(additions, indent, gap, spaced));
}

/** After the last member of `[…]` or `{…}`, on a line of its own where the others have theirs. */
export function appendToFlow(text: string, collection: YAMLSeq | YAMLMap, member: string): Edit[] {
  const close = (collection.range?.[1] ?? 0) - 1;
  const last = collection.items.at(-1);
  if (last === undefined) return [{ at: close, insert: member }];
  const end = endOf(last);
  const comma = commaBetween(text, end, close);
  const behind = comma ?? end;
  const start = startOf(last);
  const margin = text.slice(lineStart(text, start), start);
  const ownLine = margin.trim() === '' && /^[ \t]*(?:#.*)?\r?$/.test(text.slice(behind, lineStop(text, behind)));
  if (!ownLine) return [{ at: behind, insert: comma === undefined ? `, ${member}` : ` ${member}` }];
  const newLine = { at: contentStop(text, behind), insert: `${lineEnding(text)}${margin}${member}${comma === undefined ? '' : ','}` };
  if (comma !== undefined) return [newLine];
  return newLine.at === end ? [{ at: end, insert: `,${newLine.insert}` }] : [{ at: end, insert: ',' }, newLine];
}

/** Where the text of a node ends: the last thing in it that is written. */
function endOf(node: unknown): number {
  if (isCollection(node) && node.flow !== true) return endOf(node.items.at(-1));
  if (isNode(node)) return node.range?.[1] ?? 0;
  const pair = pairOf(node);
  const empty = isScalar(pair?.value) && pair.value.range?.[0] === pair.value.range?.[1];
  return isNode(pair?.value) && !empty ? endOf(pair.value) : endOf(pair?.key);
}

function startOf(member: unknown): number {
  const node = isNode(member) ? member : pairOf(member)?.key;
  return node?.range?.[0] ?? 0;
}

function pairOf(member: unknown): { readonly key: Node | undefined; readonly value: Node | undefined } | undefined {
  if (typeof member !== 'object' || member === null || !('key' in member) || !('value' in member)) return undefined;
  return { key: isNode(member.key) ? member.key : undefined, value: isNode(member.value) ? member.value : undefined };
}

/** The offset behind a comma that stands between two others, comments aside. */
function commaBetween(text: string, from: number, to: number): number | undefined {
  const match = /^(?:\s|#.*)*,/.exec(text.slice(from, to));
  return match === null ? undefined : from + match[0].length;
}

/** Comments indented deeper than the dash belong to the item above. */
function afterComments(text: string, from: number, indent: number): number {
  const comments = /^(?:[ \t]*#[^\n]*(?:\n|$))*/.exec(text.slice(from))?.[0] ?? '';
  const own = comments.split(/(?<=\n)/).findIndex((line) => line.search(/#/) <= indent);
  const kept = own === -1 ? comments : comments.split(/(?<=\n)/).slice(0, own).join('');
  return from + kept.length;
}

export const lineStart = (text: string, offset: number): number => text.lastIndexOf('\n', offset - 1) + 1;
const lineStop = (text: string, offset: number): number => (text.includes('\n', offset) ? text.indexOf('\n', offset) : text.length);
const contentStop = (text: string, offset: number): number => offset + text.slice(offset, lineStop(text, offset)).trimEnd().length;
export const columnOf = (text: string, offset: number): number => offset - lineStart(text, offset);

/** The beginning of the line after the one in which `offset` stands; `offset` itself where it is one (a block text ends so). */
export function nextLine(text: string, offset: number): number {
  return offset > 0 && text[offset - 1] === '\n' ? offset : Math.min(lineStop(text, offset) + 1, text.length);
}
