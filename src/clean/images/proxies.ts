/** The picture proxies that we know how to look behind: one entry each. */

import { decodeOnce, splitQuery, type Parameter } from './query.js';

export interface Proxied {
  /** The picture's address as the proxy was given it, percent-decoded once: with a scheme, `//`, `ssl:`, or none. */
  readonly target: string;
  /** A picture to show when that one is missing. */
  readonly fallback?: string;
  /** Whether a target without a scheme is https at the origin. */
  readonly secure?: boolean;
}

export interface Proxy {
  readonly name: string;
  /** Whether the address is this proxy's, by host (lower case) and path. */
  readonly owns: (host: string, path: string) => boolean;
  /** What it shows, or `undefined` where it says nothing of a picture. */
  readonly read: (path: string, query: readonly Parameter[]) => Proxied | undefined;
}

/** All that weserv/images takes beside `url` (its API reference, old names included). Any other parameter is the picture's. */
const WESERV_OPTIONS: ReadonlySet<string> = new Set(
  ('w h dpr fit we crop cx cy cw ch precrop a fpx fpy mask mtrim mbg ro flip flop bri mod sat hue con gam sharp sharpf ' +
  'sharpj trim blur filt start stop bg cbg rbg tint q l output il ll af page n loop delay fsol shape strim or t pages ' +
  'width height align level quality lossless default errorredirect filename encoding maxage').split(' '),
);

export const isWeservOption = (name: string): boolean => WESERV_OPTIONS.has(name);

const weserv: Proxy = {
  name: 'weserv',
  owns: (host, path) => /^(?:www\.)?(?:images\.weserv\.nl|wsrv\.nl)$/.test(host) && (path === '' || path === '/'),
  read: (_path, query) => {
    const url = query.find(({ name }) => name === 'url');
    const fallback = query.find(({ name }) => name === 'default');
    if (url === undefined && fallback === undefined) return undefined;
    // Nobody encoded the picture's address, so its own query was cut off at the first `&`.
    const cutOff = query.filter((parameter) => parameter !== url && parameter.name !== '' && !isWeservOption(parameter.name));
    return {
      target: withQuery(decodeOnce(url?.value ?? ''), cutOff.map(({ raw }) => raw)),
      ...(fallback && { fallback: decodeOnce(fallback.value) }),
    };
  },
};

/** Photon, the proxy of WordPress.com and Jetpack: host and path of the picture are its path, `q` is the picture's query. */
const photon: Proxy = {
  name: 'photon',
  owns: (host, path) => /^i[0-9]\.wp\.com$/.test(host) && path.length > 1,
  read: (path, query) => {
    const own = query.find(({ name }) => name === 'q');
    return {
      target: withQuery(path.slice(1), own ? [decodeOnce(own.value)] : []),
      secure: query.some(({ name, value }) => name === 'ssl' && value === '1'),
    };
  },
};

/** A proxy that takes the whole address, properly encoded, in one parameter. */
const byParameter = (name: string, hosts: RegExp, path: RegExp, parameter: string): Proxy => ({
  name,
  owns: (host, actual) => hosts.test(host) && path.test(actual),
  read: (_path, query) => {
    const found = query.find((candidate) => candidate.name === parameter);
    return found && { target: decodeOnce(found.value) };
  },
});

export const PROXIES: readonly Proxy[] = [
  weserv,
  photon,
  byParameter('duckduckgo', /^(?:external-content|images|proxy)\.duckduckgo\.com$/, /^\/iu\/?$/, 'u'),
  byParameter('opensocial', /^images\d*-[a-z-]+-opensocial\.googleusercontent\.com$/, /^\/gadgets\/proxy$/, 'url'),
  byParameter('slack', /^slack-imgs\.com$/, /^\/?$/, 'url'),
];

function withQuery(address: string, parameters: readonly string[]): string {
  if (parameters.length === 0) return address;
  const [plain = '', ...fragment] = address.split('#');
  const joint = !plain.includes('?') ? '?' : plain.endsWith('?') || plain.endsWith('&') ? '' : '&';
  return [plain + joint + parameters.join('&'), ...fragment].join('#');
}

/** What a proxy's address says; without `proxied` where it names no picture. */
interface ProxyAddress {
  readonly proxy: Proxy;
  readonly proxied?: Proxied;
  readonly query: readonly Parameter[];
}

/** The proxy that an address belongs to, with what it says; `undefined` for every other address. */
export function readProxied(address: string): ProxyAddress | undefined {
  const match = /^(?:https?:)?\/\/([^/?#\\@]+)([^?#]*)(?:\?([^]*))?/i.exec(address);
  const host = match?.[1]?.toLowerCase().replace(/:(?:80|443)$/, '');
  if (!match || host === undefined) return undefined;
  const path = match[2] ?? '';
  const proxy = PROXIES.find((candidate) => candidate.owns(host, path));
  if (!proxy) return undefined;
  const query = splitQuery(match[3] ?? '');
  const proxied = proxy.read(path, query);
  return { proxy, query, ...(proxied && { proxied }) };
}
