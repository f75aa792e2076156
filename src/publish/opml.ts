import { line } from './render/text.js';
import { element, escaped } from './render/xml.js';

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
