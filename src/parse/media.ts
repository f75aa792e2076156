import type { Category, Enclosure } from '../model.js';
import { absolute } from './address.js';
import { all, attribute, hasAny, relation, type Element } from './element.js';
import { lineOf } from './body.js';
import { keysIn, pictureKey } from './picture-key.js';
import { addressOf, isPicture, isPortrait, mediaContents, picturesOf, typeOfPicture, type Picture } from './pictures.js';
import { plainLine } from './plain.js';
import { present } from './present.js';

const FILES = ['enclosure', 'atom:link', 'media:content', 'media:group'];
const PICTURES = ['itunes:image', 'image', 'media:content', 'media:group', 'media:thumbnail', 'enclosure', 'atom:logo', 'atom:icon'];
const CATEGORIES = ['atom:category', 'category', 'dc:subject', 'media:category', 'media:group', 'itunes:keywords'];
const MEDIA_TYPE = /^[\w.+-]{1,100}\/[\w.+-]{1,100}/;

/** Where else readers see an item's pictures. */
export interface Beside {
  /** The item's own picture. */
  readonly image: string | undefined;
  /** Its texts: HTML as it arrived. */
  readonly texts: readonly string[];
}

/** Files that belong to an item: RSS `enclosure`, Atom `link rel=enclosure`, Media RSS `content`; of its pictures those that would not be seen otherwise. */
export function enclosuresOf(item: Element, base: string, beside: Beside): readonly Enclosure[] {
  if (!hasAny(item, FILES)) return [];
  const seconds = secondsOf(all(item, 'itunes:duration')[0]?.text);
  const files = [
    ...all(item, 'enclosure'),
    ...all(item, 'atom:link').filter((link) => relation(link) === 'enclosure'),
    ...mediaContents(item).filter((content) => !isPicture(content)),
  ];
  const byUrl = new Map<string, Enclosure>();
  for (const file of files) {
    const enclosure = enclosureOf(file, file.base ?? base, file.name === 'enclosure' ? seconds : undefined);
    if (enclosure !== undefined && !byUrl.has(enclosure.url)) byUrl.set(enclosure.url, enclosure);
  }
  const enclosures = [...byUrl.values()];
  return [...enclosures, ...galleryOf(item, base, beside, enclosures)];
}

/** The pictures that an item lists beside what it shows: neither its own picture, nor enclosed already, nor in its texts. */
function galleryOf(item: Element, base: string, { image, texts }: Beside, enclosures: readonly Enclosure[]): readonly Enclosure[] {
  const seen = new Set([...(image === undefined ? [] : [image]), ...enclosures.map(({ url }) => url)].map(pictureKey));
  const others = picturesOf(item, base).filter((picture) => !picture.poster && !isPortrait(picture) && !isAmong(picture, seen));
  if (others.length === 0) return [];
  const shown = texts.map((text) => keysIn(text, base));
  return others.filter((picture) => !shown.some((keys) => isAmong(picture, keys))).flatMap((picture) => pictureEnclosure(picture, base));
}

function isAmong({ keys }: Picture, seen: ReadonlySet<string>): boolean {
  return [...keys].some((key) => seen.has(key));
}

function pictureEnclosure({ url, element }: Picture, base: string): readonly Enclosure[] {
  const enclosure = enclosureOf(element, element.base ?? base, undefined);
  return enclosure === undefined ? [] : [{ ...enclosure, type: enclosure.type ?? typeOfPicture(url) }];
}

function enclosureOf(file: Element, base: string, seconds: number | undefined): Enclosure | undefined {
  const url = absolute(addressOf(file), base);
  if (url === undefined) return undefined;
  const type = attribute(file, 'type')?.toLowerCase();
  const length = count(attribute(file, 'length') ?? attribute(file, 'filesize'));
  const title = file.name === 'atom:link' ? plainLine(attribute(file, 'title') ?? '') : lineOf(all(file, 'media:title')[0]);
  const duration = secondsOf(attribute(file, 'duration')) ?? seconds;
  return present({ url, type: type !== undefined && MEDIA_TYPE.test(type) ? type : undefined, length: length === 0 ? undefined : length, title, duration });
}

/** The item's own picture: what the publisher calls its image, else a thumbnail, else a picture among its media. */
export function imageOf(parent: Element, base: string): string | undefined {
  if (!hasAny(parent, PICTURES)) return undefined;
  const groups = [parent, ...all(parent, 'media:group'), ...mediaContents(parent)];
  const candidates = [
    ...all(parent, 'itunes:image', 'image'),
    ...picturesOf(parent, base).map(({ element }) => element),
    ...groups.flatMap((group) => all(group, 'media:thumbnail')),
    ...all(parent, 'enclosure').filter(isPicture),
    ...all(parent, 'atom:logo', 'atom:icon'),
  ];
  for (const candidate of candidates) {
    const url = absolute(addressOf(candidate), candidate.base ?? base);
    if (url !== undefined) return url;
  }
  return undefined;
}

/** Categories under all the names they go by. */
export function categoriesOf(item: Element): readonly Category[] {
  if (!hasAny(item, CATEGORIES)) return [];
  const found = [
    ...all(item, 'atom:category').flatMap(atomCategory),
    ...all(item, 'category').flatMap((category) => (attribute(category, 'term') ? atomCategory(category) : rssCategory(category))),
    ...all(item, 'dc:subject').flatMap((subject) => term(subject.text)),
    ...[item, ...all(item, 'media:group')].flatMap((group) => all(group, 'media:category')).flatMap(rssCategory),
    ...all(item, 'itunes:keywords').flatMap((keywords) => keywords.text.split(',').flatMap((word) => term(word))),
  ];
  const byTerm = new Map<string, Category>();
  for (const category of found) {
    const key = `${category.scheme ?? ''}\n${category.term}`;
    if (!byTerm.has(key)) byTerm.set(key, category);
  }
  return [...byTerm.values()];
}

function atomCategory(element: Element): readonly Category[] {
  const label = plainLine(attribute(element, 'label') ?? '');
  const named = attribute(element, 'term') ?? (element.text.trim() === '' ? label : element.text);
  return term(named ?? '', attribute(element, 'scheme'), label);
}

function rssCategory(element: Element): readonly Category[] {
  const label = plainLine(attribute(element, 'label') ?? '');
  return term(element.text.trim() === '' ? (label ?? '') : element.text, attribute(element, 'domain') ?? attribute(element, 'scheme'), label);
}

function term(written: string, scheme?: string, label?: string): readonly Category[] {
  const line = plainLine(written);
  if (line === undefined) return [];
  return [present({ term: line, label, scheme })];
}

function count(written: string | undefined): number | undefined {
  return written !== undefined && /^\d{1,15}$/.test(written) ? Number(written) : undefined;
}

/** Seconds, or `h:mm:ss` as Apple's podcasts write them. */
export function secondsOf(written: string | undefined): number | undefined {
  const text = written?.trim() ?? '';
  if (!/^\d{1,9}(?::\d{1,2}){0,2}(?:\.\d{1,9})?$/.test(text)) return undefined;
  const seconds = text.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
  return seconds > 0 ? Math.round(seconds) : undefined;
}
