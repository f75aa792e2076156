import type { LookupFunction } from 'node:net';
import { buildConnector, EnvHttpProxyAgent, type Dispatcher } from 'undici';
import type { Millis } from '../model.js';
import { guardedConnector } from './guard.js';

export interface TransportOptions {
  /** TCP and TLS together. */
  readonly connectTimeout: Millis;
  readonly perHost: number;
  /** Where `http_proxy`, `https_proxy`, `all_proxy` and `no_proxy` are read, in lower or upper case. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly lookup?: LookupFunction;
}

/** Kept connections, those that may lead anywhere strictly apart from those that may not. */
export interface Transport {
  /** For hosts that the operator wrote. */
  readonly open: Dispatcher;
  /** For all others: connects to public addresses only. */
  readonly guarded: Dispatcher;
  readonly behindProxy: boolean;
}

export function createTransport({ connectTimeout, perHost, environment, lookup }: TransportOptions): Transport {
  const connecting: buildConnector.BuildOptions = {
    timeout: connectTimeout,
    // The platform gives each address of a host a quarter second, which far-away hosts miss (RFC 8305 allows 2 s).
    autoSelectFamilyAttemptTimeout: 1000,
    ...(lookup === undefined ? {} : { lookup }),
  };
  const proxies = proxiesOf(environment);
  const agent = (connect: buildConnector.connector): Dispatcher =>
    new EnvHttpProxyAgent({
      ...proxies,
      connect,
      // Plain http goes through a proxy as a request in absolute form: many allow tunnels to port 443 only.
      proxyTunnel: false,
      proxyTls: { timeout: connectTimeout },
      requestTls: { timeout: connectTimeout },
      connections: perHost,
      pipelining: 1,
      keepAliveMaxTimeout: 30_000,
      maxHeaderSize: 64 * 1024,
    });
  return {
    open: agent(buildConnector(connecting)),
    guarded: agent(guardedConnector(connecting, lookup)),
    behindProxy: proxies.httpProxy !== '' || proxies.httpsProxy !== '',
  };
}

/** Empty strings where none is set, so that nothing else looks into the process's environment. */
function proxiesOf(environment: TransportOptions['environment']): Record<'httpProxy' | 'httpsProxy' | 'noProxy', string> {
  const read = (name: string): string | undefined => environment[name] ?? environment[name.toUpperCase()];
  const proxy = (name: string): string => {
    const written = (read(name) ?? read('all_proxy') ?? '').trim();
    if (written === '') return '';
    const address = written.includes('://') ? written : `http://${written}`;
    if (!URL.canParse(address)) throw new Error(`The environment variable ${name} is not an address; write http://HOST:PORT.`);
    return address;
  };
  return { httpProxy: proxy('http_proxy'), httpsProxy: proxy('https_proxy'), noProxy: read('no_proxy') ?? '' };
}
