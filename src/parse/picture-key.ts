import { decodeHTMLAttribute } from 'entities';
import { absolute } from './address.js';

/** A query that only says how large a picture is wanted. */
const SIZES: ReadonlySet<string> = new Set(['w', 'width', 'h', 'height', 'q', 'quality', 'dpr', 'fit']);
/** The path of a program that makes pictures (`/image`, `image.php`): which one it makes, its query says. */
const PROGRAM = /\/(?:[a-z_-]*|[\w-]+\.(?:php\d?|aspx?|ashx|axd|cgi|jsp|do))$/i;
/** As WordPress names the sizes of a picture: `pier-1024x683.jpg`. */
const SIZED = /-\d{2,4}x\d{2,4}(?=\.\w+$)/;
/** A picture's address, as proxies take it in their query: with a scheme, `//`, `ssl:` or none. */
const CARRIED = /^[^?#\s]*\/[^?#\s]*\.(?:jpe?g|png|gif|webp|avif|bmp)(?:[?#]|$)/i;
/** Photon, the proxy of WordPress.com: the picture's address is its path. */
const PHOTON = /^i\d\.wp\.com$/;

/**
 * What sizes of one picture have in common: its address without scheme and query, whatever proxy it goes through.
 *
 * @param address absolute
 */
export function pictureKey(address: string): string {
  if (!URL.canParse(address)) return address;
  const { host, pathname, searchParams } = behindProxy(new URL(address));
  const path = pathname.replace(SIZED, '');
  if (!PROGRAM.test(path)) return host + path;
  const telling = [...searchParams].filter(([name]) => !SIZES.has(name.toLowerCase()));
  return `${host}${path}?${new URLSearchParams(telling).toString()}`;
}

function behindProxy(url: URL): URL {
  if (PHOTON.test(url.hostname)) return resolved(`https:/${url.pathname}`, url);
  const carried = [...url.searchParams.values()].find((value) => CARRIED.test(value));
  if (carried === undefined) return url;
  return resolved(/^(?:https?:)?\//i.test(carried) ? carried : `https://${carried.replace(/^ssl:\/{0,2}/i, '')}`, url);
}

function resolved(address: string, base: URL): URL {
  return URL.canParse(address, base.href) ? new URL(address, base) : base;
}

const TAG = /<[a-z][^<>]*>/gi;
const ATTRIBUTE = /\s([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/g;

/** The {@link pictureKey} of all that a text shows or links, in whatever attribute: many pictures are loaded later. */
export function keysIn(html: string, base: string): ReadonlySet<string> {
  const keys = new Set<string>();
  for (const [tag] of html.matchAll(TAG)) {
    for (const [, name = '', double, single, bare] of tag.matchAll(ATTRIBUTE)) {
      const value = decodeHTMLAttribute(double ?? single ?? bare ?? '');
      for (const written of name.toLowerCase().endsWith('srcset') ? value.split(/,?\s+/) : [value]) {
        const address = /[./]/.test(written) ? absolute(written, base) : undefined;
        if (address !== undefined) keys.add(pictureKey(address));
      }
    }
  }
  return keys;
}
