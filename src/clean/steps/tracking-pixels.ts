import type { Element } from 'domhandler';
import type { Step } from '../article.js';
import { rewrite } from '../html/tree.js';

/** Addresses that count readers and show nothing. */
const COUNTERS = /^(?:https?:)?\/\/(?:pixel\.|stats?\.|feeds\.feedburner\.com\/~r\/|[^/]*\/~[fr]\/|rss\.feedsportal\.com\/|medium\.com\/_\/stat\?|pi\.feedsportal\.com\/|www\.google-analytics\.com\/|b\.scorecardresearch\.com\/|sb\.scorecardresearch\.com\/|pixel\.wp\.com\/|hits\.|doubleclick\.net\/)/i;

/** Pictures of at most one pixel a side, and counters by address (Medium's `/_/stat?event=post.clientViewed`), go. */
export const trackingPixels: Step = {
  name: 'tracking pixels',
  apply: ({ root }) => {
    rewrite(root, (element) => (element.name === 'img' && isPixel(element) ? [] : element));
  },
};

function isPixel({ attribs }: Element): boolean {
  return isDot(attribs['width']) || isDot(attribs['height']) || hides(attribs['style']) || COUNTERS.test(attribs['src'] ?? '');
}

const isDot = (size: string | undefined): boolean => size !== undefined && /^\s*[01](?:\.0*)?\s*(?:px)?\s*$/i.test(size);

const hides = (style: string | undefined): boolean =>
  style !== undefined && style.length < 1000 && /(?:^|;)\s*(?:display\s*:\s*none|(?:max-)?(?:width|height)\s*:\s*[01]px)\s*(?:;|!|$)/i.test(style);
