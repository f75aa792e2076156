/** Markup that is safe to stand in a page as it is; made only by {@link html}. */
export class Html {
  constructor(readonly markup: string) {}
  toString(): string {
    return this.markup;
  }
}

type Part = string | number | Html | undefined | false | readonly Part[];

/**
 * Markup from a template: text is escaped, for elements and quoted attributes alike, {@link Html} stands as it is,
 * lists stand one after the other, `undefined` and `false` as nothing. An attribute's value must be quoted.
 */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return new Html(strings.reduce((markup, text, at) => markup + render(parts[at - 1]) + text));
}

function render(part: Part): string {
  if (part instanceof Html) return part.markup;
  if (part === undefined || part === false) return '';
  if (typeof part === 'object') return part.map(render).join('');
  return escape(String(part));
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Control characters, which no HTML document may hold, become U+FFFD, so that hostile text shows as what it is. */
function escape(text: string): string {
  return text
    .replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]/g, '\ufffd')
    .replace(/[&<>"']/g, (character) => entities[character] ?? '');
}

/** An address for `href`: http(s) or our own path; anything else (`javascript:` in all its disguises) is absent. */
export function safeHref(address: string | undefined): string | undefined {
  if (address === undefined) return undefined;
  const parsed = URL.canParse(address) ? new URL(address).protocol : undefined;
  return parsed === 'http:' || parsed === 'https:' ? address : undefined;
}
