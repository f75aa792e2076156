/**
 * What the tree builder has to know of HTML's content model (WHATWG HTML, "Tree construction" and
 * "Content models"), as sets of element names.
 */

/** Elements without content and without an end tag. */
export const VOID: ReadonlySet<string> = new Set([
  'area', 'base', 'basefont', 'bgsound', 'br', 'col', 'command', 'embed', 'frame', 'hr', 'img', 'image', 'input',
  'keygen', 'link', 'meta', 'param', 'source', 'track', 'wbr',
]);

/** Void elements that show nothing of an article. */
export const MEANINGLESS: ReadonlySet<string> = new Set([
  'area', 'base', 'basefont', 'bgsound', 'command', 'embed', 'frame', 'input', 'keygen', 'link', 'meta', 'param',
]);

/** Elements whose content is code or control, never an article's text. Their text is raw: no markup within. */
export const RAW: ReadonlySet<string> = new Set(['script', 'style', 'textarea', 'title']);

/** Elements that go with all they hold, where they have an end tag. */
export const CONTENT_DROPPED: ReadonlySet<string> = new Set([
  'annotation', 'annotation-xml', 'datalist', 'noembed', 'noframes', 'select', 'svg', 'template',
]);

/** Elements that stand for something to be played; what else they hold is for those who cannot. */
export const EMBEDDED: ReadonlySet<string> = new Set(['audio', 'video']);

/** What may stand inside `audio` and `video`. */
export const MEDIA_CHILDREN: ReadonlySet<string> = new Set(['source', 'track']);

/** Blocks: each ends an open paragraph, and none may stand inside an inline element. */
export const BLOCK: ReadonlySet<string> = new Set([
  'address', 'article', 'aside', 'blockquote', 'center', 'dd', 'details', 'dialog', 'dir', 'div', 'dl', 'dt',
  'fieldset', 'figcaption', 'figure', 'footer', 'form', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'header', 'hgroup', 'hr',
  'legend', 'li', 'listing', 'main', 'menu', 'nav', 'ol', 'p', 'plaintext', 'pre', 'search', 'section', 'summary',
  'table', 'ul', 'xmp',
]);

/** Inline elements that mark text and may be repeated when a block cuts through them. */
export const MARKING: ReadonlySet<string> = new Set([
  'a', 'abbr', 'acronym', 'b', 'bdi', 'bdo', 'big', 'cite', 'code', 'data', 'del', 'dfn', 'em', 'font', 'i', 'ins',
  'kbd', 'mark', 'nobr', 'q', 's', 'samp', 'small', 'span', 'strike', 'strong', 'sub', 'sup', 'time', 'tt', 'u', 'var',
]);

/** Marks that outlast what they began in, until their own end tag (WHATWG HTML, "formatting" elements). */
export const FORMATTING: ReadonlySet<string> = new Set([
  'a', 'b', 'big', 'code', 'em', 'font', 'i', 'nobr', 's', 'small', 'strike', 'strong', 'tt', 'u',
]);

/** Ruby and its parts: inline, but senseless when repeated. */
export const RUBY: ReadonlySet<string> = new Set(['ruby', 'rt', 'rp']);

/** `div`, and what only groups and is published as a `div`. */
export const GROUPING: ReadonlySet<string> = new Set([
  'center', 'dialog', 'div', 'fieldset', 'form', 'hgroup', 'legend', 'search',
]);

export const HEADING: ReadonlySet<string> = new Set(['h1', 'h2', 'h3', 'h4', 'h5', 'h6']);

export const TABLE_SECTION: ReadonlySet<string> = new Set(['thead', 'tbody', 'tfoot']);

/** Parts of a table; outside of one their tags are ignored. */
export const TABLE_PART: ReadonlySet<string> = new Set([
  'caption', 'colgroup', 'col', 'thead', 'tbody', 'tfoot', 'tr', 'td', 'th',
]);

/** Where text, inline elements and blocks may not stand directly. */
export const TABLE_CONTEXT: ReadonlySet<string> = new Set(['table', 'thead', 'tbody', 'tfoot', 'tr', 'colgroup']);

/** No implied end reaches out of these. */
export const BARRIER: ReadonlySet<string> = new Set(['table', 'td', 'th', 'caption']);
