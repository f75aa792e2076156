import { baseUrlOf } from '../config/index.js';
import type { Configuration } from '../model.js';

/**
 * The configuration as it is once we listen. Where the operator gave no address of ours, `baseUrl` was read off `listen`: it
 * is where we do listen, for an edit of `listen` too, which holds from the next start. Port 0, wherever it was written, is the
 * port that we got.
 *
 * @param listen what we were started with
 * @param url where we listen since
 */
export function located(configuration: Configuration, listen: Configuration['server']['listen'], url: string): Configuration {
  const { server } = configuration;
  const base = new URL(server.baseUrl === baseUrlOf(server.listen) ? baseUrlOf(listen) : server.baseUrl);
  if (base.port === '0') base.port = new URL(url).port;
  return { ...configuration, server: { ...server, baseUrl: base.href.replace(/\/+$/, '') } };
}
