/**
 * Values that the operator left to the environment are secrets: the one place where they are taken out of what is told and
 * of what is published. Pure.
 */
import type { Hidden } from './model.js';
import { changeRelayed, type RelaySigner } from './relay-address.js';

/** Keeps a configuration's secrets. */
export interface Discretion {
  /** A sentence, or an address, as it is told: with `${NAME}` where its value stood. */
  readonly told: (text: string) => string;
  /** An address that relative ones may be resolved against in public: without the parameters, and the rest of the path, that hold a secret. */
  readonly open: (address: string) => string;
  /**
   * A plain value as it is published: in all its texts the parameters of addresses that hold a secret are gone, and what else
   * holds one is blanked.
   *
   * @param relay signs anew what the addresses of relayed pictures stand for: they spell it so that everybody can read it
   */
  readonly published: <T>(value: T, relay?: RelaySigner) => T;
}

/** Shorter ones stand in many a word: they are taken out where they are a whole part of an address. */
const UNMISTAKABLE = 8;
/** As the whole value of an address' parameter, or a part of a value, one is known from so many characters on; `id=7` says nothing. */
const SHORTEST_VALUE = 4;
/** What a secret is replaced by in public, where it cannot be left out. Good in any address. */
const BLANK = 'hidden';
/** A name that leads nowhere (RFC 2606 §2). */
const NOWHERE = 'http://hidden.invalid/';

const silent: Discretion = { told: (text) => text, open: (address) => address, published: (value) => value };
const known = new WeakMap<readonly Hidden[], Discretion>();

export function discretionOf(hidden: readonly Hidden[]): Discretion {
  if (hidden.length === 0) return silent;
  const before = known.get(hidden);
  if (before !== undefined) return before;
  const made = newDiscretion(hidden);
  known.set(hidden, made);
  return made;
}

function newDiscretion(hidden: readonly Hidden[]): Discretion {
  const spellings = hidden.flatMap(({ name, value }) => partsOf(value).flatMap((part) => spellingsOf(part).map((text) => ({ name, text }))));
  const longest = spellings.toSorted((one, other) => other.text.length - one.text.length);
  const names = new Map(longest.toReversed().map(({ name, text }) => [text.toLowerCase(), name]));
  const anywhere = new RegExp(longest.map(({ text }) => (text.length < UNMISTAKABLE ? `(?<=[/=:@?&.,;])${quote(text)}(?=[/=:@?&.,;#\\s"'<>)]|$)` : quote(text))).join('|'), 'gi');
  const inAddress = new RegExp(`(?<![^/=:@?&.,;+#])(?:${longest.map(({ text }) => quote(text)).join('|')})(?![^/=:@?&.,;+#])`, 'i');
  const told = longest.filter(({ text }) => isTelling(text)).map(({ text }) => quote(text));
  const telling = told.length === 0 ? undefined : new RegExp(told.join('|'), 'gi');
  const values = longest.filter(({ text }) => isTelling(text) || text.length >= SHORTEST_VALUE).map(({ text }) => quote(text));
  const parameter = values.length === 0 ? undefined : new RegExp(`(&amp;|&#38;|[?&])[^\\s?&=#"'<>]{1,100}=(?:${values.join('|')})(?=[&#\\s"'<>]|$)(?:&(?:amp;|#38;)|&(?![a-z]{2,8};|#\\d+;))?`, 'gi');
  const tells = (text: string): boolean => telling !== undefined && text.search(telling) !== -1;
  const holds = (text: string): boolean => inAddress.test(text) || tells(text);

  const publishedText = (text: string): string => {
    if (parameter === undefined) return text;
    // What followed the parameter follows what stood before it; a mark that nothing follows is gone.
    const without = text.includes('=') ? text.replaceAll(parameter, (whole, mark: string) => (/&(?:amp;|#38;)?$/.test(whole) ? mark : '')) : text;
    return telling === undefined ? without : without.replaceAll(telling, BLANK);
  };

  const published = <T>(value: T, relay?: RelaySigner): T => {
    if (parameter === undefined) return value;
    if (typeof value === 'string') return publishedText(relay === undefined ? value : changeRelayed(value, relay, publishedText)) as T;
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return value.map((item: unknown) => published(item, relay)) as T;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, published<unknown>(inner, relay)])) as T;
  };

  return {
    told: (text) => text.replaceAll(anywhere, (found) => `\${${names.get(found.toLowerCase()) ?? '…'}}`),
    open(address) {
      if (!URL.canParse(address) || !holds(address)) return address;
      const url = new URL(address);
      if (tells(url.hostname)) return NOWHERE;
      url.search = url.search.replace(/^\?/, '').split('&').filter((pair) => !holds(pair)).join('&');
      const steps = url.pathname.split('/');
      const secret = steps.findIndex((step) => step !== '' && holds(step));
      if (secret !== -1) url.pathname = `${steps.slice(0, secret).join('/')}/`;
      if (url.hash !== '' && holds(url.hash)) url.hash = '';
      return url.href;
    },
    published,
  };
}

/** A value, and what of it tells by itself: a variable may hold a whole address, or a line of cookies. */
function partsOf(value: string): readonly string[] {
  const parts = value.split(/[/?&=#@:;,\s]+/).filter((part) => part !== value && isTelling(part));
  return [...new Set([value, ...parts])].filter((part) => part !== '');
}

/** Ways in which an address, or a text made of it, spells the same. */
function spellingsOf(value: string): readonly string[] {
  const encoded = encodeURIComponent(value);
  const query = new URL('http://host/');
  query.search = value;
  const path = new URL('http://host/');
  path.pathname = value;
  const decoded = decode(value);
  const plain = [value, encoded, encodeURIComponent(encoded), encoded.replaceAll('%20', '+'), query.search.slice(1), path.pathname.slice(1), decoded];
  return [...new Set([...plain, ...plain.map(escaped)])].filter((text) => text !== '');
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/**
 * Made to be guessed by nobody, and so met by chance nowhere: in public nothing else can be taken out without harm to the
 * articles' own addresses. Of several words, or of what stands between slashes, one at least has to be such a mixture, and no `v2`.
 */
function isTelling(text: string): boolean {
  if (text.length < UNMISTAKABLE || /^[a-z]+:\/\//i.test(text)) return false;
  const parts = text.split(/[/\s]+/);
  if (parts.some((part) => part.length >= SHORTEST_VALUE && /\d/.test(part) && /[a-z]/i.test(part))) return true;
  return parts.length === 1 && text.length >= 20 && !/\.[a-z]/i.test(text);
}

const quote = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
