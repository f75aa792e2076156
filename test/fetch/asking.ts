import { createFetcher, hostOf, type Fetcher, type FetcherOptions, type FetchRequest } from '../../src/fetch/index.js';

/** A fetcher that sees no proxies of the machine the tests run on. */
export function quietFetcher(options: Partial<FetcherOptions> = {}): Fetcher {
  return createFetcher({ userAgent: 'feedrelay/test (feed republisher)', environment: {}, ...options });
}

/** A request as for a source whose address the operator wrote. */
export function asking(url: string, { limits, ...rest }: Partial<Omit<FetchRequest, 'limits'>> & { limits?: Partial<FetchRequest['limits']> } = {}): FetchRequest {
  return {
    url,
    headers: {},
    trustedHosts: URL.canParse(url) ? [hostOf(url)] : [],
    limits: { body: 1_000_000, redirects: 5, timeout: 5_000, ...limits },
    ...rest,
  };
}
