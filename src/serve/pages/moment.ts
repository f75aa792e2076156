import type { Millis } from '../../model.js';
import { html, type Html } from './html.js';
import type { Clock } from './time.js';

/** Words that mean a moment: which one stands in the title, and for programs in `datetime`. */
export function moment(at: Millis, words: string, clock: Clock): Html {
  return html`<time datetime="${new Date(at).toISOString()}" title="${clock.whole(at)}">${words}</time>`;
}

/** A time of day, with its day unless that is today; the page's script says it in the reader's own zone. */
export function timeOf(at: Millis, clock: Clock): Html {
  return html`<time datetime="${new Date(at).toISOString()}" title="${clock.whole(at)}" data-as="at">${clock.at(at)}</time>`;
}

/** Day, time and zone; the page's script says it in the reader's own. */
export function wholeTimeOf(at: Millis, clock: Clock): Html {
  return html`<time datetime="${new Date(at).toISOString()}" data-as="whole">${clock.whole(at)}</time>`;
}
