import type { Configuration, Failure, ParsedFeed } from '../../model.js';
import { trustedHosts } from '../../app/fetcher.js';
import { readLocal, type Fetcher, type FetchOutcome } from '../../fetch/index.js';
import { anchoredFeeds, decodeText, discoverFeeds, parseFeed, type DiscoveredFeed } from '../../parse/index.js';

export interface FoundFeed {
  readonly kind: 'feed';
  /** Where it is for good: permanent redirects followed. */
  readonly url: string;
  readonly title?: string;
  /** What had to be mended or left out to read it, a sentence each. */
  readonly notes: readonly string[];
}

export type Finding =
  | FoundFeed
  /** A page that links them. */
  | { readonly kind: 'several'; readonly feeds: readonly DiscoveredFeed[] }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** The feed at an address; or, where a page is there, the one it links. */
export async function findFeed(url: string, configuration: Configuration, fetcher: Fetcher): Promise<Finding> {
  if (url.startsWith('file:')) return findLocal(url, configuration);
  // A link that a page bears may lead to public addresses only, and to what the operator named.
  const trusted = [...trustedHosts([{ url }]), ...trustedHosts(configuration.sources)];
  const ask = (address: string): Promise<FetchOutcome> => fetcher.fetch({ url: address, headers: {}, limits: configuration.limits, trustedHosts: trusted });
  const first = await ask(url);
  const found = await feedIn(url, first, configuration);
  if (found.kind !== 'failed' || found.failure.code !== 'html' || first.kind !== 'fresh') return found;
  const page = decodeText(first.bytes, first.contentType).text;
  const [feed, ...others] = discoverFeeds(page, first.url);
  if (feed !== undefined && others.length === 0) return feedIn(feed.url, await ask(feed.url), configuration);
  if (feed !== undefined) return { kind: 'several', feeds: [feed, ...others] };
  const [guess, ...guesses] = anchoredFeeds(page, first.url);
  if (guess === undefined) return found;
  if (guesses.length > 0) return { kind: 'several', feeds: [guess, ...guesses] };
  const tried = await feedIn(guess.url, await ask(guess.url), configuration);
  return tried.kind === 'feed' ? tried : found;
}

async function feedIn(url: string, outcome: FetchOutcome, { limits }: Configuration): Promise<Finding> {
  if (outcome.kind === 'failed') return outcome;
  if (outcome.kind !== 'fresh') return { kind: 'failed', failure: { code: 'gone', message: `${url} says it is gone for good (410): look for another address on its site.` } };
  const { bytes, contentType } = outcome;
  const parsed = await parseFeed(bytes, { url: outcome.url, limits, timezone: 'UTC', ...(contentType === undefined ? {} : { contentType }) });
  return parsed.ok ? feedAt(outcome.permanentUrl ?? url, parsed.value) : { kind: 'failed', failure: parsed.failure };
}

async function findLocal(url: string, { limits }: Configuration): Promise<Finding> {
  const found = await readLocal({ url, limits });
  switch (found.kind) {
    case 'failed':
      return found;
    case 'fresh': {
      const parsed = await parseFeed(found.bytes, { url, limits, timezone: 'UTC' });
      return parsed.ok ? feedAt(url, parsed.value) : { kind: 'failed', failure: parsed.failure };
    }
    default:
      return { kind: 'feed', url, notes: [] };
  }
}

function feedAt(url: string, { head: { title }, notes }: ParsedFeed): FoundFeed {
  return { kind: 'feed', url, notes, ...(title === undefined ? {} : { title }) };
}
