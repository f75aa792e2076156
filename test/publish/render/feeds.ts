import type { Entry, EntrySource, OutputFeed } from '../../../src/model.js';

const self = (path: string) => ({
  atom: `https://relay.example/feeds/${path}.atom`,
  rss: `https://relay.example/feeds/${path}.rss`,
  json: `https://relay.example/feeds/${path}.json`,
});

export const pageOf = self;

export function entry(parts: Partial<Entry> = {}): Entry {
  return {
    id: 'urn:uuid:6ba7b810-9dad-51d1-80b4-00c04fd430c8',
    source: 'harbour',
    link: 'https://news.example/2024/harbour.html',
    title: 'The harbour freezes over',
    content: '<p>For the first time in a century, the harbour is <em>white</em>.</p>',
    authors: [{ name: 'Ada Quill' }],
    categories: [{ term: 'weather' }],
    enclosures: [],
    published: Date.UTC(2024, 10, 29, 17, 28, 27),
    updated: Date.UTC(2024, 10, 29, 18, 0, 0),
    ...parts,
  };
}

export function feed(parts: Partial<OutputFeed> = {}, ...entries: readonly Entry[]): OutputFeed {
  return {
    id: 'harbour',
    title: 'Harbour News',
    description: 'What happens by the water',
    language: 'en',
    link: 'https://news.example/',
    authors: [],
    updated: Math.max(0, ...entries.map(({ updated }) => updated)),
    entries: entries.map((one) => ({ entry: one })),
    self: self('harbour'),
    paging: { kind: 'subscription' },
    ...parts,
  };
}

export const source: EntrySource = {
  id: 'harbour',
  title: 'Harbour News',
  link: 'https://news.example/',
  self: 'https://relay.example/feeds/harbour.atom',
  updated: Date.UTC(2024, 10, 30),
};

/** A feed that shows one entry, which came from a source. */
export function merged(one: Entry): OutputFeed {
  return feed({ id: 'all', title: 'Everything', entries: [{ entry: one, source }], updated: one.updated, self: self('all') });
}
