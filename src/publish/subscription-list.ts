import { Parser } from 'htmlparser2';
import type { Result } from '../model.js';
import { line } from './render/text.js';

/** One subscription of a list. */
export interface OpmlFeed {
  readonly kind: 'feed';
  /** Plain text; the address where the list gives no name. */
  readonly title: string;
  /** The feed's address as the list writes it, but for blanks and a `feed:` before it. */
  readonly url: string;
  /** The site's address, as the list writes it. */
  readonly html?: string;
  /** The folders it lies in, outermost first. */
  readonly path: readonly string[];
}

/** An outline that is neither a feed nor a folder of any. */
export interface OpmlLeft {
  /** `comment`: it and what is in it are commented out; `list`: it includes another list; `link`; `empty`: it has no address. */
  readonly kind: 'comment' | 'list' | 'link' | 'empty';
  /** Of the text, from 1. */
  readonly line: number;
  readonly title: string;
  /** Where it leads, as the list writes it: another list, a page, the site of a feed whose address is missing. */
  readonly url?: string;
}

export type OpmlOutline = OpmlFeed | OpmlLeft;

interface Open {
  /** Names of the folders that this is, and is in, outermost first. */
  readonly path: readonly string[];
  readonly isComment: boolean;
  /** The place among the found of the nearest outline around what is in this that is nothing if it holds none. */
  readonly empty?: number;
}

const OUTSIDE: Open = { path: [], isComment: false };

/** Levels of elements, as in a feed: no list that somebody made needs so many, and a parser looks through all that is open. */
const MOST_LEVELS = 256;

/**
 * A subscription list: OPML 1.0, 1.1, 2.0 and what programs write for it.
 *
 * Forgiving: attribute names in any letter case, `url` for `xmlUrl`, only `text` or only `title`, feeds inside feeds, stray
 * `&`, a missing end. An outline with an address is a feed, one with outlines in it a folder.
 *
 * @returns every outline but the folders, in the order of the list; a failure `not-opml` for a document that has neither
 *   `<opml>` nor an outline, `too-deep` for one nested beyond all use
 */
export function readOpml(text: string): Result<readonly OpmlOutline[]> {
  const found: (OpmlOutline | undefined)[] = [];
  const open: Open[] = [];
  const seen = new Set<string>();
  const lineAt = lines(text);
  let tooDeep: number | undefined;
  const parser = new Parser(
    {
      onopentag(tag, attributes) {
        const name = tag.toLowerCase();
        const around = open.at(-1) ?? OUTSIDE;
        seen.add(name);
        if (open.length >= MOST_LEVELS) {
          tooDeep ??= lineAt(parser.startIndex);
          parser.pause();
          return;
        }
        if (name !== 'outline' || around.isComment) {
          open.push(around);
          return;
        }
        // What another outline is in is not empty.
        if (around.empty !== undefined) found[around.empty] = undefined;
        const outline = readOutline(attributes, lineAt(parser.startIndex), around.path);
        const place = found.push(outline) - 1;
        const empty = outline.kind === 'empty' ? place : around.empty;
        open.push({
          isComment: outline.kind === 'comment',
          path: outline.kind !== 'feed' && outline.title !== '' ? [...around.path, outline.title] : around.path,
          ...(empty === undefined ? {} : { empty }),
        });
      },
      onclosetag() {
        open.pop();
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  parser.write(text);
  if (tooDeep !== undefined) {
    return { ok: false, failure: { code: 'too-deep', message: `The outlines in line ${tooDeep} are nested deeper than ${MOST_LEVELS} levels: end those before them with </outline>.` } };
  }
  parser.end();
  if (!seen.has('opml') && !seen.has('outline')) {
    return { ok: false, failure: { code: 'not-opml', message: 'This is no OPML subscription list: it has no <outline>; export one from your feed reader.' } };
  }
  return { ok: true, value: found.filter((outline) => outline !== undefined) };
}

function readOutline(attributes: Readonly<Record<string, string>>, at: number, path: readonly string[]): OpmlOutline {
  const named = new Map(Object.entries(attributes).map(([name, value]) => [name.toLowerCase(), line(value)]));
  const title = named.get('title') || named.get('text') || '';
  const type = (named.get('type') ?? '').toLowerCase();
  const html = named.get('htmlurl');
  const link = named.get('url');
  const left = { line: at, title };
  // OPML 2.0, "The outline element": what is below a comment is one too.
  if (named.get('iscomment')?.toLowerCase() === 'true') return { kind: 'comment', ...left };
  const address = named.get('xmlurl') || (/^(?:rss|atom|feed)$/.test(type) ? link : undefined);
  if (address) {
    const url = withoutFeedScheme(address);
    return { kind: 'feed', title: title || url, url, path, ...(html ? { html } : {}) };
  }
  if (link) return { kind: type === 'include' || /\.opml$/i.test(link) ? 'list' : 'link', ...left, url: link };
  return { kind: 'empty', ...left, ...(html ? { url: html } : {}) };
}

/** Line numbers of ascending offsets. */
function lines(text: string): (offset: number) => number {
  let [line, counted] = [1, 0];
  return (offset) => {
    for (; counted < offset; counted += 1) if (text[counted] === '\n') line += 1;
    return line;
  };
}

/** `feed://host/` and `feed:https://host/`, as old readers wrote addresses. */
function withoutFeedScheme(address: string): string {
  return address.replace(/^feed:(?=https?:)/i, '').replace(/^feed:\/\//i, 'http://');
}
