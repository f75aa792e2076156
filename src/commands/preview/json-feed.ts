import type { Enclosure, Item, ParsedFeed, Person, ReadDate } from '../../model.js';
import { withAbsoluteAddresses } from '../../clean/index.js';
import { nameUuid } from '../../identify/index.js';
import { textOf } from '../../publish/index.js';

/**
 * What was parsed as JSON Feed 1.1, with nothing added and nothing taken: ids as in the source (the guid, else the link,
 * else a name made of the item), content as it arrived but for relative addresses and not sanitised, never to be shown as a
 * page. `date_published` of an archived document is its stamp. Mending is told under `_feedrelay`.
 */
export function asJsonFeed({ head, items, format, notes }: ParsedFeed): object {
  return {
    version: 'https://jsonfeed.org/version/1.1',
    title: head.title ?? '',
    home_page_url: head.link,
    feed_url: head.self,
    description: head.description,
    icon: head.image,
    authors: someOf(head.authors.map(author)),
    language: head.language,
    items: items.map(asItem),
    _feedrelay: { format, notes: someOf(notes) },
  };
}

function asItem(item: Item): object {
  return {
    id: sourceId(item),
    url: item.link,
    title: item.title,
    content_html: contentOf(item),
    summary: item.summary === undefined ? undefined : textOf(item.summary),
    image: item.image,
    date_published: dateText(item.published ?? (item.stamp === undefined ? undefined : { at: item.stamp })),
    date_modified: dateText(item.updated),
    authors: someOf(item.authors.map(author)),
    tags: someOf(item.categories.map(({ term, label }) => label ?? term)),
    language: item.language,
    attachments: someOf(item.enclosures.map(attachment)),
  };
}

/** As it arrived, with its addresses absolute: of what they are relative to no format of ours has a word. */
export function contentOf({ content = '', base }: Item): string {
  return base !== undefined && /^https?:/i.test(base) ? withAbsoluteAddresses(content, base) : content;
}

/** The id that the source gives an item, or what stands for it. */
export function sourceId(item: Item): string {
  return item.guid ?? item.link ?? nameUuid(JSON.stringify(item));
}

/** RFC 3339; a bare day is its first instant. */
function dateText(date: ReadDate | undefined): string | undefined {
  const moment = new Date(date?.at ?? Number.NaN);
  return Number.isNaN(moment.getTime()) ? undefined : moment.toISOString();
}

/** JSON Feed has no field for a mail address, and says that `url` may be a `mailto:` link. */
function author({ name, uri, email }: Person): object {
  return { name: name ?? email, url: uri ?? (email === undefined ? undefined : `mailto:${email}`) };
}

function attachment({ url, type, title, length, duration }: Enclosure): object {
  return { url, mime_type: type ?? 'application/octet-stream', title, size_in_bytes: length, duration_in_seconds: duration };
}

const someOf = <T>(list: readonly T[]): readonly T[] | undefined => (list.length === 0 ? undefined : list);
