/** What a page that lists our feeds tells of each. */
export interface ListedFeed {
  readonly id: string;
  readonly title: string;
  readonly merged: boolean;
  readonly entries: number;
}

/** The index page of a static site: plain, complete, without script. Deterministic: no date, no clock. */
export function renderSiteIndex(feeds: readonly ListedFeed[], baseUrl: string): string {
  const rows = feeds.map(({ id, title, entries }) => {
    const links = (['atom', 'json', 'rss'] as const)
      .map((format) => `<a href="feeds/${id}.${format}">${format === 'json' ? 'JSON Feed' : format === 'rss' ? 'RSS' : 'Atom'}</a>`)
      .join(' · ');
    return `<li><strong>${escape(title)}</strong> <span>${entries}</span><br>${links}</li>`;
  });
  const alternates = feeds.map(({ id, title }) => `<link rel="alternate" type="application/atom+xml" title="${escape(title)}" href="feeds/${id}.atom">`);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>Feeds</title>
${alternates.join('\n')}
<style>
body { font: 1rem/1.6 system-ui, sans-serif; max-width: 42rem; margin: 2rem auto; padding: 0 1rem; }
li { margin: 0 0 1rem; }
span { opacity: .7; }
</style>
</head>
<body>
<h1>Feeds</h1>
<p>Copy an address into your reader, or take them all: <a href="feeds.opml">OPML</a>. Published as <a href="${escape(baseUrl)}/">${escape(baseUrl)}</a>.</p>
<ul>
${rows.join('\n')}
</ul>
</body>
</html>
`;
}

function escape(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}
