import { lookup, type LookupAddress, type LookupOptions } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { buildConnector } from 'undici';
import { FetchError } from './request.js';
import { forbiddenAddress } from './failures.js';
import { isPrivateName, isPublicAddress } from './public-address.js';

/** Whether a hop may go anywhere because its host is one that the operator wrote (see `FetchRequest.trustedHosts`). */
export function isTrusted(url: URL, trustedHosts: readonly string[]): boolean {
  const standardPort = url.port === '' || url.port === '80' || url.port === '443';
  return trustedHosts.includes(url.host) || (standardPort && trustedHosts.includes(url.hostname));
}

/** Whether a host can be refused unresolved: by its name, or as the literal address it is. */
export function isForbiddenHost(hostname: string): boolean {
  const bare = withoutBrackets(hostname);
  return isIP(bare) === 0 ? isPrivateName(bare) : !isPublicAddress(bare);
}

/**
 * Connects to public addresses only. The check sits where the socket is opened, so that a name which resolves
 * differently a moment later (DNS rebinding) gains nothing; literal addresses, which no look-up sees, are checked too.
 */
export function guardedConnector(
  options: buildConnector.BuildOptions,
  resolve: LookupFunction = lookup,
): buildConnector.connector {
  const connect = buildConnector({ ...options, lookup: onlyPublic(resolve) });
  return (target, callback) => {
    if (isForbiddenHost(target.hostname)) {
      queueMicrotask(() => callback(new FetchError(forbiddenAddress(target.hostname)), null));
      return;
    }
    connect(target, callback);
  };
}

/** A look-up that keeps the public addresses of a name and fails where it has no other. */
function onlyPublic(resolve: LookupFunction): LookupFunction {
  return (hostname: string, options: LookupOptions, callback) => {
    resolve(hostname, { ...options, all: true }, (error, found) => {
      const open = error ? [] : listed(found).filter(({ address }) => isPublicAddress(address));
      const [first] = open;
      if (error) callback(error, []);
      else if (first === undefined) callback(new FetchError(forbiddenAddress(hostname)), []);
      else if (options.all === true) callback(null, open);
      else callback(null, first.address, first.family);
    });
  };
}

function listed(found: string | LookupAddress[]): LookupAddress[] {
  return typeof found === 'string' ? [{ address: found, family: isIP(found) }] : found;
}

function withoutBrackets(hostname: string): string {
  return hostname.startsWith('[') ? hostname.slice(1, -1) : hostname;
}
