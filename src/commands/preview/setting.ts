import type { Configuration, Limits, Profile, Source, ImageMode } from '../../model.js';
import { resolveProfile } from '../../clean/index.js';
import { deriveSourceId } from '../../config/index.js';
import { hostOf, type Fetcher } from '../../fetch/index.js';
import { trustedHosts } from '../../app/fetcher.js';
import type { Input } from './input.js';

/** What every input of one call is previewed with. */
export interface Setting {
  readonly configuration: Configuration;
  /** The source of `--source`. */
  readonly configured?: Source;
  readonly profile?: Profile | 'auto';
  readonly images?: ImageMode;
  readonly limits: Limits;
  readonly fetcher: Fetcher;
  /** What was typed may be anywhere, as what the configuration names. */
  readonly trustedHosts: readonly string[];
  /** The configured source's headers, secrets among them, for its own site and no other. */
  readonly headersFor: (address: string) => Readonly<Record<string, string>>;
}

export interface Wishes {
  readonly configured?: Source;
  readonly profile?: Profile | 'auto';
  readonly images?: ImageMode;
}

export function settingOf(configuration: Configuration, wishes: Wishes, inputs: readonly Input[], fetcher: Fetcher): Setting {
  const { configured } = wishes;
  const addresses = inputs.flatMap(({ address }) => (address.ok ? [address.value] : []));
  const logins = new Map(inputs.flatMap(({ address, authorization }) => (address.ok && authorization !== undefined ? [[address.value, { authorization }] as const] : [])));
  return {
    ...wishes,
    configuration,
    limits: configuration.limits,
    fetcher,
    trustedHosts: [...new Set([...trustedHosts(configuration.sources), ...trustedHosts(addresses.map((url) => ({ url })))])],
    headersFor: (address) => ({ ...(configured !== undefined && isSameSite(address, configured.url) ? configured.headers : {}), ...logins.get(address) }),
  };
}

function isSameSite(address: string, other: string): boolean {
  return address.startsWith('http') && new URL(address).protocol === new URL(other).protocol && hostOf(address) === hostOf(other);
}

/** The source that an input is previewed as: the configured one at this address, or one with the defaults that shows all it has. */
export function sourceFor(address: string, { configured, profile, images, headersFor }: Setting): Source {
  const source: Source = configured ?? {
    id: deriveSourceId(address, undefined, new Set()),
    url: address,
    schedule: { kind: 'every', ms: 30 * 60 * 1000 },
    profile: 'auto',
    images: { default: { kind: 'direct' }, hosts: [], https: [] },
    remove: [],
    headers: {},
    keep: 'all',
    limit: Number.MAX_SAFE_INTEGER,
  };
  return {
    ...source,
    url: address,
    headers: headersFor(address),
    profile: profile ?? profileOf(source),
    images: images === undefined ? source.images : { ...source.images, default: images, hosts: [] },
  };
}

/** A saved copy of a feedx feed is still a feedx feed. */
function profileOf({ profile, url }: Source): Profile | 'auto' {
  return profile === 'auto' && resolveProfile('auto', url, 'rss') === 'feedx' ? 'feedx' : profile;
}
