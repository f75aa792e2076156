import { absolute, isWeb } from './address.js';
import { all, attribute, type Element } from './element.js';
import { pictureKey } from './picture-key.js';

/** The path of a picture's own file. */
const PICTURE_FILE = /^[^?#]+\.(jpe?g|png|gif|webp|avif|bmp)(?:[?#]|$)/i;

/** One picture among an item's media, in however many sizes it is given. */
export interface Picture {
  /** The widest of its sizes, and its absolute address. */
  readonly element: Element;
  readonly url: string;
  /** The {@link pictureKey} of each of its sizes. */
  readonly keys: ReadonlySet<string>;
  /** It stands for a film or a sound, in whose group it is. */
  readonly poster: boolean;
}

/** Media RSS `content`, the item's own first, then those of its groups. */
export function mediaContents(item: Element): readonly Element[] {
  return [item, ...all(item, 'media:group')].flatMap((group) => all(group, 'media:content'));
}

/** By its type, else by its medium; Media RSS that says neither (the Guardian's) by the name of its file. */
export function isPicture(file: Element): boolean {
  const type = attribute(file, 'type') ?? '';
  if (type !== '') return type.toLowerCase().startsWith('image/');
  const medium = attribute(file, 'medium');
  return medium === undefined ? file.name === 'media:content' && PICTURE_FILE.test(addressOf(file) ?? '') : medium.toLowerCase() === 'image';
}

/** By the name of its file; one that does not tell goes as a JPEG, which most are: readers show no file of an unknown kind. */
export function typeOfPicture(address: string): string {
  const extension = PICTURE_FILE.exec(address)?.[1]?.toLowerCase() ?? 'jpeg';
  return `image/${extension === 'jpg' ? 'jpeg' : extension}`;
}

export function addressOf(element: Element): string | undefined {
  const written = attribute(element, 'url') ?? attribute(element, 'href') ?? attribute(element, 'rdf:resource');
  return written ?? all(element, 'url')[0]?.text ?? element.text;
}

/**
 * The pictures among an item's media, each once and at its widest. Those of one `media:group` are one picture (Media RSS,
 * "media:group": "effectively the same content, yet different representations"), and so are those of one {@link pictureKey}.
 */
export function picturesOf(item: Element, base: string): readonly Picture[] {
  const byKey = new Map<string, Size[]>();
  const alone = all(item, 'media:content').map((content) => [content]);
  const grouped = all(item, 'media:group').map((group) => all(group, 'media:content'));
  for (const contents of [...alone, ...grouped]) {
    const poster = !contents.every(isPicture);
    const sizes = contents.filter(isPicture).flatMap((element) => sizeOf(element, base, poster));
    const picture = sizes.map(({ key }) => byKey.get(key)).find((known) => known !== undefined) ?? [];
    for (const size of sizes) {
      picture.push(size);
      if (!byKey.has(size.key)) byKey.set(size.key, picture);
    }
  }
  return [...new Set(byKey.values())].flatMap(pictureOf);
}

interface Size {
  readonly element: Element;
  readonly url: string;
  readonly key: string;
  readonly poster: boolean;
}

function sizeOf(element: Element, base: string, poster: boolean): readonly Size[] {
  const url = absolute(addressOf(element), element.base ?? base);
  return url === undefined ? [] : [{ element, url, key: pictureKey(url), poster }];
}

function pictureOf(sizes: readonly Size[]): readonly Picture[] {
  const [first, ...others] = sizes;
  if (first === undefined) return [];
  const { element, url } = others.reduce((widest, size) => (width(size.element) > width(widest.element) ? size : widest), first);
  return [{ element, url, keys: new Set(sizes.map(({ key }) => key)), poster: sizes.some(({ poster }) => poster) }];
}

function width(element: Element): number {
  const written = attribute(element, 'width') ?? '';
  return /^\d{1,6}(?:\.\d{1,6})?(?:px)?$/.test(written) ? Number.parseFloat(written) : 0;
}

/** WordPress.com lists the author's portrait among an article's pictures. */
export function isPortrait({ url }: Picture): boolean {
  return isWeb(url) && /^(?:\w+\.)?gravatar\.com$/.test(new URL(url).hostname);
}
