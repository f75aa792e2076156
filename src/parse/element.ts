/**
 * What both XML readers make of a document: a small tree with one way to name things, so that one set of adapters
 * reads every dialect.
 */
export interface Element {
  /** Canonical, lower-case: see {@link canonicalName}. */
  readonly name: string;
  /** Names in lower case and without known prefixes' case, values decoded. */
  readonly attributes: Readonly<Record<string, string>>;
  /** Its own text, decoded; '' where there is none. */
  readonly text: string;
  /** Its inner HTML, where it holds elements and not only text. */
  readonly markup?: string;
  /** By name, each in the order of the document. */
  readonly children?: ReadonlyMap<string, readonly Element[]>;
  /** `xml:base` in scope (W3C XML Base), absolute. */
  readonly base?: string;
  /** `xml:lang` in scope (XML 1.0 §2.12). */
  readonly language?: string;
}

/** A feed in XML, before it is known what its elements mean. */
export interface XmlFeed {
  /** Local name of the root in lower case: `rss`, `rdf`, `feed`, `entry` or `channel`. */
  readonly root: string;
  /** All that belongs to the feed itself, from root and channel alike, in the order of the document. */
  readonly head: Element;
  readonly items: readonly Element[];
  readonly notes: readonly string[];
}

const NONE: readonly Element[] = [];

/** The first child that bears one of the names; earlier names go first. */
export function first(parent: Element, ...names: readonly string[]): Element | undefined {
  for (const name of names) {
    const found = parent.children?.get(name)?.[0];
    if (found !== undefined) return found;
  }
  return undefined;
}

/** All children that bear one of the names, in the order of the names, then of the document. */
export function all(parent: Element, ...names: readonly string[]): readonly Element[] {
  const { children } = parent;
  if (children === undefined) return NONE;
  let found = NONE;
  for (const name of names) {
    const namesakes = children.get(name);
    if (namesakes !== undefined) found = found === NONE ? namesakes : [...found, ...namesakes];
  }
  return found;
}

/** Whether any child bears one of the names: most items have none of most things. */
export function hasAny(parent: Element, names: readonly string[]): boolean {
  return names.some((name) => parent.children?.has(name) === true);
}

/** The first child of these names that says anything, as a trimmed line. */
export function textOf(parent: Element, ...names: readonly string[]): string | undefined {
  for (const name of names) {
    for (const { text } of parent.children?.get(name) ?? NONE) if (text.trim() !== '') return text.trim();
  }
  return undefined;
}

/** An attribute that says anything, trimmed. */
export function attribute(element: Element, name: string): string | undefined {
  const value = element.attributes[name]?.trim();
  return value === '' ? undefined : value;
}

/** What a link leads to (RFC 4287 §4.2.7.2): none said is `alternate`, and the registry's address before a name is part of it. */
export function relation(link: Element): string {
  return (attribute(link, 'rel') ?? 'alternate').toLowerCase().replace(/^https?:\/\/www\.iana\.org\/assignments\/relation\//, '');
}
