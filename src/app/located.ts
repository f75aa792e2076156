import type { Configuration } from '../model.js';

/**
 * The configuration as it is once we listen: where the operator gave no address of ours and any free port was to be
 * taken, port 0 stands in `baseUrl` until now.
 *
 * @param url where we listen
 */
export function located(configuration: Configuration, url: string): Configuration {
  const base = new URL(configuration.server.baseUrl);
  if (base.port !== '0') return configuration;
  base.port = new URL(url).port;
  return { ...configuration, server: { ...configuration.server, baseUrl: base.href.replace(/\/+$/, '') } };
}
