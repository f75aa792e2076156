import type { CleanPolicy, FeedFormat, ParsedFeed, Result, Source } from '../model.js';
import { knownTimezone, resolveProfile } from '../clean/index.js';
import type { House } from './house.js';
import { PollError } from './poll-error.js';

/**
 * How a source's items are cleaned. `''` as timezone: not configured, so known sites have their own.
 * The relay's key and address stand in it only where pictures are relayed, so that nothing else hangs on them.
 */
export function policyOf(source: Source, format: FeedFormat, house: Pick<House, 'limits' | 'relay'>): CleanPolicy {
  const { images } = source;
  const relays = [images.default, ...images.hosts.map(({ mode }) => mode)].some(({ kind }) => kind === 'relay');
  return {
    profile: resolveProfile(source.profile, source.url, format),
    images,
    remove: source.remove,
    timezone: source.timezone ?? '',
    nesting: house.limits.nesting,
    ...(relays && house.relay !== undefined ? { relay: house.relay } : {}),
  };
}

/** The zone of dates that a feed writes without one. */
export function timezoneOf(source: Source): string {
  return source.timezone ?? knownTimezone(source.url) ?? 'UTC';
}

/**
 * Reads the document that came from `url`. Its relative addresses are resolved against what of that may be published; what
 * is told of it names the whole.
 *
 * @throws PollError where the program stops: the document is as if it had not come
 */
export async function readDocument(source: Source, { bytes, url, contentType }: { readonly bytes: Uint8Array; readonly url: string; readonly contentType?: string }, { crew, discretion, limits }: House): Promise<Result<ParsedFeed>> {
  const open = discretion.open(url);
  const read = await crew.parse(bytes, { url: open, timezone: timezoneOf(source), limits, ...(contentType === undefined ? {} : { contentType }) });
  if (read.ok) return { ok: true, value: { ...read.value, notes: read.value.notes.map((note) => discretion.told(note)) } };
  if (read.failure.code === 'aborted') throw new PollError(read.failure);
  const { message } = read.failure;
  return { ok: false, failure: { ...read.failure, message: discretion.told(message.startsWith(open) ? url + message.slice(open.length) : message) } };
}
