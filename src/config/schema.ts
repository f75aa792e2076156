/**
 * The one definition of what may stand in the file. Types, defaults, the JSON Schema and the page of
 * documentation all derive from it, so every key says here what it is for.
 */
import * as z from 'zod';
import { readAddress } from './values/address.js';
import { readHeaderName, readHeaderValue, readPattern, readSelector, readTimezone } from './values/expressions.js';
import { readHostPattern, readImageMode } from './values/images.js';
import { readDuration, readSize } from './values/quantities.js';
import type { Reading } from './values/reading.js';
import { readSchedule } from './values/schedule.js';
import { readBaseUrl, readListen } from './values/server.js';
import { readStore } from './values/store.js';

/** A text in a notation of its own. Each text is read once: a thousand sources share a few schedules and zones. */
function written<T>(read: (text: string) => Reading<T>) {
  const known = new Map<string, Reading<T>>();
  return z.string().transform((text, context): T => {
    const reading = known.get(text) ?? read(text);
    if (known.size < 10_000) known.set(text, reading);
    if (reading.ok) return reading.value;
    context.addIssue({ code: 'custom', message: reading.wrong });
    return z.NEVER;
  });
}

/** A whole number; digits in a text count too, for that is what an environment variable gives. */
const count = (least: number, most: number) =>
  z.preprocess(
    (value) => (typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value),
    z.int().min(least).max(most),
  );

/** A size as text, or a bare number of bytes. */
const size = z.union([written(readSize), z.int().min(1)]);

const text = z.string().trim().min(1);

const id = z.string().max(100).regex(/^[a-z0-9-]+$/);

const imageMode = written(readImageMode);

const images = z
  .union([
    imageMode.transform((mode) => ({ default: mode })),
    z.strictObject({
      default: imageMode.exactOptional().meta({ description: 'What is done with pictures of hosts not named below.', examples: ['direct'] }),
      hosts: z
        .record(written(readHostPattern), imageMode)
        .transform((modes) => Object.entries(modes).map(([pattern, mode]) => ({ pattern, mode })))
        .exactOptional()
        .meta({ description: 'Other treatment for single hosts: `host` or `*.host`, the first that fits wins.', examples: [{ '*.dw.com': 'relay' }] }),
      https: z
        .array(written(readHostPattern))
        .exactOptional()
        .meta({ description: 'Hosts known to serve https: their pictures are asked for that way.', examples: [['*.dw.com']] }),
    }),
  ])
  .meta({
    description:
      'What becomes of picture addresses: `direct` (the picture\'s own address), `keep` (the proxy\'s), `relay` (through feedrelay\'s own `/img/`), or an address with `{url}` (percent-encoded) or `{raw}` in it; in the long form by host. What a source says here replaces what `defaults` says, key by key.',
    examples: ['direct', 'https://wsrv.nl/?url={url}&w=1200&output=webp', { default: 'direct', hosts: { '*.dw.com': 'relay' } }],
  });

const filter = z.strictObject({
  title: written(readPattern).exactOptional().meta({ description: 'A regular expression (RE2 syntax) over the title.', examples: ['台湾|中国'] }),
  author: written(readPattern).exactOptional().meta({ description: 'The same over each author\'s name.', examples: ['^Reuters$'] }),
  category: written(readPattern).exactOptional().meta({ description: 'The same over each category.', examples: ['(?i)sport'] }),
  content: written(readPattern).exactOptional().meta({ description: 'The same over the text of the article, without its markup.', examples: ['广告'] }),
});
const include = filter
  .exactOptional()
  .meta({ description: 'Only entries are shown of which all these expressions hold. A filter hides and never deletes.', examples: [{ title: '台湾|中国' }] });
const exclude = filter
  .exactOptional()
  .meta({ description: 'Entries of which any of these expressions holds are hidden.', examples: [{ title: '^广告' }] });

const headers = z.record(written(readHeaderName), written(readHeaderValue));

const schedule = written(readSchedule).meta({
  description:
    'When a source is polled: a cron line of 5 fields, or 6 with seconds first, in the machine\'s time zone; or `every` and a number of s, m, h or d.',
  examples: ['*/30 * * * *', 'every 15m'],
});
const profile = z.enum(['feedx', 'generic', 'none', 'auto']).meta({
  description:
    'How articles are cleaned: `feedx` (what feedx adds is taken out), `generic` (what is right for any feed), `none` (sanitised only), `auto` (feedx for feedx hosts and archived documents, else generic).',
  examples: ['auto'],
});
const keep = z
  .preprocess((value) => (typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value), z.union([z.literal('all'), z.int().min(1)]))
  .meta({ description: 'How many entries are kept, the last to arrive or change; `all` for every one.', examples: ['all', 5000] });
const limit = count(1, 1000).meta({ description: 'How many entries the subscription feed shows; the rest stands in its archive pages.', examples: [50] });

