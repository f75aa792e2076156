import { BODIES } from './vocabulary.js';

/** `<![CDATA[` as it should be, and as hands and templates write it: `<! [CDATA[`, `<![CDATA [`, `<!CDATA[`, `<[CDATA[`. */
const OPENING = /<(?:!\s{0,9}\[?|\[)\s{0,9}CDATA\s{0,9}\[/iy;
const PROPER = '<![CDATA[';
const CLOSING = ']]>';
/** What is left of an end mark before the end tag that shows it to be none. */
const BROKEN_CLOSING = /(?:\]\s{0,9}\]\s{0,9}(?:>|&gt;)?|\]>)\s{0,200}$/;
/** Behind the name of an end tag that ends something: words after it would speak of it. */
const ENDS = /^\s*>?\s*(?:<|$)/;
const START = /<([a-z_:][\w:.-]{0,100})(?=[\s/>])/iy;
const ITEM = /^(?:[\w.-]{1,20}:)?(?:item|entry)$/i;
/** What swallowed text holds and no text of an article does after the end tag of the very element that it stands in. */
const SWALLOWED = /<(?:!\s{0,9}\[?|\[)\s{0,9}CDATA\s{0,9}\[|<\/?(?:[\w.-]{1,20}:)?(?:item|entry)[\s>]/i;

/** More of these than any feed's author forgets serve only to fill our time. */
const MOST_MENDED = 10_000;

/** Where tags of a name stand next, looked for once. */
class Places {
  readonly #text: string;
  readonly #next = new Map<string, number>();
  #looked: { readonly stop: number; readonly end: number; readonly swallowed: boolean } | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  /** Infinity where there is none any more. */
  after(from: number, mark: string): number {
    const known = this.#next.get(mark) ?? -1;
    if (known >= from) return known;
    const found = this.#text.indexOf(mark, from);
    this.#next.set(mark, found === -1 ? Infinity : found);
    return found === -1 ? Infinity : found;
  }

  /** Whether what follows an end tag up to the end of a section is another item's or another section's. */
  swallowed(stop: number, end: number): boolean {
    if (this.#looked?.stop !== stop || this.#looked.end !== end) this.#looked = { stop, end, swallowed: SWALLOWED.test(this.#text.slice(stop + 1, end)) };
    return this.#looked.swallowed;
  }
}

/**
 * A cheap look at CDATA sections: whether one that begins here may have lost its end, for it holds the end tag of its
 * element or of its item.
 *
 * @param element where its element's tag begins, and its item's
 */
export function sectionSurvey(text: string): (element: number, item: number, from: number, end: number) => boolean {
  const places = new Places(text);
  return (element, item, from, end) => [element, item].some((at) => {
    const name = nameAt(text, at);
    return name !== undefined && places.after(from, `</${name}`) < end;
  });
}

function nameAt(text: string, at: number): string | undefined {
  START.lastIndex = at;
  return START.exec(text)?.[1];
}

export interface MendedSections {
  readonly text: string;
  /** Marks that were misspelt, sections and comments without an end. */
  readonly misspelt: number;
  readonly unclosed: number;
  readonly comments: number;
}

/**
 * XML whose CDATA sections begin as they should, and end with their element where their own end is missing or misspelt:
 * `<![CDATA[Rain</title>`, `<![CDATA[Rain]] ></title>`. A parser reads on to the next section's end, whole items away.
 *
 * An article may well quote a feed, so an end tag within a section is no sign by itself. It is where nothing in the section
 * begins that element, and where an item, or another section, follows, or the section never ends. The same goes for comments,
 * but that their text stays where they have not even a misspelt end: `<!-- more -> text`. Linear.
 */
export function closeSections(text: string): MendedSections {
  const pieces: string[] = [];
  const places = new Places(text);
  let kept = 0;
  let misspelt = 0;
  let unclosed = 0;
  let comments = 0;
  let element: string | undefined;
  let body: string | undefined;
  let item: string | undefined;
  for (let at = text.indexOf('<'); at !== -1 && misspelt + unclosed + comments < MOST_MENDED; at = text.indexOf('<', at)) {
    const next = text.charAt(at + 1);
    OPENING.lastIndex = at;
    const opening = next === '!' || next === '[' ? OPENING.exec(text)?.[0] : undefined;
    if (opening !== undefined && (opening === PROPER || followsTag(text, at))) {
      const from = at + opening.length;
      const end = places.after(from, CLOSING);
      const stop = endOfUnclosed(text, from, end, named(element ?? body, item), places);
      if (opening !== PROPER) {
        pieces.push(text.slice(kept, at), PROPER);
        kept = from;
        misspelt += 1;
      }
      if (stop !== undefined) {
        pieces.push(withoutClosing(text.slice(kept, stop)), CLOSING);
        kept = stop;
        unclosed += 1;
      } else if (end === Infinity) break;
      at = stop ?? end + CLOSING.length;
      continue;
    }
    if (text.startsWith('<!--', at)) {
      const end = places.after(at + 2, '-->');
      const stop = endOfUnclosed(text, at + 4, end, named(body, item), places);
      if (stop === undefined && end === Infinity) break;
      if (stop !== undefined) {
        pieces.push(text.slice(kept, at));
        kept = at + 4 + commentLength(text.slice(at + 4, Math.min(stop, at + 1_000)));
        comments += 1;
      }
      at = stop === undefined ? end : kept;
      continue;
    }
    element = next === '<' ? undefined : nameAt(text, at);
    if (element !== undefined && ITEM.test(element)) item = element;
    if (element !== undefined && BODIES.has(element.toLowerCase())) body = element;
    if (next === '/' && body !== undefined && text.startsWith(body, at + 2)) body = undefined;
    if (next === '/' && item !== undefined && text.startsWith(item, at + 2)) item = body = undefined;
    at += 1;
  }
  return { text: kept === 0 ? text : pieces.join('') + text.slice(kept), misspelt, unclosed, comments };
}

function named(...names: readonly (string | undefined)[]): ReadonlySet<string> {
  return new Set(names.filter((name) => name !== undefined));
}

/** Up to a misspelt end of a comment; without one, its text is the article's. */
function commentLength(text: string): number {
  const end = /-->|-{1,2}!?\s{0,9}(?:>|&gt;)/.exec(text);
  return end === null ? 0 : end.index + end[0].length;
}

/** Whether nothing but blanks stand between a tag and here. */
function followsTag(text: string, at: number): boolean {
  return />\s*$/.test(text.slice(Math.max(0, at - 200), at));
}

/** Where an end tag stands that ends a section without an end of its own; undefined where it has one. */
function endOfUnclosed(text: string, from: number, end: number, names: ReadonlySet<string>, places: Places): number | undefined {
  const stop = unmatched(text, from, end, names, places);
  if (stop === undefined || end === Infinity) return stop;
  return places.swallowed(stop, end) || !names.has(endedAfter(text, end)) ? stop : undefined;
}

/** Where the first end tag of one of these names stands in a section that no start tag in it belongs to. */
function unmatched(text: string, from: number, end: number, names: ReadonlySet<string>, places: Places): number | undefined {
  // Mostly there is none at all.
  if (![...names].some((name) => places.after(from, `</${name}`) < end)) return undefined;
  const open = new Map<string, number>();
  for (let at = from; ; ) {
    let next = { at: end, name: '', closes: false };
    for (const name of names) {
      const closed = places.after(at, `</${name}`);
      const opened = places.after(at, `<${name}`);
      if (closed < next.at) next = { at: closed, name, closes: true };
      if (opened < next.at) next = { at: opened, name, closes: false };
    }
    if (next.at === end) return undefined;
    const depth = open.get(next.name) ?? 0;
    if (next.closes && depth === 0 && ENDS.test(text.slice(next.at + next.name.length + 2, next.at + 300))) return next.at;
    open.set(next.name, Math.max(0, depth + (next.closes ? -1 : 1)));
    at = next.at + 1;
  }
}

/** The name of the end tag that is the first tag after a section; '' where it is another. */
function endedAfter(text: string, from: number): string {
  return /^[^<]*<\/([^\s<>]{1,100})/.exec(text.slice(from, from + 1_000))?.[1] ?? '';
}

function withoutClosing(section: string): string {
  return section.slice(0, -300) + section.slice(-300).replace(BROKEN_CLOSING, '');
}
