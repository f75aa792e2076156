/** From the picture's own address to the one that readers get, as the source's `images` asks. */

import type { CleanPolicy, ImageMode } from '../../model.js';
import { hostFits, isWeb, parseAddress } from '../address.js';
import { openRelayAddress, relayAddress } from '../../relay-address.js';
import { unwrap, type OwnAddress } from './unwrap.js';

const KEEP = 'https://images.weserv.nl/?url=';

/**
 * Rewrites one picture address.
 *
 * @param address absolute; a proxy's, one that an earlier cleaning wrote, or the picture's own
 * @param article the article's page, told to the relay
 * @returns the address to publish; `''` where a proxy was given what is no picture (`javascript:` …);
 *   an address that cannot be read, or is not http(s), as it stood
 */
export function rewritePicture(address: string, policy: CleanPolicy, article?: string): string {
  const stood = address.trim();
  const unwrapped = unwrap(behindOwn(stood, policy));
  if (unwrapped.kind === 'nothing') return '';
  if (unwrapped.kind === 'broken' || !isWeb(unwrapped.own.address)) return stood;
  const { own } = unwrapped;
  const host = parseAddress(own.address)?.hostname;
  if (host === undefined) return stood;
  const mode = modeFor(host, policy);
  switch (mode.kind) {
    case 'keep':
      return own.options ? KEEP + [encodeURIComponent(preferHttps(own, host, policy, false)), ...own.options].join('&') : stood;
    case 'template':
      return fill(mode.template, preferHttps(own, host, policy, true));
    case 'relay':
      if (policy.relay) return relayAddress(preferHttps(own, host, policy, true), article, policy.relay);
      return preferHttps(own, host, policy, true);
    case 'direct':
      return preferHttps(own, host, policy, true);
  }
}

const modeFor = (host: string, { images }: CleanPolicy): ImageMode =>
  images.hosts.find(({ pattern }) => hostFits(host, pattern))?.mode ?? images.default;

/** https where the host is known to serve it, and, where that is asked, for an address that a proxy was given without a scheme. */
function preferHttps(own: OwnAddress, host: string, { images }: CleanPolicy, schemelessToo: boolean): string {
  const known = (own.schemeless && schemelessToo) || images.https.some((pattern) => hostFits(host, pattern));
  return known ? own.address.replace(/^http:/i, 'https:') : own.address;
}

const fill = (template: string, address: string): string =>
  template.replaceAll('{url}', () => encodeURIComponent(address)).replaceAll('{raw}', () => address);

/** What an address that we wrote ourselves, by relay or template, stands for: no picture is ever wrapped twice. */
function behindOwn(address: string, policy: CleanPolicy): string {
  if (policy.relay && address.startsWith(`${policy.relay.base}/img/`)) {
    return openRelayAddress(address, policy.relay.key)?.picture ?? address;
  }
  for (const mode of [policy.images.default, ...policy.images.hosts.map((host) => host.mode)]) {
    const own = mode.kind === 'template' ? behindTemplate(address, mode.template) : undefined;
    if (own !== undefined) return own;
  }
  return address;
}

function behindTemplate(address: string, template: string): string | undefined {
  const match = /\{(url|raw)\}/.exec(template);
  if (!match) return undefined;
  const before = template.slice(0, match.index);
  const after = template.slice(match.index + match[0].length);
  if (!address.startsWith(before) || !address.endsWith(after) || address.length <= before.length + after.length) return undefined;
  const middle = address.slice(before.length, address.length - after.length);
  if (match[1] === 'raw') return isWeb(middle) ? middle : undefined;
  try {
    const own = decodeURIComponent(middle);
    return isWeb(own) ? own : undefined;
  } catch {
    return undefined;
  }
}
