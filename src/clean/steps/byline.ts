import type { ChildNode } from 'domhandler';
import type { ReadDate } from '../../model.js';
import type { Article, Step } from '../article.js';
import { believed } from '../believed.js';
import { firstShown } from '../html/edges.js';
import { replace } from '../html/tree.js';
import { knownTimezone } from '../known-sites.js';
import { readDate } from '../../parse/index.js';
import { datedBlock } from './dated-block.js';
import { namesAndTime } from './names-and-time.js';

/** What opens an article to say who wrote it and when. */
export interface Byline {
  readonly authors: readonly string[];
  /** As written, in a form that {@link readDate} takes. */
  readonly date: string;
  /** What goes from the body. */
  readonly nodes: readonly ChildNode[];
}

/** More than one is somebody's mistake; more than these are nobody's. */
const MOST = 16;

/**
 * The article's own date and author, where they open its body in one of the shapes that feedx is known to write,
 * become the entry's and leave the body.
 */
export const byline: Step = {
  name: 'byline',
  apply: (article) => {
    for (let removed = 0; removed < MOST; removed += 1) {
      const opening = firstShown(article.root);
      const found = opening && (datedBlock(opening) ?? namesAndTime(opening));
      const date = found && readDate(found.date, zoneOf(article));
      if (!date) return;
      take(found, date, article);
    }
  },
};

function take({ authors, nodes }: Byline, date: ReadDate, article: Article): void {
  const { found, item } = article;
  const stamp = item.stamp ?? (item.published?.day ? undefined : item.published?.at);
  found.published ??= believed(date, stamp, zoneOf(article));
  if (found.authors.length === 0) found.authors = authors.map((name) => ({ name }));
  for (const node of nodes) replace(node);
}

const zoneOf = ({ item, policy }: Article): string => policy.timezone || knownTimezone(item.link ?? '') || 'UTC';
