/**
 * One name for one meaning. An element is known by its namespace, not by the prefix a publisher happens to use;
 * where the namespace was never declared, the customary prefix stands for it.
 */

/** Namespace addresses without scheme and trailing `/` or `#`, lower-cased: publishers get all of these wrong. */
const PREFIXES: ReadonlyMap<string, string> = new Map([
  ['', ''],
  ['backend.userland.com/rss', ''],
  ['backend.userland.com/rss2', ''],
  ['backend.userland.com/rss091', ''],
  ['blogs.law.harvard.edu/tech/rss', ''],
  ['cyber.law.harvard.edu/rss', ''],
  ['cyber.law.harvard.edu/rss/rss.html', ''],
  ['channel.netscape.com/rdf/simple/0.9', ''],
  ['my.netscape.com/rdf/simple/0.9', ''],
  ['my.netscape.com/publish/formats/rss-0.91.dtd', ''],
  ['purl.org/net/rss1.1', ''],
  ['purl.org/rss/1.0', ''],
  ['purl.org/rss/1.0/modules/rss091', ''],
  ['www.w3.org/2005/atom', 'atom'],
  ['purl.org/atom/ns', 'atom'],
  ['example.com/newformat', 'atom'],
  ['example.com/necho', 'atom'],
  ['purl.org/echo', 'atom'],
  ['purl.org/pie', 'atom'],
  ['uri/of/echo/namespace', 'atom'],
  ['purl.org/dc/elements/1.0', 'dc'],
  ['purl.org/dc/elements/1.1', 'dc'],
  ['purl.org/dc/terms', 'dcterms'],
  ['purl.org/rss/1.0/modules/content', 'content'],
  ['purl.org/rss/1.0/modules/syndication', 'sy'],
  ['purl.org/rss/1.0/modules/slash', 'slash'],
  ['search.yahoo.com/mrss', 'media'],
  ['www.itunes.com/dtds/podcast-1.0.dtd', 'itunes'],
  ['example.com/dtds/podcast-1.0.dtd', 'itunes'],
  ['rssnamespace.org/feedburner/ext/1.0', 'feedburner'],
  ['www.w3.org/1999/02/22-rdf-syntax-ns', 'rdf'],
  ['www.w3.org/1999/xhtml', 'xhtml'],
  ['www.w3.org/xml/1998/namespace', 'xml'],
]);

const CUSTOMARY: ReadonlySet<string> = new Set([...PREFIXES.values()].filter((prefix) => prefix !== ''));

/** The customary prefix of a namespace; '' for RSS's own, undefined for one that means nothing to a feed. */
export function prefixOf(namespace: string): string | undefined {
  return PREFIXES.get(
    namespace
      .trim()
      .toLowerCase()
      .replace(/^https?:\/\//, '')
      .replace(/[/#]$/, ''),
  );
}

/** Prefix as written ('' for the default) to namespace, for what is in scope. */
export type Scope = ReadonlyMap<string, string>;

/** Copied at every declaration, so its size is bounded. */
const MOST_PREFIXES = 200;

/** The scope inside an element that has these attributes; the same scope where it declares nothing. */
export function declare(scope: Scope, attributes: Readonly<Record<string, string>>): Scope {
  let inner: Map<string, string> | undefined;
  for (const name in attributes) {
    if (!name.startsWith('xmlns')) continue;
    const prefix = name === 'xmlns' ? '' : name.startsWith('xmlns:') ? name.slice(6) : undefined;
    if (prefix === undefined) continue;
    inner ??= new Map(scope);
    if (inner.size >= MOST_PREFIXES) break;
    inner.set(prefix, attributes[name] ?? '');
  }
  return inner ?? scope;
}

/**
 * `dc:creator` for Dublin Core's creator under any prefix, `title` for RSS's own, `atom:title` for Atom's.
 *
 * @param written the name as it stands, in lower case
 * @param core what an element of no namespace, or of the document's own, belongs to: 'atom' where the root is `feed`
 * @param own the root's namespace, whatever it is: some publishers invent one
 */
export function canonicalName(written: string, scope: Scope, core: '' | 'atom', own: string): string {
  const colon = written.indexOf(':');
  const local = written.slice(colon + 1);
  const namespace = scope.get(colon === -1 ? '' : written.slice(0, colon));
  // The root's own namespace first: some RSS documents declare Atom's as their default.
  const prefix = namespace === own ? '' : namespace === undefined ? undeclared(written.slice(0, Math.max(colon, 0))) : prefixOf(namespace);
  if (prefix === '') return core === '' ? local : `${core}:${local}`;
  return prefix === undefined ? `?:${local}` : `${prefix}:${local}`;
}

function undeclared(prefix: string): string | undefined {
  if (prefix === '') return '';
  // a10 is what .NET's SyndicationFeed calls Atom.
  if (prefix === 'a10') return 'atom';
  return CUSTOMARY.has(prefix) ? prefix : undefined;
}
