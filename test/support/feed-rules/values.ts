/** What the formats and the W3C's feed validator ask of single values. Each check gives what is wrong, or nothing. */
import { parseFragment, type DefaultTreeAdapterTypes } from 'parse5';

const URI = /^[a-z][a-z0-9+.-]*:(?:\/\/)?(?:\[[0-9a-f:.]+\])?(?:[\w;/?:@&=+$.~*'()!,#-]|%[0-9a-f]{2})+$/i;
const RFC3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/;
const RFC822 = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d\d:\d\d:\d\d GMT$/;
const MEDIA_TYPE = /^[^\s()<>,;:\\"/[\]?=]+\/[^\s()<>,;:\\"/[\]?=]+(?:\s*;\s*[^\s=]+=(?:"[^"]*"|[^\s"]+))*$/;
const FRAME_TAGS = new Set('applet base basefont body embed frame frameset head html link meta object param script style title'.split(' '));

export function badUri(value: string): string | undefined {
  if (!URI.test(value) || (value.match(/#/g) ?? []).length > 1) return `is no absolute URI: ${value}`;
  return /^(?:javascript|data|vbscript|file|about):/i.test(value) ? `has a scheme no feed should hold: ${value}` : undefined;
}

export function badHttpUri(value: string): string | undefined {
  return /^https?:\/\/[^/]/i.test(value) ? badUri(value) : `is no http address: ${value}`;
}

export function badRfc3339(value: string): string | undefined {
  return RFC3339.test(value) && !Number.isNaN(Date.parse(value)) ? implausible(value) : `is no RFC 3339 date: ${value}`;
}

export function badRfc822(value: string): string | undefined {
  return RFC822.test(value) && new Date(value).toUTCString() === value ? implausible(value) : `is no RFC 822 date: ${value}`;
}

function implausible(value: string): string | undefined {
  return Date.parse(value) < Date.UTC(1990, 0, 1) ? `is a date that cannot be right: ${value}` : undefined;
}

export function badLanguage(value: string): string | undefined {
  return /^[a-z]{2,3}(?:-[a-z0-9]{1,8})*$/i.test(value) ? undefined : `is no language tag: ${value}`;
}

export function badMediaType(value: string): string | undefined {
  return MEDIA_TYPE.test(value) ? undefined : `is no media type: ${value}`;
}

export function badCount(value: string): string | undefined {
  return /^\d+$/.test(value) ? undefined : `is no whole number: ${value}`;
}

export function badEmail(value: string): string | undefined {
  return /^[\w.%+'-]+@(?:[a-z0-9-]+\.)+[a-z0-9-]+$/i.test(value) ? undefined : `is no e-mail address: ${value}`;
}

export function blank(value: string): string | undefined {
  return value.trim() === '' ? 'is blank' : undefined;
}

/** Characters that XML forbids or that the validator takes for a broken encoding. */
export function badCharacters(value: string): string | undefined {
  const found = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufdd0-\ufdef\ufffd-\uffff]|\p{Surrogate}/u.exec(value)?.[0];
  return found === undefined ? undefined : `holds U+${(found.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`;
}

/** A plain text that shows an HTML end tag where readers may take it for HTML. */
export function looksLikeHtml(value: string): string | undefined {
  const tag = /<\/(?:a|b|br|code|div|em|h[1-6]|i|img|li|p|script|span|strong|style|table|title|u|ul)>/i.exec(value)?.[0];
  return tag === undefined ? undefined : `is plain text and holds ${tag}`;
}

/** An HTML body: nothing that frames a page, nothing that runs, no relative link or picture. */
export function badHtml(html: string): string | undefined {
  const open: DefaultTreeAdapterTypes.ChildNode[] = [...parseFragment(html).childNodes];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (!('tagName' in node)) continue;
    if (FRAME_TAGS.has(node.tagName)) return `holds <${node.tagName}>`;
    for (const { name, value } of node.attrs) {
      if (name.startsWith('on') || name === 'srcdoc') return `holds the attribute ${name}`;
      if ((name === 'href' || name === 'src') && !/^(?:[a-z][a-z0-9+.-]*:|#)/i.test(value.trim())) return `refers to ${value} relatively`;
      if (/^\s*(?:javascript|vbscript):/i.test(value)) return `holds ${value}`;
    }
    open.push(...node.childNodes);
  }
  return undefined;
}
