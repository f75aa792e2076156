/** Schemes that may stand in a link of ours; `javascript:`, `data:` and `file:` may not. */
const LINKABLE = /^(?:https?|ftps?|gopher|gemini|magnet|mailto|news|nntp|geo|tel|irc|xmpp|rtsp|mms):/i;
const ABSOLUTE = /^[a-z][a-z0-9+.-]*:/i;
const WHITESPACE = /[\t\n\f\r]/g;

/** A http(s) address, as URL knows it. */
export function isWeb(address: string): boolean {
  return /^https?:\/\//i.test(address) && URL.canParse(address);
}

/**
 * An address made absolute (RFC 3986 §5). One that is absolute already stays as it was written, but for line breaks
 * and outer blanks, for an address is also a key: it is nobody's to normalise here.
 *
 * @returns undefined for what is no address, or none that a reader could follow
 */
export function absolute(written: string | undefined, base: string): string | undefined {
  const address = written?.replace(WHITESPACE, '').trim() ?? '';
  if (address === '' || address.length > 8_192) return undefined;
  if (ABSOLUTE.test(address)) return LINKABLE.test(address) && URL.canParse(address) ? spaceless(address) : undefined;
  if (/^www\.[\w-]+\./i.test(address)) return absolute(`https://${address}`, base);
  if (address.startsWith('//') && !isWeb(base)) return absolute(`https:${address}`, base);
  if (!URL.canParse(address, base)) return undefined;
  const { href } = new URL(address, base);
  return LINKABLE.test(href) ? href : undefined;
}

/** `xml:base` may be relative itself (XML Base §4.2); one that cannot be a base changes nothing. */
export function nestedBase(written: string | undefined, base: string): string | undefined {
  const address = written?.trim() ?? '';
  if (address === '' || !URL.canParse(address, base)) return undefined;
  const { href, protocol } = new URL(address, base);
  return /^(?:https?|ftps?|file):$/.test(protocol) ? href : undefined;
}

/** Whether anything can be relative to an address: nothing can to `mailto:` or `magnet:`. */
export function isBase(address: string): boolean {
  return isWeb(address) || URL.canParse('.', address);
}

function spaceless(address: string): string {
  return address.includes(' ') ? address.replaceAll(' ', '%20') : address;
}
