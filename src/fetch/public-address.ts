import ipaddr from 'ipaddr.js';

const GLOBAL_UNICAST = ipaddr.IPv6.parse('2000::');
const NAT64 = ipaddr.IPv6.parse('64:ff9b::');

/** Addresses that look public and are a cloud's own: Azure's platform and metadata channel. */
const METADATA = new Set(['168.63.129.16']);

/** Suffixes that never name a host of the public Internet (RFC 6761, 6762, 8375, ICANN's .internal) and `.lan`. */
const PRIVATE_SUFFIXES = ['localhost', 'local', 'internal', 'home.arpa', 'lan'];

/**
 * Whether an address is one of the public Internet: not loopback, private, link-local (metadata services live there),
 * shared (CGNAT), multicast, reserved, nor one that tunnels to such (mapped, 6to4, Teredo, IPv4-compatible). A NAT64
 * address (RFC 6052) is what it holds, for on an IPv6-only network every IPv4 site has one. False for what is no address.
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  if (parsed instanceof ipaddr.IPv4) return isPublicIPv4(parsed);
  if (parsed.match(NAT64, 96)) return isPublicIPv4(new ipaddr.IPv4(parsed.toByteArray().slice(12)));
  return parsed.match(GLOBAL_UNICAST, 3) && parsed.range() === 'unicast';
}

function isPublicIPv4(address: ipaddr.IPv4): boolean {
  return address.range() === 'unicast' && !METADATA.has(address.toString());
}

/** Whether a host name says by itself that it is no public one; all there is to go by behind a proxy. */
export function isPrivateName(hostname: string): boolean {
  const name = hostname.toLowerCase().replace(/\.$/, '');
  return !name.includes('.') || PRIVATE_SUFFIXES.some((suffix) => name === suffix || name.endsWith(`.${suffix}`));
}
