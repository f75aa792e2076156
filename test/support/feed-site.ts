import { createHash } from 'node:crypto';
import type { Route } from './upstream.js';

export interface SiteItem {
  readonly title: string;
  readonly link: string;
  /** Absent: no guid. */
  readonly guid?: string;
  /** Milliseconds; absent: no pubDate. On a feedx-like site: when the crawl was, the same for all it brought. */
  readonly crawled?: number;
  /** HTML. */
  readonly body: string;
}

export interface FeedSiteOptions {
  readonly title?: string;
  /** How many items, the newest of the list, the feed shows. */
  readonly window?: number;
  readonly validators?: 'etag' | 'last-modified' | 'both' | 'none';
  readonly headers?: Readonly<Record<string, string>>;
}

/** A site like feedx: full-text RSS 2.0 over a sliding window, with conditional answers. */
export interface FeedSite {
  readonly route: Route;
  /** A crawl: these stand before what was there. */
  publish(...items: readonly SiteItem[]): void;
  /** What the site has from now on, newest first. */
  replace(items: readonly SiteItem[]): void;
  /** How it answered, in order: 200 or 304. */
  readonly answers: readonly number[];
}

export function feedSite({ title = 'A site', window = 50, validators = 'both', headers = {} }: FeedSiteOptions = {}): FeedSite {
  let items: readonly SiteItem[] = [];
  let changed = Date.UTC(2024, 10, 29, 12);
  const answers: number[] = [];

  const replace = (next: readonly SiteItem[]): void => {
    items = next;
    changed += 60_000;
  };

  const route: Route = (request, response) => {
    const body = render(title, items.slice(0, window));
    const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 12)}"`;
    const lastModified = new Date(changed).toUTCString();
    const offered = {
      ...(validators === 'etag' || validators === 'both' ? { etag } : {}),
      ...(validators === 'last-modified' || validators === 'both' ? { 'last-modified': lastModified } : {}),
    };
    // An entity tag, where both are sent, decides alone (RFC 9110 §13.2.2).
    const asked = request.headers['if-none-match'];
    const same = asked === undefined ? request.headers['if-modified-since'] === lastModified : asked === etag;
    const status = same && validators !== 'none' ? 304 : 200;
    answers.push(status);
    response.writeHead(status, { ...offered, ...headers, ...(status === 200 ? { 'content-type': 'application/rss+xml; charset=utf-8' } : {}) });
    response.end(status === 200 ? body : undefined);
  };

  return { route, answers, replace, publish: (...fresh) => replace([...fresh, ...items]) };
}

function render(title: string, items: readonly SiteItem[]): string {
  const parts = items.map(({ title, link, guid, crawled, body }) =>
    [
      '<item>',
      `<title>${escaped(title)}</title><link>${escaped(link)}</link>`,
      guid === undefined ? '' : `<guid isPermaLink="false">${escaped(guid)}</guid>`,
      crawled === undefined ? '' : `<pubDate>${new Date(crawled).toUTCString()}</pubDate>`,
      `<description><![CDATA[${body.replaceAll(']]>', ']]]]><![CDATA[>')}]]></description>`,
      '</item>',
    ].join(''),
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"><channel><title>${escaped(title)}</title><link>https://site.example/</link><description/>${parts.join('\n')}</channel></rss>\n`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
