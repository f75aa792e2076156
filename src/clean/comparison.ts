import type { Cleaned } from '../model.js';
import { readRelayAddress } from '../relay-address.js';
import { decodeOnce, splitQuery } from './images/query.js';

/**
 * For comparison only: the entry with the query parts of its addresses taken out, for signed picture links that expire
 * change at every fetch. An address within an address (a proxy's, our relay's) is looked at without its own query too.
 * Gives the entry itself where it has none.
 */
export function withoutQueries(cleaned: Cleaned): Cleaned {
  const { content, summary, image, enclosures } = cleaned;
  const plainly = {
    content: withoutQueriesIn(content),
    ...(summary !== undefined && { summary: withoutQueriesIn(summary) }),
    ...(image !== undefined && { image: plain(image) }),
  };
  const addresses = enclosures.map(({ url }) => plain(url));
  const same = plainly.content === content && plainly.summary === summary && plainly.image === image && addresses.every((url, place) => url === enclosures[place]?.url);
  return same ? cleaned : { ...cleaned, ...plainly, enclosures: enclosures.map((enclosure, place) => ({ ...enclosure, url: addresses[place] ?? enclosure.url })) };
}

/** In sanitised HTML neither text nor attributes hold a bare `<` or `>`. */
const TAG = /<[a-z][^<>]*>/g;

/** Attributes as the sanitiser writes them: double quotes, `&amp;` for `&`. */
const ADDRESS = / (href|src|poster|cite)="([^"]*)"/g;
const SET = / srcset="([^"]*)"/g;

/** Nothing is taken out of addresses without a query and without another address in them. */
const withoutQueriesIn = (html: string): string => (html.includes('?') || html.includes('/img/') ? html.replace(TAG, withoutQueriesInTag) : html);

const withoutQueriesInTag = (tag: string): string =>
  tag
    .replace(ADDRESS, (_whole, name: string, address: string) => ` ${name}="${plain(address)}"`)
    .replace(SET, (_whole, set: string) => ` srcset="${set.split(', ').map((candidate) => {
      const [address = '', ...descriptor] = candidate.split(' ');
      return [plain(address), ...descriptor].join(' ');
    }).join(', ')}"`);

/** Scheme and host of an address, and of those within it. */
const ORIGIN = /https?:\/\/[^/\s"?#]*/gi;
const ATTRIBUTE = / (?:href|src|poster|cite|srcset)="[^"]*"/g;

/** The same of sanitised HTML with scheme and host of its addresses taken out too: a site that moves takes its pictures along. */
export const withoutOrigins = (html: string): string =>
  html.includes('="http') ? html.replace(ATTRIBUTE, (attribute) => attribute.replace(ORIGIN, '')) : html;

function plain(address: string): string {
  const relayed = readRelayAddress(address);
  if (relayed) return plain(relayed.picture);
  const at = address.indexOf('?');
  if (at < 0) return address;
  const [query = '', ...fragment] = address.slice(at + 1).split('#');
  const inner = splitQuery(query).map(({ value }) => decodeOnce(value)).filter((value) => /^https?:\/\//i.test(value)).map(plain);
  return [address.slice(0, at), ...inner].join(' ') + (fragment.length > 0 ? `#${fragment.join('#')}` : '');
}
