import { legible, line } from './text.js';

/** Attributes in the order they are written; what is undefined is left out. */
export type Attributes = Readonly<Record<string, string | number | undefined>>;

const REFERENCES: Readonly<Record<string, string>> = {
  '&': '&#x26;',
  '<': '&#x3C;',
  '>': '&#x3E;',
  '"': '&#x22;',
};

/**
 * Plain text as character data or attribute value, on one line.
 *
 * Hexadecimal references, because the RSS Advisory Board's profile (element `title`) found that readers
 * which decode twice and readers which decode once both show them; U+FFFD becomes a question mark, for the
 * W3C validator takes it for a broken encoding of ours.
 */
export function escaped(text: string): string {
  return line(text).replaceAll('\uFFFD', '?').replace(/[&<>"]/g, (character) => REFERENCES[character] ?? '');
}

/** One element; `content` is XML already, without it the element is empty. */
export function element(name: string, attributes: Attributes, ...content: readonly string[]): string {
  const inner = content.join('');
  const start = `<${name}${attributeList(attributes)}`;
  return inner === '' ? `${start}/>` : `${start}>${inner}</${name}>`;
}

/** Attributes with a space before each, as they stand in a start tag. */
export function attributeList(attributes: Attributes): string {
  return Object.entries(attributes)
    .map(([name, value]) => (value === undefined ? '' : ` ${name}="${escaped(String(value))}"`))
    .join('');
}

/** An element whose text is HTML, to the letter (RFC 4287 §3.1.1.2; RSS `description` and `content:encoded`). */
export function htmlElement(name: string, attributes: Attributes, html: string): string {
  const text = legible(html).replaceAll('\uFFFD', '&#xFFFD;').replaceAll(']]>', ']]]]><![CDATA[>');
  return element(name, attributes, `<![CDATA[${text}]]>`);
}
