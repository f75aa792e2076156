import { isDeepStrictEqual } from 'node:util';
import { isMap, isNode, isScalar, isSeq, parseDocument, type Document, type Scalar, type YAMLMap } from 'yaml';
import type { Result } from '../model.js';
import { appendToBlock, appendToFlow, applyEdits, columnOf, insertLines, linesOf, nextLine, type Addition, type Edit } from './insertion.js';
import { valueAt } from './naming.js';

export interface NewSource {
  readonly id: string;
  readonly url: string;
  readonly title?: string;
  /** A line of its own above the source, where the list has a line for each. */
  readonly comment?: string;
}

/**
 * The configuration's text with a source added as the last of its list: every other byte stays as it is,
 * comments, blank lines and line endings included.
 * @returns a failure where the text is no sound YAML, the id is taken, or `sources` is written in a way
 *   that cannot be added to; the message then says what to add by hand
 */
export function addSource(text: string, source: NewSource): Result<string> {
  return addSources(text, [source]);
}

/** As {@link addSource}, several at once: all of them, or none. */
export function addSources(text: string, sources: readonly NewSource[]): Result<string> {
  const additions = sources.map(writtenAddition);
  if (additions.length === 0) return { ok: true, value: text };
  const before = parse(text);
  if (before.errors.length > 0) return failure('configuration', 'the configuration file has mistakes: mend them first, "feedrelay check" lists them');
  const content = contentOf(before);
  const taken = new Set(idsOf(content));
  for (const { id } of sources) {
    if (taken.has(id)) return failure('id-taken', `the id ${id} is taken: choose another with --id`);
    taken.add(id);
  }
  const edits = editsFor(text, before, additions);
  const edited = edits === undefined ? undefined : applyEdits(text, edits);
  if (edited === undefined || !saysTheSameAnd(additions, content, edited)) {
    const items = additions.map(({ item }) => JSON.stringify(item)).join(', ');
    return failure('not-editable', `sources is written in a way that cannot be added to: write this under it by hand, ${items}`);
  }
  return { ok: true, value: edited };
}

const failure = (code: string, message: string): Result<never> => ({ ok: false, failure: { code, message } });

const parse = (text: string): Document.Parsed => parseDocument(text, { merge: true, prettyErrors: false, logLevel: 'error' });

/** A stranger's title may hold `${NAME}`; it must not read our environment. */
function writtenAddition({ id, url, title = '', comment = '' }: NewSource): Addition {
  const line = (text: string): string => text.replaceAll(/[\s\p{Cc}\u2028\u2029]+/gu, ' ').trim();
  const plain = (text: string): string => line(text).replaceAll('${', () => '$${');
  const item = { id, url: plain(url), ...(line(title) === '' ? {} : { title: plain(title) }) };
  return { item, ...(line(comment) === '' ? {} : { comment: line(comment) }) };
}

function contentOf(document: Document.Parsed): unknown {
  try {
    return document.toJS() ?? {};
  } catch {
    return undefined;
  }
}

function idsOf(content: unknown): unknown[] {
  return ['sources', 'feeds'].flatMap((list) => {
    const items = valueAt(content, [list]);
    return Array.isArray(items) ? items.map((item) => valueAt(item, ['id'])) : [];
  });
}

/** The proof of the edit: read again, the text says what it said, and these sources more. */
function saysTheSameAnd(additions: readonly Addition[], before: unknown, edited: string): boolean {
  const document = parse(edited);
  if (document.errors.length > 0 || typeof before !== 'object' || before === null) return false;
  const sources: unknown = valueAt(before, ['sources']) ?? [];
  return Array.isArray(sources) && isDeepStrictEqual(contentOf(document), { ...before, sources: [...(sources as unknown[]), ...additions.map(({ item }) => item)] });
}

function editsFor(text: string, document: Document.Parsed, additions: readonly Addition[]): Edit[] | undefined {
  const root: unknown = document.contents;
  if (root === null || isNothing(root)) return [newList(text, 0, text.length, additions)];
  if (!isMap(root)) return undefined;
  const pair = root.items.find(({ key }) => isScalar(key) && key.value === 'sources');
  const key = pair?.key;
  if (!isScalar(key)) return newKey(text, root, additions);
  const list = pair?.value;
  if (isSeq(list) && list.flow !== true) return [appendToBlock(text, list, additions)];
  const emptied = root.flow === true ? undefined : fillEmpty(text, key, list, additions);
  return emptied ?? (isSeq(list) ? appendToFlow(text, list, inFlow(additions)) : undefined);
}

const inFlow = (additions: readonly Addition[]): string => additions.map(({ item }) => JSON.stringify(item)).join(', ');

const isNothing = (value: unknown): boolean => isScalar(value) && value.value === null;

/** `sources:`, `sources: []` or `sources: ~` on one line: what stands behind the colon goes, the item comes under it. */
function fillEmpty(text: string, key: Scalar, value: unknown, additions: readonly Addition[]): Edit[] | undefined {
  const [start, end] = key.range ?? [0, 0];
  const valueEnd = isNode(value) ? Math.max(value.range?.[1] ?? 0, end + 1) : end + 1;
  const behind = text.slice(end + 1, valueEnd);
  if (isNothing(value) ? behind.includes('\n') && behind.trim() !== '' : !/^[ \t]*\[\s*\]$/.test(behind)) return undefined;
  const below = insertLines(text, nextLine(text, valueEnd), linesOf(additions, columnOf(text, start) + 2));
  return [{ at: end + 1, remove: behind.trim() === '' ? 0 : behind.length, insert: '' }, below];
}

function newKey(text: string, root: YAMLMap, additions: readonly Addition[]): Edit[] {
  if (root.flow === true) return appendToFlow(text, root, `"sources": [${inFlow(additions)}]`);
  const end = root.range?.[1] ?? 0;
  const marker = text.slice(end).search(/^\.\.\.(?=\s|$)/m);
  const at = marker === -1 ? text.length : end + marker;
  return [newList(text, columnOf(text, root.range?.[0] ?? 0), at, additions)];
}

/** `sources:` and its first items, after a blank line, at the end. */
function newList(text: string, indent: number, at: number, additions: readonly Addition[]): Edit {
  const spaced = text.slice(0, at).trim() !== '' && !/\n[ \t]*\r?\n$/.test(text.slice(0, at));
  return insertLines(text, at, [...(spaced ? [''] : []), `${' '.repeat(indent)}sources:`, ...linesOf(additions, indent + 2)]);
}
