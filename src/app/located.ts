import type { Configuration } from '../model.js';
import type { House } from '../poll/index.js';

/**
 * The configuration as it is once we listen: where the operator gave no address of ours and any free port was to be
 * taken, port 0 stands in `baseUrl` until now.
 *
 * @param url where we listen; undefined where we do not, or not yet
 */
export function located<T extends { readonly configuration: Configuration; readonly house: House }>(current: T, url: string | undefined): T {
  const base = new URL(current.configuration.server.baseUrl);
  if (url === undefined || base.port !== '0') return current;
  base.port = new URL(url).port;
  const baseUrl = base.href.replace(/\/+$/, '');
  const { configuration, house } = current;
  return {
    ...current,
    configuration: { ...configuration, server: { ...configuration.server, baseUrl } },
    house: { ...house, ...(house.relay === undefined ? {} : { relay: { ...house.relay, base: baseUrl } }) },
  };
}
