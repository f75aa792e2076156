/**
 * The one definition of what may stand in the file. Types, defaults, the JSON Schema and the page of
 * documentation all derive from it, so every key says here what it is for.
 */
import * as z from 'zod';
import { count, says, written } from './schema/notation.js';
import { mergedFeed, settings, source } from './schema/source.js';
import { readDuration, readSize } from './values/quantities.js';
import { readBaseUrl, readListen } from './values/server.js';
import { readStore } from './values/store.js';

const server = z.strictObject({
  listen: written(readListen)
    .prefault('127.0.0.1:8080')
    .meta(
      says(
        'Where feedrelay listens: `host:port`, `:port` for every IPv4 address of this machine; port 0 takes any free one. `FEEDRELAY_LISTEN` overrides it.',
        '127.0.0.1:8080',
      ),
    ),
  baseUrl: written(readBaseUrl)
    .exactOptional()
    .meta(
      says(
        'The address as readers see it; may have a path. Without it, it follows from `listen`. `FEEDRELAY_BASE_URL` overrides it.',
        'http://127.0.0.1:8080',
      ),
    ),
  token: z
    .string()
    .exactOptional()
    .meta(
      says("The operator's token, for what acts rather than shows; where its variable is not set, there is none and nothing can act.", '${FEEDRELAY_TOKEN}'),
    ),
  secret: z
    .string()
    .exactOptional()
    .meta(says('Signs the addresses of relayed pictures; without it one is made once and kept in the store.', '${FEEDRELAY_SECRET}')),
});

const size = z.union([written(readSize), z.int().min(1)]);

const limits = z.strictObject({
  body: size
    .prefault('20MB')
    .meta(says('The largest answer of a source, after decompression. MB is a million bytes, MiB 1024 times 1024.', '20MB')),
  item: size.prefault('5MB').meta(says('The largest item; a larger one is skipped and reported.', '5MB')),
  items: count(1, 1_000_000).prefault(5000).meta(says('Items in one document.', 5000)),
  nesting: count(8, 100_000).prefault(256).meta(says('Levels of nesting in one document; deeper HTML is flattened.', 256)),
  redirects: count(0, 20).prefault(5).meta(says('Redirects followed in one poll.', 5)),
  timeout: written(readDuration).prefault('30s').meta(says('How long one request may take in all.', '30s')),
  picture: size.prefault('10MB').meta(says('The largest picture that is relayed.', '10MB')),
  pictureCache: size.prefault('1GB').meta(says('Room on disk for relayed pictures.', '1GB')),
});

const defaults = z.strictObject({
  schedule: settings.schedule.prefault('*/30 * * * *'),
  profile: settings.profile.prefault('auto'),
  images: settings.images.prefault('direct'),
  keep: settings.keep.prefault('all'),
  limit: settings.limit.prefault(50),
});

export const schema = z
  .strictObject({
    server: server.prefault({}).meta(says('How feedrelay is reached.')),
    store: written(readStore)
      .prefault('sqlite:./cache/feedrelay.db')
      .meta(
        says(
          'Where all state is kept: `sqlite:PATH`, `redis://host:6379/0`, `rediss://…`, or `memory` to forget it at the end. `FEEDRELAY_STORE` overrides it.',
          'sqlite:./cache/feedrelay.db',
        ),
      ),
    limits: limits.prefault({}).meta(says("What a stranger's document may cost.")),
    defaults: defaults
      .prefault({})
      .meta(says('What holds for every source that does not say otherwise. A merged feed takes its `limit` from here too.')),
    sources: z.array(source).prefault([]).meta(says('What is polled; each source has a feed of its own.')),
    feeds: z.array(mergedFeed).prefault([]).meta(says('Merged feeds, beside one feed per source.')),
  })
  .meta({
    title: 'feedrelay configuration',
    ...says('The configuration file of feedrelay. `${NAME}` in any text is read from the environment.'),
  });

export type Written = z.output<typeof schema>;
export type WrittenSource = Written['sources'][number];
export type WrittenImages = Written['defaults']['images'];
