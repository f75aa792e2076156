import { nestedBase } from './address.js';
import { declare, prefixOf, type Scope } from './names.js';

/** What an element inherits from those around it: namespaces, `xml:base`, `xml:lang`. */
export interface Place {
  readonly scope: Scope;
  readonly base?: string;
  readonly language?: string;
}

export const OUTSIDE: Place = { scope: new Map() };

/** The place inside an element with these attributes; `url` is what the outermost `xml:base` is relative to. */
export function enter(outer: Place, attributes: Readonly<Record<string, string>>, url: string): Place {
  const scope = declare(outer.scope, attributes);
  const base = nestedBase(attributes['xml:base'], outer.base ?? url) ?? outer.base;
  const language = attributes['xml:lang'] === undefined ? outer.language : languageTag(attributes['xml:lang']);
  if (scope === outer.scope && base === outer.base && language === outer.language) return outer;
  return { scope, ...scoped(base, language) };
}

/** Base and language as an element carries them. */
export function scoped(base: string | undefined, language: string | undefined): { readonly base?: string; readonly language?: string } {
  return { ...(base !== undefined && { base }), ...(language !== undefined && { language }) };
}

/**
 * BCP 47 says hyphen where many publishers write an underscore, and has a case for each part (RFC 5646 §2.1.1): `en-US`,
 * `zh-Hant-TW`. An empty one says that none is known.
 */
export function languageTag(written: string): string | undefined {
  const tag = written.trim().replaceAll('_', '-').toLowerCase();
  if (!/^[a-z]{1,8}(?:-[a-z0-9]{1,8}){0,6}$/.test(tag)) return undefined;
  const parts = tag.split('-');
  const extension = parts.findIndex(({ length }) => length === 1);
  return parts.map((part, index) => (index === 0 || (extension !== -1 && index > extension) ? part : cased(part))).join('-');
}

/** A region in capitals, a script with one. */
function cased(part: string): string {
  return part.length === 2 ? part.toUpperCase() : part.length === 4 ? part.charAt(0).toUpperCase() + part.slice(1) : part;
}

/** Attributes under their customary prefixes, values as they are: `r:about` is `rdf:about` where `r` is RDF. */
export function canonicalAttributes(attributes: Readonly<Record<string, string>>, scope: Scope): Readonly<Record<string, string>> {
  let renamed: Record<string, string> | undefined;
  for (const name in attributes) {
    const colon = name.indexOf(':');
    if (colon <= 0 || name.startsWith('xml')) continue;
    const prefix = prefixOf(scope.get(name.slice(0, colon)) ?? '');
    if (prefix === undefined || prefix === '' || name.startsWith(`${prefix}:`)) continue;
    renamed ??= { ...attributes };
    renamed[prefix + name.slice(colon)] ??= attributes[name] ?? '';
  }
  return renamed ?? attributes;
}
