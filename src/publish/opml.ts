import { Parser } from 'htmlparser2';
import type { Result } from '../model.js';
import { line } from './render/text.js';
import { element, escaped } from './render/xml.js';

/** One subscription of a list. */
export interface OpmlOutline {
  /** Plain text; the address where the list gives no name. */
  readonly title: string;
  /** The feed's address as the list writes it, but for blanks and a `feed:` before it. */
  readonly url: string;
  /** The site's address, as the list writes it. */
  readonly html?: string;
  /** The folders it lies in, outermost first. */
  readonly path: readonly string[];
}

/** Our feeds as a subscription list, OPML 2.0: Atom addresses, in the order given, without a date. */
export function renderOpml(title: string, feeds: readonly { readonly title: string; readonly atom: string; readonly html: string }[]): string {
  const outlines = feeds.map((feed) => {
    const name = line(feed.title) || feed.atom;
    return element('outline', { type: 'rss', text: name, title: name, xmlUrl: feed.atom, htmlUrl: feed.html });
  });
  const head = element('head', {}, element('title', {}, escaped(title)));
  const body = ['<body>', ...outlines.map((outline) => `    ${outline}`), '</body>'].join('\n  ');
  return `<?xml version="1.0" encoding="utf-8"?>\n<opml version="2.0">\n  ${head}\n  ${body}\n</opml>\n`;
}

interface Open {
  readonly name: string;
  readonly folder: string | undefined;
}

/**
 * A subscription list: OPML 1.0, 1.1, 2.0 and what programs write for it.
 *
 * Forgiving: attribute names in any letter case, `url` for `xmlUrl`, only `text` or only `title`, feeds
 * inside feeds, stray `&`, a missing end. An outline with an address is a feed, one without is a folder.
 *
 * @returns a failure `not-opml` for a document that has neither `<opml>` nor an outline
 */
export function readOpml(text: string): Result<readonly OpmlOutline[]> {
  const found: OpmlOutline[] = [];
  const open: Open[] = [];
  const seen = new Set<string>();
  const parser = new Parser(
    {
      onopentag(tag, attributes) {
        const name = tag.toLowerCase();
        seen.add(name);
        const outline = name === 'outline' ? readOutline(attributes) : undefined;
        const path = open.flatMap(({ folder }) => (folder === undefined ? [] : [folder]));
        if (outline?.url !== undefined) found.push({ ...outline, url: outline.url, title: outline.title || outline.url, path });
        open.push({ name, folder: outline?.url === undefined ? outline?.title || undefined : undefined });
      },
      onclosetag() {
        open.pop();
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  parser.end(text);
  if (!seen.has('opml') && !seen.has('outline')) {
    return { ok: false, failure: { code: 'not-opml', message: 'This is no OPML subscription list: it has no <outline>; export one from your feed reader.' } };
  }
  return { ok: true, value: found };
}

function readOutline(attributes: Readonly<Record<string, string>>) {
  const named = new Map(Object.entries(attributes).map(([name, value]) => [name.toLowerCase(), line(value)]));
  const address = named.get('xmlurl') || (/^(?:rss|atom|feed)$/i.test(named.get('type') ?? '') ? named.get('url') : undefined);
  const html = named.get('htmlurl');
  return {
    title: named.get('title') || named.get('text') || '',
    url: address ? withoutFeedScheme(address) : undefined,
    ...(html ? { html } : {}),
  };
}

/** `feed://host/` and `feed:https://host/`, as old readers wrote addresses. */
function withoutFeedScheme(address: string): string {
  return address.replace(/^feed:(?=https?:)/i, '').replace(/^feed:\/\//i, 'http://');
}
