/** From whatever address stands in an article to the picture's own. */

import { parseAddress } from '../address.js';
import { isWeservOption, readProxied } from './proxies.js';

export interface OwnAddress {
  /** Absolute http(s) address, without a fragment where it came out of a proxy. */
  readonly address: string;
  /** It came out of a proxy that was given no scheme. */
  readonly schemeless: boolean;
  /** Options for weserv, as written and in their order, where the outermost proxy is that. */
  readonly options?: readonly string[];
}

/** What there is to show: a picture; nothing (the proxy was given something that is none); or an address nobody can read. */
export type Unwrapped = { readonly kind: 'picture'; readonly own: OwnAddress } | { readonly kind: 'nothing' } | { readonly kind: 'broken' };

/** Proxies inside proxies; a longer chain is somebody's joke and stays as it stood. */
const MOST_NESTED = 16;

/**
 * The picture's own address behind any number of proxies (FEEDX.md's "Image proxy addresses" put into words:
 * schemes as they are, `ssl:HOST` and `//HOST` are https, none is http; own query parameters put back).
 */
export function unwrap(address: string): Unwrapped {
  let current = address.trim();
  let schemeless = false;
  let options: string[] | undefined;
  for (let depth = 0; depth < MOST_NESTED; depth += 1) {
    const found = readProxied(current);
    if (!found) {
      const own = depth === 0 ? current : withoutFragment(current);
      return { kind: 'picture', own: { address: own, schemeless, ...(options && { options }) } };
    }
    if (!found.proxied) return { kind: 'broken' };
    if (found.proxy.name === 'weserv' && (depth === 0 || options)) {
      const names = new Set(options?.map(nameOf));
      options = [...(options ?? []), ...found.query.filter(({ name, raw }) => isWeservOption(name) && !names.has(nameOf(raw))).map(({ raw }) => raw)];
    }
    const target = readTarget(found.proxied.target, found.proxied.secure) ?? readTarget(found.proxied.fallback ?? '', false);
    if (target === undefined) return { kind: 'nothing' };
    if (target === 'broken') return { kind: 'broken' };
    current = target.address;
    schemeless = target.schemeless;
  }
  return { kind: 'broken' };
}

type Target = { readonly address: string; readonly schemeless: boolean } | 'broken' | undefined;

/** `undefined` where it is empty or of a scheme that no picture has. */
function readTarget(target: string, secure = false): Target {
  const text = target.trim();
  if (text === '') return undefined;
  if (/^https?:/i.test(text)) return read(text.replace(/^(https?):[/\\]*/i, '$1://'), false);
  if (/^ssl:/i.test(text)) return read(`https://${text.slice(4).replace(/^\/+/, '')}`, false);
  if (text.startsWith('//')) return read(`https:${text}`, false);
  if (/^[a-z][a-z0-9+.-]*:(?!\d+(?:[/?#]|$))/i.test(text)) return undefined;
  return read(`${secure ? 'https' : 'http'}://${text.replace(/^\/+/, '')}`, !secure);
}

function read(address: string, schemeless: boolean): Target {
  const url = parseAddress(address);
  return url ? { address: url.href, schemeless } : 'broken';
}

const nameOf = (raw: string): string => raw.split('=', 1)[0]?.toLowerCase() ?? '';

const withoutFragment = (address: string): string => address.split('#', 1)[0] ?? address;
