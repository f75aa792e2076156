/** What of HTML a published article may hold: elements, their attributes, and the schemes of addresses. */

/** Attributes that any element may keep. `id` only where a link within the article leads to it. */
const EVERYWHERE = ['dir', 'lang', 'id'];

const CELL = ['colspan', 'rowspan', 'headers', 'scope'];
const SIZE = ['width', 'height'];
const EDIT = ['cite', 'datetime'];

/** Element to the attributes that it may keep beside those of every element. */
export const ATTRIBUTES: Readonly<Record<string, readonly string[]>> = {
  a: ['href', 'title', 'hreflang'],
  abbr: ['title'], address: [], article: [], aside: [],
  audio: ['src', 'controls', 'loop'],
  b: [], bdi: [], bdo: [], blockquote: ['cite'], br: [],
  caption: [], cite: [], code: ['class'], col: ['span'], colgroup: ['span'],
  data: ['value'], dd: [], del: EDIT, details: ['open'], dfn: ['title'], div: [], dl: [], dt: [],
  em: [], figcaption: [], figure: [], footer: [],
  h1: [], h2: [], h3: [], h4: [], h5: [], h6: [], header: [], hr: [],
  i: [],
  iframe: ['src', ...SIZE, 'title', 'allowfullscreen', 'sandbox'],
  img: ['src', 'srcset', 'sizes', 'alt', 'title', ...SIZE],
  ins: EDIT, kbd: [], li: ['value'], main: [], mark: [], nav: [],
  ol: ['start', 'reversed', 'type'],
  p: [], picture: [], pre: ['class'], q: ['cite'],
  rp: [], rt: [], ruby: [], s: [], samp: [], section: [], small: [],
  source: ['src', 'srcset', 'sizes', 'media', 'type', ...SIZE],
  span: [], strong: [], sub: [], summary: [], sup: [],
  table: [], tbody: [], td: CELL, tfoot: [], th: [...CELL, 'abbr'], thead: [], time: ['datetime'], tr: [],
  track: ['src', 'kind', 'srclang', 'label', 'default'],
  u: [], ul: [], var: [],
  video: ['src', 'poster', 'controls', 'loop', 'muted', ...SIZE],
  wbr: [],
};

/** Elements under another name: what HTML has given up, and what only groups. */
export const RENAMED: Readonly<Record<string, string>> = {
  acronym: 'abbr', center: 'div', dialog: 'div', dir: 'ul', fieldset: 'div', form: 'div', hgroup: 'div', image: 'img',
  legend: 'div', listing: 'pre', menu: 'ul', plaintext: 'pre', search: 'div', strike: 's', tt: 'code', xmp: 'pre',
};

export const isKept = (element: string): boolean => Object.hasOwn(ATTRIBUTES, element);

export const isKeptAttribute = (element: string, attribute: string): boolean =>
  EVERYWHERE.includes(attribute) || (ATTRIBUTES[element]?.includes(attribute) ?? false);

/** Attributes that hold one address. */
export const ADDRESS_ATTRIBUTES: ReadonlySet<string> = new Set(['href', 'src', 'poster', 'cite']);

/** Schemes that links may have. Pictures, media and frames are http(s) only, but for raster pictures in `data:`. */
export const LINK_SCHEMES: readonly string[] = ['http', 'https', 'mailto', 'tel', 'ftp', 'magnet', 'xmpp', 'geo', 'sms'];

/** Attributes that are there or not; any value means they are. */
export const BOOLEAN_ATTRIBUTES: ReadonlySet<string> = new Set([
  'allowfullscreen', 'controls', 'default', 'loop', 'muted', 'open', 'reversed',
]);

/** All attributes that `element` may keep. */
export const attributesOf = (element: string): readonly string[] => [...EVERYWHERE, ...(ATTRIBUTES[element] ?? [])];
