import { conditional } from './caching.js';
import { badRedirect, forbiddenAddress, notAWebAddress, placeOf, redirectLoop, tooManyRedirects, unreadableAddress } from './failures.js';
import { isForbiddenHost, isTrusted } from './guard.js';
import { FetchError, type FetchRequest } from './request.js';
import { ownHeaders } from './request-headers.js';
import type { Transport } from './transport.js';
import type { Turns } from './turns.js';
import { visit, type Visit } from './visit.js';

const REDIRECTS = new Set([301, 302, 303, 307, 308]);
const PERMANENT = new Set([301, 308]);

/** Where the walk along the redirects ended. */
export interface Arrival {
  readonly visit: Visit;
  readonly url: URL;
  /** Where permanent redirects alone led; absent where the first one was temporary, or there was none. */
  readonly permanentUrl?: string;
  /** Whether every redirect on the way was permanent. */
  readonly permanently: boolean;
}

export interface Network extends Transport {
  readonly turns: Turns;
  readonly userAgent: string;
}

/**
 * Asks for an address and follows its redirects, each hop checked like the first. The time limit is one for all hops;
 * standing in line for a turn at a host does not count, for a host with a hundred sources is not slow.
 * @throws FetchError
 */
export async function follow(
  request: FetchRequest,
  network: Network,
  { accept, signal }: { readonly accept: string; readonly signal: AbortSignal },
): Promise<Arrival> {
  const { limits } = request;
  const visited = new Set<string>();
  let url = parse(request.url);
  let own = ownHeaders(request.headers, url);
  let left = limits.timeout;
  let permanently = true;
  let permanentUrl: string | undefined;

  for (;;) {
    const dispatcher = admit(url, request, network);
    visited.add(addressOf(url));
    const hop = await visit(url, {
      dispatcher,
      behindProxy: network.behindProxy,
      headers: { 'user-agent': network.userAgent, accept, ...own, ...conditional(request.validators), ...ENCODINGS },
      left,
      limit: limits.timeout,
      signal,
      release: await network.turns.take(url.hostname, signal),
    });
    if (!REDIRECTS.has(hop.status)) {
      return { visit: hop, url, permanently, ...(permanentUrl === undefined ? {} : { permanentUrl }) };
    }

    await hop.discard();
    left -= hop.end();
    const next = target(hop.headers['location'], url);
    if (visited.has(addressOf(next))) throw new FetchError(redirectLoop(placeOf(url)));
    if (visited.size > limits.redirects) throw new FetchError(tooManyRedirects(placeOf(url), limits.redirects));
    permanently &&= PERMANENT.has(hop.status);
    if (permanently) permanentUrl = next.href;
    if (next.origin !== url.origin) own = {};
    url = next;
  }
}

const ENCODINGS = { 'accept-encoding': 'gzip, br, deflate' };

/** The connections a hop may use. */
function admit(url: URL, { trustedHosts }: FetchRequest, { open, guarded }: Network): Transport['open'] {
  if (url.protocol !== 'http:' && url.protocol !== 'https:') throw new FetchError(notAWebAddress(url.protocol));
  if (isTrusted(url, trustedHosts)) return open;
  if (isForbiddenHost(url.hostname)) throw new FetchError(forbiddenAddress(placeOf(url)));
  return guarded;
}

function parse(address: string): URL {
  if (!URL.canParse(address)) throw new FetchError(unreadableAddress());
  return new URL(address);
}

/** Where a Location header leads (RFC 9110 §10.2.2). Its bytes come as Latin-1; raw UTF-8 in them is common. */
function target(location: string | undefined, from: URL): URL {
  const written = Buffer.from(location ?? '', 'latin1');
  const text = written.toString('utf8').includes('\ufffd') ? (location ?? '') : written.toString('utf8');
  if (text.trim() === '' || !URL.canParse(text, from.href)) throw new FetchError(badRedirect(placeOf(from)));
  return new URL(text, from);
}

function addressOf(url: URL): string {
  return url.href.replace(/#.*$/s, '');
}
