/**
 * Where a key stands on Redis. The keys of a source share a hash tag, so that they share a slot of a cluster and one
 * transaction can take them all: `KIND/SOURCE/REST` becomes `feedrelay:{SOURCE}:KIND/REST`.
 */
export interface RedisKey {
  /** The source, percent-encoded; {@link NO_SOURCE} where the key has none. */
  readonly source: string;
  /** What is left of the key, unique within the source; the source's index holds it. */
  readonly member: string;
}

/** No encoded source looks so. */
export const NO_SOURCE = '+';

/** The sorted set of all sources that ever had a key. */
export const SOURCES = 'feedrelay:sources';
/** The version of all this, a number. */
export const VERSION = 'feedrelay:version';
/** A key where the queue of polls has its own. */
export const QUEUE = '{feedrelay-queue}:feedrelay';
/** The channel on which every commit names its source; a process that begins names none there, to see whether it may. */
export const CHANGES = 'feedrelay:changes';

/** The sorted set of a source's members: Redis itself knows no order of keys. */
export const indexOf = (source: string): string => `feedrelay:{${source}}`;
export const nameOf = ({ source, member }: RedisKey): string => `feedrelay:{${source}}:${member}`;

export function toRedis(key: string): RedisKey {
  const [kind = '', source = '', ...rest] = key.split('/');
  if (source === '') return { source: NO_SOURCE, member: key };
  return { source: encoded(source), member: [kind, ...(rest.length > 0 ? [rest.join('/')] : [])].join('/') };
}

export function fromRedis({ source, member }: RedisKey): string {
  if (source === NO_SOURCE) return member;
  const slash = member.indexOf('/');
  const [kind, rest] = slash < 0 ? [member, ''] : [member.slice(0, slash), member.slice(slash)];
  return `${kind}/${fromSource(source)}${rest}`;
}

/** The source in plain text; '' for none. */
export function fromSource(source: string): string {
  return source === NO_SOURCE ? '' : decodeURIComponent(source);
}

/** Which sources may hold keys with a prefix, and what their members then begin with. */
export type Search =
  | { readonly kind: 'one'; readonly source: string; readonly members: string }
  | { readonly kind: 'many'; readonly sources: string; readonly members: string };

export function searchFor(prefix: string): Search {
  const [kind = '', source, rest] = prefix.split('/');
  if (source !== undefined && source !== '' && rest !== undefined) {
    const { source: one, member } = toRedis(prefix);
    return { kind: 'one', source: one, members: member };
  }
  return { kind: 'many', sources: source === undefined ? '' : encoded(source), members: kind };
}

/** Half a surrogate pair, which no encoding has, becomes U+FFFD first. */
function encoded(source: string): string {
  return encodeURIComponent(Buffer.from(source).toString());
}
