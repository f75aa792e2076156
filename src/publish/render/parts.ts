import type { Entry, EntrySource, Millis, OutputFeed, Person } from '../../model.js';
import { nameUuid } from '../../identify/uuid.js';
import { absolute, absoluteHttp } from './address.js';
import { mediaType } from './media-type.js';
import { excerpt, line, textOf } from './text.js';

export type Shown = OutputFeed['entries'][number];

export const GENERATOR = 'feedrelay';

/** What the W3C's feed validator takes for an address, more or less that of RFC 5322 §3.4.1. */
const EMAIL = /^[\w.%+'-]+@[a-z0-9][a-z0-9-]*(?:\.[a-z0-9][a-z0-9-]*)+$/i;
/** The first and last instants that RFC 3339 can write. */
const FIRST = -62_167_219_200_000;
const LAST = 253_402_300_799_999;
/** Atom wants an `updated` of every feed, also of an empty one; before 1990 validators take it for a mistake. */
const EMPTY_FEED = Date.UTC(1990, 0, 1);

/** A moment as a date that every format can write. */
export function dateOf(at: Millis): Date {
  return new Date(Math.min(Math.max(at, FIRST), LAST));
}

/** When the newest of its entries was updated: no clock, so that equal entries make equal bytes. */
export function feedUpdated(feed: OutputFeed): Date {
  return dateOf(feed.entries.length === 0 && feed.updated === 0 ? EMPTY_FEED : feed.updated);
}

/** The feed's home page; where it has none that can be opened, the feed itself. Spelled as `feed` spells addresses. */
export function homePage(feed: OutputFeed): string {
  return new URL(absolute(feed.link) ?? feed.self.atom).href;
}

/** A person to show: `name` is never empty; what says nothing of anybody is no person. */
export interface Byline {
  readonly name: string;
  readonly uri?: string;
  readonly email?: string;
}

export function byline(person: Person): Byline | undefined {
  const uri = absolute(person.uri);
  const email = line(person.email ?? '').replace(/^mailto:/i, '');
  const name = [line(person.name ?? ''), email, uri].find((text) => text);
  if (name === undefined) return undefined;
  return { name, ...some('uri', uri), ...some('email', EMAIL.test(email) ? email : undefined) };
}

export function bylines(persons: readonly Person[]): readonly Byline[] {
  return persons.map(byline).filter((one) => one !== undefined);
}

/** Who wrote it; in a merged feed an article without an author is its source's. */
export function authorsOf({ entry, source }: Shown): readonly Byline[] {
  const own = bylines(entry.authors);
  if (own.length > 0 || source === undefined) return own;
  return bylines([sourceAsAuthor(source)]);
}

function sourceAsAuthor(source: EntrySource): Person {
  return { name: source.title, ...some('uri', source.link) };
}

/** The entry's id where a format wants an IRI: only a preview shows ids as the source wrote them. */
export function iriOf(entry: Entry): string {
  return URL.canParse(entry.id) ? entry.id : nameUuid(entry.id);
}

/** A title for formats that demand one: the entry's own, else how its text begins, else where it stands. */
export function headline(entry: Pick<Entry, 'title' | 'summary' | 'content' | 'link' | 'published'>): string {
  return line(entry.title) || opening(entry, 80) || (absolute(entry.link) ?? dateOf(entry.published).toISOString().slice(0, 10));
}

/** How the entry's text begins, plain; '' where it has none. */
export function opening(entry: Pick<Entry, 'summary' | 'content'>, length: number): string {
  return excerpt(textOf(entry.summary || entry.content, length + 1), length);
}

export interface Attachment {
  readonly url: string;
  readonly type: string;
  readonly length?: number;
  readonly title?: string;
  readonly duration?: number;
}

/** The enclosures that can be fetched, each address once, with a media type and whole, sensible numbers. */
export function attachmentsOf(entry: Entry): readonly Attachment[] {
  const seen = new Set<string>();
  return entry.enclosures.flatMap((enclosure) => {
    const url = absoluteHttp(enclosure.url);
    if (url === undefined || seen.has(url)) return [];
    seen.add(url);
    const title = line(enclosure.title ?? '');
    return {
      url,
      type: mediaType(url, enclosure.type),
      ...some('length', whole(enclosure.length)),
      ...some('title', title === '' ? undefined : title),
      ...some('duration', whole(enclosure.duration)),
    };
  });
}

function whole(number = 0): number | undefined {
  const rounded = Math.round(number);
  return Number.isSafeInteger(rounded) && rounded > 0 ? rounded : undefined;
}

/** A field that is there or not, as `exactOptionalPropertyTypes` wants it. */
function some<K extends string, V>(key: K, value: V | undefined): { readonly [P in K]?: V } {
  return value === undefined ? {} : ({ [key]: value } as { readonly [P in K]?: V });
}

export interface Tag {
  readonly term: string;
  readonly label: string;
  readonly scheme?: string;
}

/** Categories with something to say, each term once. */
export function tagsOf(entry: Entry): readonly Tag[] {
  const seen = new Set<string>();
  return entry.categories.flatMap((category) => {
    const label = line(category.label ?? '');
    const term = line(category.term) || label;
    const scheme = absoluteHttp(category.scheme);
    const key = `${scheme ?? ''}\n${term}`;
    if (term === '' || seen.has(key)) return [];
    seen.add(key);
    return { term, label: label || term, ...some('scheme', scheme) };
  });
}

/** A language tag in the form of BCP 47 (RFC 5646 §2.1), or nothing: feeds also write `zh_CN` and `Chinese (Simplified)`. */
export function languageTag(text: string | undefined): string | undefined {
  const tag = text?.trim().replaceAll('_', '-') ?? '';
  return /^[a-z]{2,3}(-[a-z0-9]{1,8})*$/i.test(tag) ? tag : undefined;
}
