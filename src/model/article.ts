import type { Millis } from './outcome.js';

export interface Person {
  readonly name?: string;
  /** Absolute http(s) address of a page about the person. */
  readonly uri?: string;
  readonly email?: string;
}

export interface Category {
  readonly term: string;
  readonly label?: string;
  readonly scheme?: string;
}

export interface Enclosure {
  /** Absolute address. */
  readonly url: string;
  /** Media type, if the source names one. */
  readonly type?: string;
  /** Bytes. */
  readonly length?: number;
  readonly title?: string;
  /** Seconds. */
  readonly duration?: number;
}

/** A date as a feed writes it: `day` is set where only a calendar day was given (then `at` is its first instant). */
export interface ReadDate {
  readonly at: Millis;
  readonly day?: true;
}

/** One article as its source gave it. Text fields are plain text, `content` and `summary` are HTML as it arrived. */
export interface Item {
  /** guid or id, verbatim but for surrounding blanks. */
  readonly guid?: string;
  /** The article's own page, absolute. */
  readonly link?: string;
  /** Plain text, one line. */
  readonly title?: string;
  /** The fullest body the source gives, HTML as it arrived (plain text already escaped). */
  readonly content?: string;
  /** A shorter text beside the content, HTML as it arrived; absent where it is the content. */
  readonly summary?: string;
  readonly authors: readonly Person[];
  readonly categories: readonly Category[];
  readonly published?: ReadDate;
  readonly updated?: ReadDate;
  /** The embedded stamp: `<!--digits-->` before anything else in a document or a content. */
  readonly stamp?: Millis;
  readonly enclosures: readonly Enclosure[];
  /** Absolute address of the item's own picture (media:thumbnail, itunes:image, JSON Feed image …). */
  readonly image?: string;
  /** BCP 47. */
  readonly language?: string;
  /** What relative addresses inside `content` and `summary` are relative to. Absolute. */
  readonly base?: string;
}

/** What a document says of itself. */
export interface FeedHead {
  readonly title?: string;
  readonly description?: string;
  /** The home page, absolute. */
  readonly link?: string;
  /** The address the document calls its own, absolute. */
  readonly self?: string;
  readonly language?: string;
  /** Absolute address of the feed's picture or icon. */
  readonly image?: string;
  readonly authors: readonly Person[];
}

export type FeedFormat = 'rss' | 'rdf' | 'atom' | 'json' | 'document';

export interface ParsedFeed {
  readonly format: FeedFormat;
  readonly head: FeedHead;
  readonly items: readonly Item[];
  /** How long the source asks us to wait between polls (`<ttl>`, sy:updatePeriod), milliseconds. */
  readonly ttl?: Millis;
  /** Hours (0–23, UTC) and days (0 = Sunday) in which the source asks not to be polled. */
  readonly skipHours?: readonly number[];
  readonly skipDays?: readonly number[];
  /** What was mended or left out to read it, one sentence each, for the source's state. */
  readonly notes: readonly string[];
}

/** What cleaning makes of an item; everything a reader sees, and so everything a revision can change. */
export interface Cleaned {
  /** Plain text. */
  readonly title: string;
  /** Sanitised HTML fragment; '' where the item has no body. */
  readonly content: string;
  /** Sanitised HTML fragment. */
  readonly summary?: string;
  readonly authors: readonly Person[];
  readonly categories: readonly Category[];
  readonly enclosures: readonly Enclosure[];
  /** The entry's own picture, absolute, rewritten like every other. */
  readonly image?: string;
  /** The article's own date, where its body carried one that is believed. */
  readonly published?: Millis;
}

/** An article as it is published. Its `id` is given at first sight and never changes. */
export interface Entry extends Omit<Cleaned, 'published'> {
  /** `urn:uuid:…` */
  readonly id: string;
  /** Id of the source it came from. */
  readonly source: string;
  readonly link?: string;
  readonly language?: string;
  readonly published: Millis;
  readonly updated: Millis;
  readonly stamp?: Millis;
}
