import type { Person } from '../model.js';
import { absolute, isWeb } from './address.js';
import { all, attribute, hasAny, textOf, type Element } from './element.js';
import { plainLine } from './plain.js';
import { present } from './present.js';

const EMAIL = /[^\s<>()[\],;:"]{1,64}@[^\s<>()[\],;:"@]{1,255}/;
const LONGEST = 500;

/**
 * A person as RSS writes one: `name`, `address (name)`, `name (address)` or `name <address>` (RSS 2.0, `author`;
 * RFC 5322 §3.4).
 */
export function personOf(written: string): Person | undefined {
  if (written.length > LONGEST) return undefined;
  const email = EMAIL.exec(written)?.[0].replace(/^mailto:/i, '').replace(/\.$/, '');
  // Markup is looked for without the address, for `<me@example.org>` would be taken for a tag.
  const rest = email === undefined ? written : written.replace(EMAIL, ' ').replace(/mailto:/gi, ' ').replace(/<\s*>|\(\s*\)|\[\s*\]/g, ' ');
  const line = plainLine(rest)?.replace(/^[\s,;:"-]+|[\s,;:"-]+$/g, '') ?? '';
  const name = email !== undefined && /^\(.*\)$/.test(line) ? line.slice(1, -1).trim() : line;
  if (name === '' && email === undefined) return undefined;
  return present({ name: name === '' ? undefined : name, email });
}

/** A person of Atom (RFC 4287 §3.2; `url` in Atom 0.3, `homepage` in its drafts), or of RSS. */
function personIn(element: Element, base: string): Person | undefined {
  const name = textOf(element, 'atom:name', 'name');
  const email = textOf(element, 'atom:email', 'email');
  const uri = textOf(element, 'atom:uri', 'atom:url', 'atom:homepage', 'uri', 'url', 'homepage') ?? attribute(element, 'uri');
  if (name === undefined && email === undefined && uri === undefined) return personOf(element.text);
  const written = name === undefined ? undefined : personOf(name);
  const page = absolute(uri, element.base ?? base);
  return present({ name: written?.name, uri: page !== undefined && isWeb(page) ? page : undefined, email: email ?? written?.email });
}

/** The people of the first kind of element that names any, by name rather than by address alone. */
export function peopleOf(parent: Element, base: string, ...names: readonly string[]): readonly Person[] {
  if (!hasAny(parent, names)) return [];
  const kinds = names.map((name) => all(parent, name).flatMap((element) => personIn(element, base) ?? []));
  return kinds.find((people) => people.some(({ name }) => name !== undefined)) ?? kinds.find((people) => people.length > 0) ?? [];
}
