/** The elements that the adapters read; readers keep these and pass over all others, so that noise costs no memory. */

/** May hold HTML, escaped or as elements; what stands inside is kept as markup. */
export const BODIES: ReadonlySet<string> = new Set([
  'title', 'description', 'abstract', 'body', 'fullitem', 'summary', 'content', 'subtitle', 'tagline',
  'atom:title', 'atom:summary', 'atom:content', 'atom:subtitle', 'atom:tagline', 'atom:info',
  'content:encoded', 'dc:title', 'dc:description', 'dcterms:abstract',
  'itunes:title', 'itunes:summary', 'itunes:subtitle',
  'media:title', 'media:description',
  'xhtml:body', 'xhtml:div',
]);

/** Their text is an address, or may be one. */
export const ADDRESSES: ReadonlySet<string> = new Set(['link', 'atom:link', 'guid', 'id', 'atom:id', 'dc:identifier', 'url', 'uri', 'atom:url', 'atom:uri', 'homepage', 'atom:homepage', 'image', 'atom:logo', 'atom:icon']);

/** They hold a line of text and never an element. */
export const LEAVES: ReadonlySet<string> = new Set(['link', 'guid', 'id', 'atom:id', 'pubdate', 'dc:date', 'published', 'updated', 'atom:published', 'atom:updated']);

/** Of an item, or of the feed. */
const SHARED = [
  'link', 'atom:link', 'author', 'atom:author', 'dc:creator', 'dc:author', 'itunes:author', 'language', 'dc:language',
  'image', 'itunes:image', 'atom:logo', 'atom:icon', 'media:thumbnail',
];

const OF_ITEM = [
  'guid', 'id', 'atom:id', 'dc:identifier', 'pubdate', 'date', 'published', 'updated', 'issued', 'modified', 'created', 'atom:published', 'atom:updated', 'atom:issued',
  'atom:modified', 'atom:created', 'dc:date', 'dcterms:issued', 'dcterms:created', 'dcterms:modified', 'dcterms:date',
  'lastmod', 'category', 'atom:category', 'dc:subject', 'itunes:keywords', 'media:category', 'enclosure',
  'media:content', 'media:group', 'itunes:duration', 'atom:source',
];

const OF_HEAD = ['managingeditor', 'ttl', 'skiphours', 'skipdays', 'sy:updateperiod', 'sy:updatefrequency'];

/** Inside of those above. */
const PARTS = [
  'name', 'email', 'url', 'uri', 'homepage', 'atom:name', 'atom:email', 'atom:uri', 'atom:url', 'atom:homepage',
  'hour', 'day', 'atom:content',
];

const NAMES: ReadonlySet<string> = new Set([...BODIES, ...SHARED, ...OF_ITEM, ...OF_HEAD, ...PARTS]);

/** The name under which the adapters know an element: RSS's own that stand in Atom documents keep their meaning. */
export function knownName(name: string): string | undefined {
  if (NAMES.has(name)) return name;
  const bare = name.startsWith('atom:') ? name.slice(5) : '';
  return NAMES.has(bare) ? bare : undefined;
}

/** Elements that are an article each. CDF nests channels; its items are items all the same. */
export const ITEMS: ReadonlySet<string> = new Set(['item', 'atom:entry']);

/** Roots of documents whose own elements are Atom's: a feed, or one entry by itself. */
export const ATOM_ROOTS: ReadonlySet<string> = new Set(['feed', 'entry']);

/** Elements that only hold others: what is inside belongs to whatever is outside. */
export const WRAPPERS: ReadonlySet<string> = new Set(['channel', 'items', 'rdf:rdf', 'rss', 'atom:feed', 'rdf:seq', 'rdf:bag']);
