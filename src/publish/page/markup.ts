import { languageTag } from '../render/parts.js';

/** Markup that may stand in a page as it is; made by {@link markup}, of sanitised articles by `articleBody`, and of what a preview adds. */
export class Markup {
  constructor(readonly html: string) {}
}

type Part = string | Markup | undefined | readonly Part[];

/** Markup from a template: texts are escaped, for elements and quoted attributes alike; `undefined` is nothing. */
export function markup(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return new Markup(strings.reduce((html, text, at) => html + render(parts[at - 1]) + text));
}

function render(part: Part): string {
  if (part instanceof Markup) return part.html;
  if (part === undefined) return '';
  return typeof part === 'string' ? escape(part) : part.map(render).join('');
}

const REFERENCES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => REFERENCES[character] ?? '');
}

/** ` lang="…"`, where it is known. */
export function langOf(language: string | undefined): Markup | undefined {
  const tag = languageTag(language);
  return tag === undefined ? undefined : markup` lang="${tag}"`;
}
