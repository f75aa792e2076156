import { lineOf } from './body.js';
import { all, type Element } from './element.js';

/** What may title an item or a feed; earlier names go first. */
export const TITLES = ['title', 'atom:title', 'dc:title', 'media:title', 'itunes:title'];

/** The title of an item or a feed, on one line. */
export function titleOf(parent: Element): string | undefined {
  return lineOf(firstFilled(parent, TITLES));
}

/** The first child of these names that says anything. */
export function firstFilled(parent: Element, names: readonly string[]): Element | undefined {
  return all(parent, ...names).find((element) => lineOf(element) !== undefined);
}
