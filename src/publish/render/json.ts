import { Feed } from 'feed';
import type { OutputFeed } from '../../model.js';
import { absolute, absoluteHttp } from './address.js';
import {
  attachmentsOf,
  authorsOf,
  bylines,
  dateOf,
  homePage,
  languageTag,
  tagsOf,
  type Attachment,
  type Byline,
  type Shown,
} from './parts.js';
import { legible, line, textOf } from './text.js';

/**
 * JSON Feed 1.1. `feed` writes 1.0: what 1.1 added or renamed goes in as extensions, which it writes as
 * they are, over its own fields of the same name.
 */
export function renderJsonFeed(feed: OutputFeed): string {
  const description = line(feed.description ?? '');
  const icon = absoluteHttp(feed.image);
  const skeleton = new Feed({
    title: line(feed.title) || feed.id,
    link: homePage(feed),
    feedLinks: { json: feed.self.json },
    ...(description === '' ? {} : { description }),
    ...(icon === undefined ? {} : { image: icon }),
  });
  const { paging } = feed;
  for (const extension of extensions({
    version: 'https://jsonfeed.org/version/1.1',
    language: languageTag(feed.language),
    authors: people(bylines(feed.authors)),
    next_url: paging.prev?.json,
    _feedrelay: paging.kind === 'archive' ? { archive: true, current_url: paging.current?.json, prev_url: paging.next?.json } : undefined,
  })) {
    skeleton.addExtension(extension);
  }
  for (const shown of feed.entries) skeleton.addItem(item(shown));
  return skeleton.json1();
}

function item(shown: Shown) {
  const { entry, source } = shown;
  const image = absoluteHttp(entry.image);
  const summary = entry.content === '' || entry.summary === undefined ? '' : textOf(entry.summary);
  return {
    id: legible(entry.id),
    // 1.1 wants content of every item, if only an empty one.
    content: legible(entry.content || (entry.summary ?? '')),
    link: absolute(entry.link) ?? '',
    title: line(entry.title),
    ...(image === undefined ? {} : { image }),
    date: dateOf(entry.updated),
    published: dateOf(entry.published),
    extensions: extensions({
      summary: summary === '' ? undefined : summary,
      authors: people(authorsOf(shown)),
      tags: someOf([...new Set(tagsOf(entry).map(({ label }) => label))]),
      language: languageTag(entry.language),
      attachments: someOf(attachmentsOf(entry).map(attachment)),
      _feedrelay: source && { source: { id: source.id, title: line(source.title), home_page_url: absolute(source.link), atom_url: source.self } },
    }),
  };
}

function attachment({ url, type, length, title, duration }: Attachment) {
  return { url, mime_type: type, title, size_in_bytes: length, duration_in_seconds: duration };
}

function people(persons: readonly Byline[]) {
  return someOf(persons.map(({ name, uri }) => ({ name, url: uri })));
}

function someOf<T>(list: readonly T[]): readonly T[] | undefined {
  return list.length === 0 ? undefined : list;
}

/** `feed` types an extension as an object and writes any value. */
function extensions(fields: Readonly<Record<string, unknown>>) {
  return Object.entries(fields)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => ({ name, objects: value as Record<string, unknown> }));
}
