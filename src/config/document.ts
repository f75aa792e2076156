import { isAlias, isMap, isNode, isScalar, isSeq, LineCounter, parseDocument, visit, type Document, type Node, type Pair } from 'yaml';
import { inFileOrder, type Mistake, type Path } from './mistake.js';
import { aliasMistake, duplicateKey, syntaxMistake } from './syntax.js';

export interface Place {
  readonly line: number;
  readonly column: number;
}

/** The file as plain values, and where each of them stands. */
export interface YamlDocument {
  /** Whether the syntax is too broken to judge what it says. */
  readonly broken: boolean;
  /** Maps, lists and scalars; keys without a value are left out. */
  readonly content: unknown;
  readonly mistakes: readonly Mistake[];
  readonly warnings: readonly Mistake[];
  /** Where the value at `path` begins; for what is not there, the nearest thing around it that is. */
  placeOf(path: Path): Place;
  /** Where the key at the end of `path` begins. */
  placeOfKey(path: Path): Place;
}

export function readYaml(text: string, file: string): YamlDocument {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, merge: true, logLevel: 'error' });
  const at = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const found = firstOfEachLine(inFileOrder([
    ...document.errors.map((error) => ({ file, ...at(error.pos[0]), message: syntaxMistake(error.code, error.message, text.slice(error.pos[0])) })),
    ...loose(document).map(({ node, message }) => ({ file, ...at(startOf(node)), message })),
  ]));
  const plain = found.every(({ message }) => message === duplicateKey) ? plainValues(document) : undefined;
  // Where one line breaks the document, what yaml says of those after it is an echo.
  const mistakes = plain === undefined ? found.slice(0, 1) : found;
  if (plain === 'endless') mistakes.push({ file, line: 1, column: 1, message: 'has aliases of aliases that grow without end: write the values out' });
  return {
    broken: plain === undefined || plain === 'endless',
    content: plain === undefined || plain === 'endless' ? undefined : withoutEmptyKeys(plain.values),
    mistakes,
    warnings: document.warnings.map((warning) => ({ file, ...at(warning.pos[0]), message: `${warning.message}: the tag is ignored` })),
    placeOf: (path) => at(startOf(descend(document, path).node)),
    placeOfKey: (path) => {
      const { node, key } = descend(document, path);
      return at(startOf(key ?? node));
    },
  };
}

/** One broken line gives many errors; the first says what is wrong. */
function firstOfEachLine(mistakes: readonly Mistake[]): Mistake[] {
  return mistakes.filter((mistake, place) => mistakes.findIndex((other) => other.line === mistake.line) === place);
}

/** References to nothing, and merges of what is no map: yaml would throw on them. */
function loose(document: Document.Parsed): { readonly node: Node; readonly message: string }[] {
  const found: { readonly node: Node; readonly message: string }[] = [];
  const isMergeable = (value: unknown): boolean => isMap(isAlias(value) ? value.resolve(document) : value);
  visit(document, {
    Alias: (_, node) => {
      if (node.resolve(document) === undefined) found.push({ node, message: aliasMistake(node.source) });
    },
    Pair: (_, { key, value }) => {
      if (!isScalar(key) || key.source !== '<<') return;
      const target = isAlias(value) ? value.resolve(document) : value;
      const merged = isSeq(target) ? target.items : [target];
      if (!merged.every(isMergeable)) found.push({ node: isNode(value) ? value : key, message: 'only maps can be merged: write << and a reference to one, such as <<: *common' });
    },
  });
  return found;
}

/** yaml throws on what expands without bound (its own limit of a hundred aliases of one anchor). */
function plainValues(document: Document.Parsed): { readonly values: unknown } | 'endless' {
  try {
    return { values: document.toJS() };
  } catch (error) {
    if (error instanceof ReferenceError) return 'endless';
    throw error;
  }
}

/** `title:` with nothing behind it says nothing, so that a block whose lines are all commented out is no mistake. */
function withoutEmptyKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutEmptyKeys);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).filter(([, inner]) => inner !== null).map(([key, inner]) => [key, withoutEmptyKeys(inner)]));
}

function startOf(node: { readonly range?: readonly number[] | null | undefined } | undefined): number {
  return node?.range?.[0] ?? 0;
}

function descend(document: Document.Parsed, path: Path): { node: Node | undefined; key?: Node } {
  let node: Node | undefined = document.contents ?? undefined;
  let key: Node | undefined;
  for (const step of path) {
    const container: Node | undefined = isAlias(node) ? node.resolve(document) : node;
    if (isSeq(container)) {
      const item = container.items[Number(step)];
      if (!isNode(item)) break;
      node = item;
      key = undefined;
      continue;
    }
    const pair = pairIn(document, container, String(step));
    if (pair === undefined) break;
    key = isNode(pair.key) ? pair.key : undefined;
    const empty = isScalar(pair.value) && pair.value.value === null;
    node = isNode(pair.value) && !empty ? pair.value : key;
  }
  return key === undefined ? { node } : { node, key };
}

/** The pair of a key, looked for in merged maps (`<<: *anchor`) too. */
function pairIn(document: Document.Parsed, container: Node | undefined, name: string): Pair | undefined {
  const map = isAlias(container) ? container.resolve(document) : container;
  if (isSeq(map)) return map.items.map((item) => pairIn(document, isNode(item) ? item : undefined, name)).find((pair) => pair !== undefined);
  if (!isMap(map)) return undefined;
  // A key that is itself a map or a list has no name, and writing it out can throw.
  const keyOf = ({ key }: Pair): string | undefined => (isScalar(key) ? String(key.value) : isNode(key) ? undefined : String(key));
  const own = map.items.findLast((pair) => keyOf(pair) === name);
  const merged = map.items.find(({ key }) => isScalar(key) && key.source === '<<');
  return own ?? (merged === undefined || !isNode(merged.value) ? undefined : pairIn(document, merged.value, name));
}
