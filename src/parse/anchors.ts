import { Parser } from 'htmlparser2';
import { absolute, isWeb } from './address.js';
import { oneLine } from './plain.js';
import { DEEPEST, FEED_TYPES, type DiscoveredFeed } from './discover.js';

/** Words by which pages offer their feed to people; a longer text only speaks of feeds. */
const TELLING = /\b(?:rss|atom|feeds?|xml)\b|订阅源/i;
const LONGEST = 40;
/** Addresses that say by themselves what they are: `/feed/`, `/rss.xml`, `news.rss`, `?format=atom`. */
const ADDRESS = /\.(?:rss|atom|rdf)$|\/(?:feed|rss|atom)(?:\.xml)?\/?$|\/index\.xml$|\/feed\.json$|[?&](?:feed|format|type)=(?:rss2?|atom|feed)\b/i;
const MOST = 20;

/**
 * What a web page may mean for its feeds in `<a href>`, told by their type, text or address, in its order, each once: for
 * pages without autodiscovery. They are guesses, to be tried or to be chosen from by a person.
 *
 * @param url where the page came from
 */
export function anchoredFeeds(html: string, url: string): readonly DiscoveredFeed[] {
  const found = new Map<string, DiscoveredFeed>();
  let base = url;
  let depth = 0;
  let open: { readonly href: string; readonly type: string; text: string } | undefined;
  const close = (): void => {
    const feed = open && feedIn(open, base);
    if (feed !== undefined && !found.has(feed.url) && found.size < MOST) found.set(feed.url, feed);
    open = undefined;
  };
  const parser = new Parser({
    onopentag: (name, { href, type = '', title = '', alt = '', ...rest }) => {
      if (++depth > DEEPEST) parser.pause();
      if (name === 'base') base = absolute(href, url) ?? base;
      if (name === 'a') {
        close();
        if (href !== undefined) open = { href, type, text: `${title} ${rest['aria-label'] ?? ''} ` };
      } else if (open !== undefined) open.text += `${alt} ${title} `;
    },
    ontext: (text) => {
      if (open !== undefined) open.text += text;
    },
    onclosetag: (name) => {
      depth -= 1;
      if (name === 'a') close();
    },
    onend: close,
  });
  parser.end(html);
  return [...found.values()];
}

function feedIn({ href, type, text }: { readonly href: string; readonly type: string; readonly text: string }, base: string): DiscoveredFeed | undefined {
  const url = absolute(href, base);
  if (url === undefined || !isWeb(url) || url.replace(/#.*/s, '') === base.replace(/#.*/s, '')) return undefined;
  const title = oneLine(text);
  const named = title !== undefined && title.length <= LONGEST && TELLING.test(title);
  const mediaType = type.toLowerCase().split(';')[0]?.trim() ?? '';
  if (!FEED_TYPES.test(mediaType) && !named && !ADDRESS.test(url)) return undefined;
  return { url, type: mediaType, ...(title !== undefined && { title }) };
}
