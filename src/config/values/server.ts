import { isIPv6 } from 'node:net';
import ipaddr from 'ipaddr.js';
import { webAddress } from './address.js';
import { right, wrong, type Reading } from './reading.js';

export interface Listen {
  readonly host: string;
  readonly port: number;
}

/** `host:port`, `[::1]:port`, or `:port` for every IPv4 address of the machine. */
export function readListen(text: string): Reading<Listen> {
  const advice = 'write host:port such as 127.0.0.1:8080, [::1]:8080, or :8080 for every address of this machine';
  const match = /^(?:\[([^\]]+)\]|([a-z0-9._-]*)):(\d{1,5})$/i.exec(text.trim());
  if (match === null) return wrong(`is no address to listen on: ${advice}`);
  const [, bracketed, plain, digits] = match;
  if (bracketed !== undefined && !isIPv6(bracketed)) return wrong(`holds no IPv6 address in its brackets: ${advice}`);
  const port = Number(digits);
  if (port > 65_535) return wrong('has a port above 65535: write one from 1 to 65535, or 0 for any free one');
  return right({ host: bracketed ?? (plain === '' ? '0.0.0.0' : (plain ?? '')), port });
}

/** As readers see us: http(s), a path if need be. Given back without a trailing slash. */
export function readBaseUrl(text: string): Reading<string> {
  const url = webAddress(text);
  const advice = 'write the address that readers use, such as https://feeds.example.org or https://example.org/feeds';
  if (url === undefined) return wrong(`is no web address: ${advice}`);
  if (url.search !== '' || url.hash !== '' || url.username !== '' || url.password !== '') {
    return wrong(`has a query, a fragment or a user name, and feeds are to be written behind it: ${advice}`);
  }
  return right(`${url.origin}${url.pathname}`.replace(/\/+$/, ''));
}

/** What `baseUrl` is where the operator gives none. Port 0 stays in it until the one who listens knows better. */
export function baseUrlOf({ host, port }: Listen): string {
  const reachable = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  return new URL(`http://${isIPv6(reachable) ? `[${reachable}]` : reachable}:${port}`).origin;
}

/** True for what only this machine can reach. */
export function isLoopback(host: string): boolean {
  const name = host.toLowerCase().replace(/^\[|\]$/g, '');
  return name === 'localhost' || name.endsWith('.localhost') || name === '::1' || /^127(\.\d+){3}$/.test(name);
}

/** True for hosts of one's own network: private addresses, and names without a dot or under `.local`, `.lan`, `.internal`. */
export function isPrivate(host: string): boolean {
  const name = host.toLowerCase().replace(/^\[|\]$/g, '');
  if (ipaddr.isValid(name)) return ipaddr.process(name).range() !== 'unicast';
  return isLoopback(name) || !name.includes('.') || /\.(?:local|lan|internal|home\.arpa)$/.test(name);
}
