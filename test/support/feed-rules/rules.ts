import { attribute, childrenOf, type Node } from './tree.js';
import { badCharacters, badHtml, badLanguage, blank, looksLikeHtml } from './values.js';

type Check = (value: string) => string | undefined;

/** How often an element may stand in its parent, and what its text and attributes must be. */
export interface Rule {
  readonly times?: 'one' | 'optional' | 'any';
  readonly text?: readonly Check[] | 'none';
  /** Attribute names with their checks; `!` after the name: it must be there. */
  readonly attributes?: Readonly<Record<string, Check>>;
  readonly children?: Rules;
}
export type Rules = Readonly<Record<string, Rule>>;

/** Everything in which an element breaks its rule, with where it stands. */
export function breaches(node: Node, rule: Rule, path = node.name): string[] {
  return [...textBreaches(node, rule, path), ...attributeBreaches(node, rule, path), ...childBreaches(node, rule, path)];
}

function textBreaches(node: Node, { text, children }: Rule, path: string): string[] {
  const checks = text === 'none' || (text === undefined && children !== undefined) ? [mustBeEmpty] : (text ?? []);
  return [badCharacters, ...checks].flatMap((check) => told(path, check(node.text.trim())));
}

function attributeBreaches(node: Node, { attributes = {} }: Rule, path: string): string[] {
  const known = new Map(Object.entries({ 'xml:lang': badLanguage, ...attributes }).map(([name, check]) => [name.replace('!', ''), check]));
  const missing = Object.keys(attributes)
    .filter((name) => name.endsWith('!') && !node.attributes.has(name.slice(0, -1)))
    .map((name) => `${path} lacks ${name.slice(0, -1)}`);
  return missing.concat(
    [...node.attributes].flatMap(([name, value]) => {
      const check = known.get(name);
      return check === undefined ? [`${path} has an unknown attribute ${name}`] : told(`${path}/@${name}`, badCharacters(value) ?? check(value));
    }),
  );
}

function childBreaches(node: Node, { children = {} }: Rule, path: string): string[] {
  const counts = Object.entries(children).flatMap(([name, { times = 'any' }]) => {
    const found = childrenOf(node, name).length;
    if (found > 1 && times !== 'any') return [`${path} has ${found} ${name}`];
    return found === 0 && times === 'one' ? [`${path} lacks ${name}`] : [];
  });
  const inner = node.children.flatMap((child) => {
    const rule = children[child.name];
    return rule === undefined ? [`${path} has an unknown element ${child.name}`] : breaches(child, rule, `${path}/${child.name}`);
  });
  return counts.concat(inner);
}

function told(path: string, wrong: string | undefined): string[] {
  return wrong === undefined ? [] : [`${path} ${wrong}`];
}

function mustBeEmpty(text: string): string | undefined {
  return text === '' ? undefined : `holds text: ${text.slice(0, 40)}`;
}

/** Plain text that a reader may take for HTML: no end tag in it, and its references written as the RSS profile has it. */
export function plainTextBreaches(node: Node): string[] {
  const wrong = looksLikeHtml(node.text);
  if (wrong !== undefined) return [`${node.name} ${wrong}`];
  const doubtful = /&(?:#|(?:amp|lt|gt|quot|apos|nbsp|copy)\b)|<[/a-z]/i.test(node.text) && !node.source.includes('&#x');
  return doubtful ? [`${node.name} holds what looks like HTML and is not marked as text: ${node.text.slice(0, 60)}`] : [];
}

/** An Atom text construct (RFC 4287 §3.1) by its type. */
export function textConstructBreaches(node: Node): string[] {
  const type = attribute(node, 'type') ?? 'text';
  const empty = told(node.name, blank(node.text));
  if (type === 'html') return [...empty, ...told(node.name, badHtml(node.text))];
  return type === 'text' ? [...empty, ...plainTextBreaches(node)] : [`${node.name} is of type ${type}`];
}

export function repeated(values: readonly (string | undefined)[], what: string): string[] {
  const seen = new Set<string | undefined>();
  return values.flatMap((value) => {
    if (seen.has(value)) return [`${what} stands twice: ${value ?? ''}`];
    seen.add(value);
    return [];
  });
}

export const anything: Check = () => undefined;

export function oneOf(...allowed: readonly string[]): Check {
  return (value) => (allowed.includes(value) ? undefined : `is none of ${allowed.join(', ')}: ${value}`);
}
