import { SaxesParser } from 'saxes';

/** An element with its name under the prefix that everybody uses for its name space, whatever the document's own. */
export interface Node {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly Node[];
  /** Character data directly inside. */
  readonly text: string;
  /** The document's lines it spans, as they are written. */
  readonly source: string;
}

const PREFIXES: Readonly<Record<string, string>> = {
  '': '',
  'http://www.w3.org/2005/Atom': 'atom:',
  'http://purl.org/rss/1.0/modules/content/': 'content:',
  'http://purl.org/dc/elements/1.1/': 'dc:',
  'http://purl.org/syndication/history/1.0': 'fh:',
  'http://search.yahoo.com/mrss/': 'media:',
  'http://www.w3.org/XML/1998/namespace': 'xml:',
};

interface Growing {
  name: string;
  attributes: Map<string, string>;
  children: Growing[];
  text: string;
  source: string;
  line: number;
}

/** The document as a tree, by a parser that checks well-formedness and name spaces; a string says what is wrong with it. */
export function readXml(xml: string): Node | string {
  const lines = xml.split('\n');
  const stack: Growing[] = [];
  let root: Growing | undefined;
  let wrong: string | undefined;
  const parser = new SaxesParser({ xmlns: true });
  parser.on('error', (error) => {
    wrong ??= `not well-formed: ${error.message}`;
  });
  parser.on('opentag', (tag) => {
    const attributes = Object.values(tag.attributes)
      .filter(({ prefix, name }) => prefix !== 'xmlns' && name !== 'xmlns')
      .map(({ uri, local, value }) => [named(uri, local), value] as const);
    const node = { name: named(tag.uri, tag.local), attributes: new Map(attributes), children: [], text: '', source: '', line: parser.line };
    stack.at(-1)?.children.push(node);
    root ??= node;
    stack.push(node);
  });
  const append = (text: string) => {
    const inner = stack.at(-1);
    if (inner !== undefined) inner.text += text;
  };
  parser.on('text', append);
  parser.on('cdata', append);
  parser.on('closetag', () => {
    const node = stack.pop();
    if (node !== undefined) node.source = lines.slice(node.line - 1, parser.line).join('\n');
  });
  parser.write(xml).close();
  return wrong ?? root ?? 'empty';
}

function named(uri: string, local: string): string {
  return `${PREFIXES[uri] ?? `{${uri}}`}${local}`;
}

export function childrenOf(node: Node, name: string): readonly Node[] {
  return node.children.filter((child) => child.name === name);
}

export function attribute(node: Node, name: string): string | undefined {
  return node.attributes.get(name);
}