const server = z
  .strictObject({
    listen: written(readListen)
      .prefault('127.0.0.1:8080')
      .meta({ description: 'Where feedrelay listens: `host:port`, `:port` for every IPv4 address of this machine; port 0 takes any free one. `FEEDRELAY_LISTEN` overrides it.', examples: ['127.0.0.1:8080'] }),
    baseUrl: written(readBaseUrl)
      .exactOptional()
      .meta({ description: 'The address as readers see it; may have a path. Without it, it follows from `listen`. `FEEDRELAY_BASE_URL` overrides it.', examples: ['http://127.0.0.1:8080'] }),
    token: z.string().exactOptional().meta({ description: 'The operator\'s token, for what acts rather than shows; where its variable is not set, there is none and nothing can act.', examples: ['${FEEDRELAY_TOKEN}'] }),
    secret: z.string().exactOptional().meta({ description: 'Signs the addresses of relayed pictures; without it one is made once and kept in the store.', examples: ['${FEEDRELAY_SECRET}'] }),
  })
  .prefault({})
  .meta({ description: 'How feedrelay is reached.' });

const limits = z
  .strictObject({
    body: size.prefault('20MB').meta({ description: 'The largest answer of a source, after decompression. MB is a million bytes, MiB 1024 times 1024.', examples: ['20MB'] }),
    item: size.prefault('5MB').meta({ description: 'The largest item; a larger one is skipped and reported.', examples: ['5MB'] }),
    items: count(1, 1_000_000).prefault(5000).meta({ description: 'Items in one document.', examples: [5000] }),
    nesting: count(8, 100_000).prefault(256).meta({ description: 'Levels of nesting in one document; deeper HTML is flattened.', examples: [256] }),
    redirects: count(0, 20).prefault(5).meta({ description: 'Redirects followed in one poll.', examples: [5] }),
    timeout: written(readDuration).prefault('30s').meta({ description: 'How long one request may take in all.', examples: ['30s'] }),
    picture: size.prefault('10MB').meta({ description: 'The largest picture that is relayed.', examples: ['10MB'] }),
    pictureCache: size.prefault('1GB').meta({ description: 'Room on disk for relayed pictures.', examples: ['1GB'] }),
  })
  .prefault({})
  .meta({ description: 'What a stranger\'s document may cost.' });

const defaults = z
  .strictObject({
    schedule: schedule.prefault('*/30 * * * *'),
    profile: profile.prefault('auto'),
    images: images.prefault('direct'),
    keep: keep.prefault('all'),
    limit: limit.prefault(50),
  })
  .prefault({})
  .meta({ description: 'What holds for every source that does not say otherwise. A merged feed takes its `limit` from here too.' });

const source = z.strictObject({
  id: id.meta({ description: 'The source\'s name, of a-z, 0-9 and -; also the name of its feed, `/feeds/ID`. A source is its id: what is kept stays with it.', examples: ['voa'] }),
  url: written(readAddress).meta({ description: 'Where the source is: `http:`, `https:`, or `file:` for a feed file or a folder of archived documents, relative to the working directory.', examples: ['https://feedx.net/rss/mgzy1.xml'] }),
  title: text.exactOptional().meta({ description: 'The feed\'s title; without it, the source\'s own.', examples: ['美国之音'] }),
  schedule: schedule.exactOptional(),
  profile: profile.exactOptional(),
  images: images.exactOptional(),
  remove: z.array(written(readSelector)).exactOptional().meta({ description: 'CSS selectors of what is taken out of every article.', examples: [['.ad', 'aside']] }),
  include,
  exclude,
  timezone: written(readTimezone).exactOptional().meta({ description: 'For dates without a zone, an IANA name; without it, a known site\'s own, else UTC.', examples: ['Europe/Paris'] }),
  headers: headers.exactOptional().meta({ description: 'Headers sent with every request of this source.', examples: [{ Cookie: '${VOA_COOKIE}' }] }),
  keep: keep.exactOptional(),
  limit: limit.exactOptional(),
});

const feed = z.strictObject({
  id: id.meta({ description: 'The merged feed\'s name, of a-z, 0-9 and -; no source may have it too.', examples: ['all'] }),
  title: text.exactOptional().meta({ description: 'Its title; without it, its id.', examples: ['全部'] }),
  sources: z.array(z.string()).min(1).meta({ description: 'Ids of the sources it merges. Where two bring the same article in one round, the order here decides.', examples: [['voa', 'dw']] }),
  limit: limit.exactOptional(),
  include,
  exclude,
});

export const schema = z
  .strictObject({
    server,
    store: written(readStore)
      .prefault('sqlite:./cache/feedrelay.db')
      .meta({ description: 'Where all state is kept: `sqlite:PATH`, `redis://host:6379/0`, `rediss://…`, or `memory:` to forget it at the end. `FEEDRELAY_STORE` overrides it.', examples: ['sqlite:./cache/feedrelay.db'] }),
    limits,
    defaults,
    sources: z.array(source).prefault([]).meta({ description: 'What is polled; each source has a feed of its own.' }),
    feeds: z.array(feed).prefault([]).meta({ description: 'Merged feeds, beside one feed per source.' }),
  })
  .meta({ title: 'feedrelay configuration', description: 'The configuration file of feedrelay. `${NAME}` in any text is read from the environment.' });

export type Written = z.output<typeof schema>;
export type WrittenSource = Written['sources'][number];
export type WrittenImages = Written['defaults']['images'];
