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
  readonly folder?: string;
  readonly isComment: boolean;
  /** What it is if no other outline is in it, and its place among the found. */
  readonly empty?: { readonly place: number; readonly outline: OpmlLeft };
}

/**
 * A subscription list: OPML 1.0, 1.1, 2.0 and what programs write for it.
 *
 * Forgiving: attribute names in any letter case, `url` for `xmlUrl`, only `text` or only `title`, feeds inside feeds, stray
 * `&`, a missing end. An outline with an address is a feed, one with outlines in it a folder.
 *
 * @returns every outline but the folders, in the order of the list; a failure `not-opml` for a document that has neither
 *   `<opml>` nor an outline
 */
export function readOpml(text: string): Result<readonly OpmlOutline[]> {
  const found: (OpmlOutline | undefined)[] = [];
  const open: Open[] = [];
  const seen = new Set<string>();
  const lineAt = lines(text);
  const parser = new Parser(
    {
      onopentag(tag, attributes) {
        const name = tag.toLowerCase();
        seen.add(name);
        const isComment = open.at(-1)?.isComment ?? false;
        if (name !== 'outline' || isComment) {
          open.push({ isComment });
          return;
        }
        // What another outline is in is not empty.
        const around = open.findLast(({ empty }) => empty !== undefined)?.empty;
        if (around !== undefined) found[around.place] = undefined;
        const path = open.flatMap(({ folder }) => folder ?? []);
        const outline = readOutline(attributes, lineAt(parser.startIndex), path);
        const place = found.push(outline) - 1;
        open.push({
          isComment: outline.kind === 'comment',
          ...(outline.kind === 'empty' ? { empty: { place, outline } } : {}),
          ...(outline.kind !== 'feed' && outline.title !== '' ? { folder: outline.title } : {}),
        });
      },
      onclosetag() {
        open.pop();
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  parser.end(text);
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
