import type { Cleaned, Item, Millis } from '../model.js';
import { withoutOrigins, withoutQueries } from '../clean/index.js';
import { addressKey } from './address.js';
import { digest } from '../digest.js';

/** A key as the ledger knows it: `guid:…` or `link:…` with the text that was borne, normalised where it is an address. */
export type Key = `guid:${string}` | `link:${string}`;

/** What of a cleaned item can be compared: digests, '' where there is nothing. */
export interface Appearance {
  /** Everything a revision can change. */
  readonly whole: string;
  /** The same with the query parts of addresses taken out. */
  readonly stable: string;
  /** The content alone, query parts and hosts of addresses aside, so that an article is alike where its site has moved; '' where the item has none. */
  readonly content: string;
}

/** An item as it stands before the ledger. */
export interface Arrival {
  readonly item: Item;
  /** Place in its document, 0 first. */
  readonly place: number;
  readonly guid?: Key;
  readonly link?: Key;
  /** Set where guid and link are one key: that key as a guid, under which other items may have borne it. */
  readonly alias?: Key;
  /** What `alike` compares: the embedded stamp, else the item's date. */
  readonly date?: Millis;
  /** The date is a calendar day and no more. */
  readonly day: boolean;
  /** What tells versions of one article apart: the embedded stamp, else the last change the item tells of. */
  readonly stamp?: Millis;
  /** Digest of the title, '' without one. */
  readonly title: string;
  /** Digest of the item as it arrived. */
  readonly raw: string;
  /** Set for those that had to be cleaned: all but plain duplicates. */
  readonly cleaned?: Cleaned;
  readonly appearance?: Appearance;
}

/**
 * @param places addresses that are no article's own: the source's home page, its own address
 */
export function arrive(item: Item, place: number, places: ReadonlySet<string>): Arrival {
  const date = item.stamp ?? item.published?.at ?? item.updated?.at;
  const stamp = item.stamp ?? item.updated?.at ?? item.published?.at;
  const day = item.stamp === undefined && (item.published ?? item.updated)?.day === true;
  return {
    item,
    place,
    ...keysOf(item, places),
    ...(date === undefined ? {} : { date }),
    ...(stamp === undefined ? {} : { stamp }),
    day,
    title: titleDigest(item.title),
    raw: rawDigest(item),
  };
}

/** The item's keys. A guid that is the link's address is no key of its own: the two are one, the link. */
function keysOf(item: Item, places: ReadonlySet<string>): { guid?: Key; link?: Key; alias?: Key } {
  const link = borne(item.link, places);
  const guid = borne(item.guid, places);
  return {
    ...(link === undefined ? {} : { link: `link:${link}` as const }),
    ...(guid === undefined ? {} : guid === link ? { alias: `guid:${guid}` as const } : { guid: `guid:${guid}` as const }),
  };
}

function borne(text: string | undefined, places: ReadonlySet<string>): string | undefined {
  if (text === undefined || text === '') return undefined;
  const key = addressKey(text) ?? text;
  return places.has(key) ? undefined : key;
}

/** The addresses among these, as keys write them. */
export function places(...addresses: readonly (string | undefined)[]): ReadonlySet<string> {
  return new Set(addresses.flatMap((address) => (address === undefined ? [] : [addressKey(address) ?? address])));
}

/** One name for an item as it arrived, in whatever order its reader laid the fields down. */
function rawDigest(item: Item): string {
  const { guid, link, title, content, summary, published, updated, stamp, image, language, base } = item;
  return digest(
    JSON.stringify([
      [guid, link, title, content, summary, stamp, image, language, base],
      [published, updated].map((date) => [date?.at, date?.day]),
      item.authors.map(({ name, uri, email }) => [name, uri, email]),
      item.categories.map(({ term, label, scheme }) => [term, label, scheme]),
      item.enclosures.map(({ url, type, length, title, duration }) => [url, type, length, title, duration]),
    ]),
  );
}

export function titleDigest(title: string | undefined): string {
  const text = (title ?? '').replace(/\s+/gu, ' ').trim();
  return text === '' ? '' : digest(text);
}

export function appearanceOf(cleaned: Cleaned): Appearance {
  const stable = withoutQueries(cleaned);
  const whole = digest(comparable(cleaned));
  return {
    whole,
    stable: stable === cleaned ? whole : digest(comparable(stable)),
    content: stable.content === '' ? '' : digest(withoutOrigins(stable.content)),
  };
}

/** What a revision can change: title, content, authors, categories, enclosures. */
function comparable({ title, content, authors, categories, enclosures }: Cleaned): string {
  return JSON.stringify([title, content, authors, categories, enclosures]);
}
