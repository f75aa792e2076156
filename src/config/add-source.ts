import { isDeepStrictEqual } from 'node:util';
import { isMap, isNode, isScalar, isSeq, parseDocument, type Document, type Scalar, type YAMLMap } from 'yaml';
import type { Result } from '../model.js';
import { appendToBlock, appendToFlow, applyEdits, columnOf, insertLines, itemLines, nextLine, type Edit, type NewItem } from './insertion.js';
import { valueAt } from './naming.js';

/**
 * The configuration's text with a source added as the last of its list: every other byte stays as it is,
 * comments, blank lines and line endings included.
 * @returns a failure where the text is no sound YAML, the id is taken, or `sources` is written in a way
 *   that cannot be added to; the message then says what to add by hand
 */
export function addSource(text: string, source: { readonly id: string; readonly url: string; readonly title?: string }): Result<string> {
  const item = writtenItem(source);
  const before = parse(text);
  if (before.errors.length > 0) return failure('configuration', 'the configuration file has mistakes: mend them first, "feedrelay check" lists them');
  const content = contentOf(before);
  if (idsOf(content).includes(source.id)) return failure('id-taken', `the id ${source.id} is taken: choose another with --id`);
  const edits = editsFor(text, before, item);
  const edited = edits === undefined ? undefined : applyEdits(text, edits);
  if (edited === undefined || !saysTheSameAnd(item, content, edited)) {
    return failure('not-editable', `sources is written in a way that cannot be added to: write this under it by hand, ${JSON.stringify(item)}`);
  }
  return { ok: true, value: edited };
}

const failure = (code: string, message: string): Result<never> => ({ ok: false, failure: { code, message } });

const parse = (text: string): Document.Parsed => parseDocument(text, { merge: true, prettyErrors: false, logLevel: 'error' });

/** A stranger's title may hold `${NAME}`; it must not read our environment. */
function writtenItem({ id, url, title }: { readonly id: string; readonly url: string; readonly title?: string }): NewItem {
  const plain = (text: string): string => text.replaceAll(/\s+/g, ' ').trim().replaceAll('${', () => '$${');
  return { id, url: plain(url), ...(title === undefined || title.trim() === '' ? {} : { title: plain(title) }) };
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

/** The proof of the edit: read again, the text says what it said, and one source more. */
function saysTheSameAnd(item: NewItem, before: unknown, edited: string): boolean {
  const document = parse(edited);
  if (document.errors.length > 0 || typeof before !== 'object' || before === null) return false;
  const sources: unknown = valueAt(before, ['sources']) ?? [];
  return Array.isArray(sources) && isDeepStrictEqual(contentOf(document), { ...before, sources: [...(sources as unknown[]), item] });
}

function editsFor(text: string, document: Document.Parsed, item: NewItem): Edit[] | undefined {
  const root: unknown = document.contents;
  if (root === null || isNothing(root)) return [newList(text, 0, text.length, item)];
  if (!isMap(root)) return undefined;
  const pair = root.items.find(({ key }) => isScalar(key) && key.value === 'sources');
  const key = pair?.key;
  if (!isScalar(key)) return newKey(text, root, item);
  const list = pair?.value;
  if (isSeq(list) && list.flow !== true) return [appendToBlock(text, list, item)];
  const emptied = root.flow === true ? undefined : fillEmpty(text, key, list, item);
  return emptied ?? (isSeq(list) ? appendToFlow(text, list, JSON.stringify(item)) : undefined);
}

const isNothing = (value: unknown): boolean => isScalar(value) && value.value === null;

/** `sources:`, `sources: []` or `sources: ~` on one line: what stands behind the colon goes, the item comes under it. */
function fillEmpty(text: string, key: Scalar, value: unknown, item: NewItem): Edit[] | undefined {
  const [start, end] = key.range ?? [0, 0];
  const valueEnd = isNode(value) ? Math.max(value.range?.[1] ?? 0, end + 1) : end + 1;
  const behind = text.slice(end + 1, valueEnd);
  if (isNothing(value) ? behind.includes('\n') && behind.trim() !== '' : !/^[ \t]*\[\s*\]$/.test(behind)) return undefined;
  const below = insertLines(text, nextLine(text, valueEnd), itemLines(item, columnOf(text, start) + 2));
  return [{ at: end + 1, remove: behind.trim() === '' ? 0 : behind.length, insert: '' }, below];
}

function newKey(text: string, root: YAMLMap, item: NewItem): Edit[] {
  if (root.flow === true) return appendToFlow(text, root, `"sources": [${JSON.stringify(item)}]`);
  const end = root.range?.[1] ?? 0;
  const marker = text.slice(end).search(/^\.\.\.(?=\s|$)/m);
  const at = marker === -1 ? text.length : end + marker;
  return [newList(text, columnOf(text, root.range?.[0] ?? 0), at, item)];
}

/** `sources:` and its first item, after a blank line, at the end. */
function newList(text: string, indent: number, at: number, item: NewItem): Edit {
  const spaced = text.slice(0, at).trim() !== '' && !/\n[ \t]*\r?\n$/.test(text.slice(0, at));
  return insertLines(text, at, [...(spaced ? [''] : []), `${' '.repeat(indent)}sources:`, ...itemLines(item, indent + 2)]);
}
