import * as z from 'zod';
import type { Category, Enclosure, FeedFormat, Item, Person } from '../model.js';
import { differing, orDerived, present } from './differing.js';
import type { Told } from './document-text.js';
import { instant, readDate, toDate, toInstant } from './instant.js';

const person = z.union([
  z.string().transform((name): Person => ({ name })),
  z.strictObject({ name: z.string().exactOptional(), uri: z.string().exactOptional(), email: z.string().exactOptional() }),
]);

const category = z.union([
  z.string().transform((term): Category => ({ term })),
  z.strictObject({ term: z.string(), label: z.string().exactOptional(), scheme: z.string().exactOptional() }),
]);

const enclosure = z.union([
  z.string().transform((url): Enclosure => ({ url })),
  z.strictObject({
    url: z.string(),
    type: z.string().exactOptional(),
    length: z.number().exactOptional(),
    title: z.string().exactOptional(),
    duration: z.number().exactOptional(),
  }),
]);

const tellable = z.string().nullable().exactOptional();

/** What a front matter says of the item as it arrived, beside what stamp, title, link and body tell. */
export const itemMatter = z.strictObject({
  guid: z.string().exactOptional(),
  title: tellable,
  link: tellable,
  base: tellable,
  stamp: instant.nullable().exactOptional(),
  published: readDate.exactOptional(),
  updated: readDate.exactOptional(),
  authors: z.array(person).exactOptional(),
  categories: z.array(category).exactOptional(),
  language: z.string().exactOptional(),
  image: z.string().exactOptional(),
  enclosures: z.array(enclosure).exactOptional(),
  summary: z.string().exactOptional(),
  content: tellable,
});

export type ItemMatter = z.output<typeof itemMatter>;

/** @param said what the document's own lines tell */
export function writeItem(item: Item, format: FeedFormat, said: Told): Readonly<Record<string, unknown>> {
  const { guid, published, updated, authors, categories, enclosures, language, image, summary } = item;
  return {
    ...present({ guid }),
    ...differing('title', item.title, said.title, verbatim),
    ...differing('link', item.link, said.link, verbatim),
    ...differing('base', item.base, item.link, verbatim),
    ...differing('stamp', item.stamp, embedded(format, said), toInstant),
    ...present({
      published: published === undefined ? undefined : toDate(published),
      updated: updated === undefined ? undefined : toDate(updated),
      authors: filled(authors.map((author) => short(author, 'name'))),
      categories: filled(categories.map((named) => short(named, 'term'))),
      language,
      image,
      enclosures: filled(enclosures.map((attached) => short(attached, 'url'))),
      summary,
    }),
    ...differing('content', item.content, said.content, verbatim),
  };
}

export function readItem(matter: ItemMatter, format: FeedFormat, said: Told): Item {
  const { guid, published, updated, authors = [], categories = [], enclosures = [], language, image, summary } = matter;
  const link = orDerived(matter.link, said.link);
  return {
    ...present({
      guid,
      link,
      title: orDerived(matter.title, said.title),
      content: orDerived(matter.content, said.content),
      summary,
      published,
      updated,
      stamp: orDerived(matter.stamp, embedded(format, said)),
      image,
      language,
      base: orDerived(matter.base, link),
    }),
    authors,
    categories,
    enclosures,
  };
}

/** A feed's item has its date on the first line, which only a document has of its own. */
function embedded(format: FeedFormat, said: Told): number | undefined {
  return format === 'document' ? said.stamp : undefined;
}

function filled<T>(list: readonly T[]): readonly T[] | undefined {
  return list.length === 0 ? undefined : list;
}

/** The one field that says all, where there is no other. */
function short<T extends object>(whole: T, name: keyof T & string): unknown {
  const fields = Object.keys(whole);
  return fields.length === 1 && fields[0] === name ? whole[name] : whole;
}

const verbatim = (text: string): string => text;
