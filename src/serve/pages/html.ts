/** Markup that is safe to stand in a page as it is; made only by {@link html}. */
class Html {
  constructor(readonly markup: string) {}
}
export type { Html };

type Part = string | number | Html | undefined | false | readonly Part[];

/**
 * Markup from a template: text is escaped, for elements and quoted attributes alike, {@link Html} stands as it is,
 * lists stand one after the other, `undefined` and `false` as nothing. An attribute's value must be quoted.
 */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  let markup = strings[0] ?? '';
  parts.forEach((part, at) => (markup += render(part) + (strings[at + 1] ?? '')));
  return new Html(markup);
}

function render(part: Part): string {
  if (typeof part === 'string') return escape(part);
  if (part instanceof Html) return part.markup;
  if (part === undefined || part === false) return '';
  return typeof part === 'number' ? String(part) : part.map(render).join('');
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const special = /[&<>"'\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]/;
const specials = new RegExp(special, 'g');

/** Control characters, which no HTML document may hold, become U+FFFD, so that hostile text shows as what it is. */
function escape(text: string): string {
  return special.test(text) ? text.replace(specials, (character) => entities[character] ?? '\ufffd') : text;
}

/** A stranger's address, for `href`: absolute http(s); anything else (`javascript:` in all its disguises) is absent. */
export function safeHref(address: string | undefined): string | undefined {
  if (address === undefined) return undefined;
  const scheme = URL.canParse(address) ? new URL(address).protocol : '';
  return /^https?:$/.test(scheme) ? address : undefined;
}
