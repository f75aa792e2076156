import * as z from 'zod';
import { readAddress } from '../values/address.js';
import { readHeaderName, readHeaderValue, readPattern, readTimezone } from '../values/expressions.js';
import { readSelector } from '../values/selector.js';
import { readSchedule } from '../values/schedule.js';
import { images } from './images.js';
import { count, id, orDigits, says, text, written } from './notation.js';

/** What a source may say itself and `defaults` says for the others. */
export const settings = {
  schedule: written(readSchedule).meta(
    says(
      "When a source is polled: a cron line of 5 fields, or 6 with seconds first, in the machine's time zone; or `every` and a number of s, m, h or d.",
      '*/30 * * * *',
      'every 15m',
    ),
  ),
  profile: z
    .enum(['feedx', 'generic', 'none', 'auto'])
    .meta(
      says(
        'How articles are cleaned: `feedx` (what feedx adds is taken out), `generic` (what is right for any feed), `none` (sanitised only), ' +
          '`auto` (feedx for feedx hosts and archived documents, else generic).',
        'auto',
      ),
    ),
  images,
  keep: orDigits(z.union([z.literal('all'), z.int().min(1)])).meta(
    says('How many entries are kept, the last to arrive or change; `all` for every one.', 'all', 5000),
  ),
  limit: count(1, 1000).meta(says('How many entries the subscription feed shows, and more where the last poll brought more (in a merged feed: the last round of polls), up to 500; the rest stands in its archive pages.', 50)),
};

const pattern = written(readPattern).exactOptional();

const filter = z
  .strictObject({
    title: pattern.meta(says('A regular expression (RE2 syntax) over the title.', '台湾|中国')),
    author: pattern.meta(says("The same over each author's name.", '^Reuters$')),
    category: pattern.meta(says('The same over each category.', '(?i)sport')),
    content: pattern.meta(says('The same over the text of the article, without its markup.', '广告')),
  })
  .exactOptional();

const filters = {
  include: filter.meta(says('Only entries are shown of which all these expressions hold. A filter hides and never deletes.', { title: '台湾|中国' })),
  exclude: filter.meta(says('Entries of which any of these expressions holds are hidden.', { title: '^广告' })),
};

export const source = z.strictObject({
  id: id.meta(
    says("The source's name, of a-z, 0-9 and -; also the name of its feed, `/feeds/ID`. A source is its id: what is kept stays with it.", 'voa'),
  ),
  url: written(readAddress).meta(
    says(
      'Where the source is: `http:`, `https:`, or `file:` for a feed file or a folder of archived documents, relative to the working directory.',
      'https://feedx.net/rss/mgzy1.xml',
    ),
  ),
  title: text.exactOptional().meta(says("The feed's title; without it, the source's own.", '美国之音')),
  schedule: settings.schedule.exactOptional(),
  profile: settings.profile.exactOptional(),
  images: settings.images.exactOptional(),
  remove: z
    .array(written(readSelector))
    .exactOptional()
    .meta(says('CSS selectors of what is taken out of every article.', ['.ad', 'aside'])),
  ...filters,
  timezone: written(readTimezone)
    .exactOptional()
    .meta(says("For dates without a zone, an IANA name; without it, a known site's own, else UTC.", 'Europe/Paris')),
  headers: z
    .record(written(readHeaderName), written(readHeaderValue))
    .exactOptional()
    .meta(says('Headers sent with every request of this source.', { Cookie: '${VOA_COOKIE}' })),
  keep: settings.keep.exactOptional(),
  limit: settings.limit.exactOptional(),
});

export const mergedFeed = z.strictObject({
  id: id.meta(says("The merged feed's name, of a-z, 0-9 and -; no source may have it too.", 'all')),
  title: text.exactOptional().meta(says('Its title; without it, its id.', '全部')),
  sources: z
    .array(z.string())
    .min(1)
    .meta(says('Ids of the sources it merges. Where two bring the same article in one round, the order here decides.', ['voa', 'dw'])),
  limit: settings.limit.exactOptional(),
  ...filters,
});
