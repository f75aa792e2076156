import { escapeHtml } from './references.js';
import { nestedBase } from './address.js';

/** HTML's void elements: they have no end tag, and all others must have one (HTML §13.1.2). */
const VOID: ReadonlySet<string> = new Set([
  'area', 'base', 'br', 'col', 'embed', 'hr', 'img', 'input', 'link', 'meta', 'source', 'track', 'wbr',
]);
const ADDRESSES: ReadonlySet<string> = new Set(['href', 'src', 'poster', 'cite', 'longdesc', 'data']);

/** The start tag of an XHTML element in HTML: no prefix, no namespaces. Attribute values come and go with references. */
export function startTag(name: string, attributes: Readonly<Record<string, string>>, base: string | undefined): string {
  let tag = `<${local(name)}`;
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith('xmlns') || key === 'xml:base' || key === 'xml:space' || /[\s"'<>/=]/.test(key)) continue;
    const written = base !== undefined && ADDRESSES.has(key) ? (nestedBase(value, base) ?? value) : value;
    tag += ` ${key === 'xml:lang' ? 'lang' : key}="${written.replaceAll('"', '&quot;')}"`;
  }
  return VOID.has(local(name)) ? `${tag} />` : `${tag}>`;
}

export function endTag(name: string): string {
  return VOID.has(local(name)) ? '' : `</${local(name)}>`;
}

/** Text from a CDATA section, as HTML. */
export const cdata = escapeHtml;

function local(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
