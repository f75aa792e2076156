/** One item through its profile. */

import type { CleanPolicy, Cleaned, Enclosure, Item } from '../model.js';
import type { Article, Step } from './article.js';
import { parseHtml } from './html/parse.js';
import { writeHtml } from './html/write.js';
import { isPictureAddress, pictureType } from './images/picture-address.js';
import { rewritePicture } from './images/rewrite.js';
import { FRAGMENT, PROFILES } from './profiles.js';
import { lastWord } from './sanitise.js';

/** What the inspector is told after each step. */
export type Watch = (step: string, html: () => string) => void;

/**
 * What readers see of an item. Pure: no clock, no network; equal items and policies give equal results.
 * Time is linear in the size of the body, whatever it holds.
 */
export function cleanItem(item: Item, policy: CleanPolicy): Cleaned {
  const article = open(item.content ?? '', item, policy);
  const content = run(PROFILES[policy.profile], article);
  const summary = item.summary === undefined ? '' : cleanFragment(item.summary, item, policy);
  const { found } = article;
  const image = item.image === undefined ? found.image : pictureOf(item.image, item, policy);
  return {
    title: oneLine(item.title ?? ''),
    content,
    ...(summary !== '' && { summary }),
    authors: item.authors.length > 0 ? item.authors : found.authors,
    categories: item.categories,
    enclosures: [...item.enclosures.flatMap((enclosure) => enclosureOf(enclosure, item, policy)), ...found.enclosures],
    ...(image !== undefined && { image }),
    ...(found.published !== undefined && { published: found.published }),
  };
}

function cleanFragment(html: string, item: Item, policy: CleanPolicy): string {
  return run(policy.profile === 'none' ? PROFILES.none : FRAGMENT, open(html, item, policy));
}

/** The body of an item, read and ready for its steps. */
export const open = (html: string, item: Item, policy: CleanPolicy): Article => ({
  root: parseHtml(html, policy.nesting),
  item,
  policy,
  found: { authors: [], enclosures: [] },
});

/** The body after all steps and the sanitiser. */
export function run(steps: readonly Step[], article: Article, watch?: Watch): string {
  for (const step of steps) {
    step.apply(article);
    watch?.(step.name, () => writeHtml(article.root));
  }
  return lastWord(writeHtml(article.root)).trim();
}

function pictureOf(address: string, item: Item, policy: CleanPolicy): string | undefined {
  return policy.profile === 'none' ? address : rewritePicture(address, policy, item.link) || undefined;
}

/** An enclosed picture goes where pictures go. Its new address may not tell its type any more, so the old one's word is kept. */
function enclosureOf(enclosure: Enclosure, item: Item, policy: CleanPolicy): readonly Enclosure[] {
  const isPicture = enclosure.type === undefined ? isPictureAddress(enclosure.url) : /^image\//i.test(enclosure.type);
  if (!isPicture) return [enclosure];
  const url = pictureOf(enclosure.url, item, policy);
  if (url === undefined) return [];
  const type = enclosure.type ?? (url === enclosure.url ? undefined : pictureType(enclosure.url));
  return [{ ...enclosure, url, ...(type !== undefined && { type }) }];
}

const oneLine = (text: string): string =>
  text.replace(/\p{Surrogate}/gu, '\ufffd').replace(/[\0-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]+/g, ' ').replace(/ {2,}/g, ' ').trim();
