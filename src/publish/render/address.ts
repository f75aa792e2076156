const SCHEMES = new Set(['http:', 'https:', 'ftp:', 'mailto:', 'tel:']);
const URI = /^(?:(?:https?|ftp):\/\/(?![/?#])|mailto:|tel:)(?:[\w.~:/?@!$&'()*+,;=#-]|%[0-9a-f]{2})*$/i;
const NOT_IN_URI = /[^\w.~:/?@!$&'()*+,;=#%-]/gu;
const LONE_PERCENT = /%(?![0-9a-f]{2})/gi;

/**
 * An address that a feed may show: absolute, of a scheme that readers open, and a URI to the letter of
 * RFC 3986. One that is all this stays as it is, letter for letter; else what browsers forgive (spaces, `|`,
 * `[`, other scripts, a lone `%`, a second `#`) is encoded as a browser would or stricter.
 *
 * @returns undefined for relative addresses, `javascript:` and the like, and what is no address at all
 */
export function absolute(text: string | undefined): string | undefined {
  if (text === undefined || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  if (!SCHEMES.has(url.protocol)) return undefined;
  return isUri(text) ? text : isUri(url.href) ? url.href : strict(url);
}

function isUri(text: string): boolean {
  return URI.test(text) && text.indexOf('#') === text.lastIndexOf('#');
}

/** As {@link absolute}, for what is fetched and not only opened: http and https alone. */
export function absoluteHttp(text: string | undefined): string | undefined {
  const address = absolute(text);
  return address !== undefined && /^https?:/i.test(address) ? address : undefined;
}

function strict(url: URL): string {
  const afterHost = url.host === '' ? 0 : url.href.indexOf(url.host, url.protocol.length) + url.host.length;
  // The brackets of an IPv6 host are the one place where brackets belong.
  const host = url.href.slice(0, afterHost);
  const rest = url.href
    .slice(afterHost)
    .replace(NOT_IN_URI, (character) => encodeURIComponent(character))
    .replace(LONE_PERCENT, '%25');
  const hash = rest.indexOf('#');
  return hash < 0 ? host + rest : host + rest.slice(0, hash + 1) + rest.slice(hash + 1).replaceAll('#', '%23');
}
