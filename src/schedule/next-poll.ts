import type { Millis } from '../model.js';

const HOUR: Millis = 3_600_000;
const DAY: Millis = 24 * HOUR;
/** How often a network that is down is tried. */
const PROBE: Millis = 60_000;

/** What a source's last polls said about the next one. */
export interface PollHistory {
  /** Polls that failed one after the other; 0 after a success, 304 among them. */
  readonly failures: number;
  /** The schedule's own: until its next turn. */
  readonly interval: Millis;
  /** Cache-Control: max-age of the last answer, less its Age. */
  readonly maxAge?: Millis;
  /** The document's own `<ttl>`. */
  readonly ttl?: Millis;
  readonly retryAfter?: Millis;
  /** Between the oldest and the newest item that the source last showed: what is older slides out unseen. */
  readonly windowSpan?: Millis;
  /** Everything fails at once: it is our network. */
  readonly networkDown: boolean;
  /** In [0, 1). */
  readonly random: number;
  /** RSS 2.0 `<skipHours>` (0–23, UTC) and `<skipDays>` (0 = Sunday), seen from `now`. */
  readonly closed?: { readonly now: Millis; readonly skipHours?: readonly number[]; readonly skipDays?: readonly number[] };
}

/**
 * How long until a source is due next. Pure.
 *
 * - The schedule's own interval is the least, always: the operator chose it.
 * - What the source asks for (max-age, ttl) may make it longer, by a day at most.
 * - After n failures: between half and the whole of interval × 2ⁿ, by chance, the whole being a day at most.
 * - Neither is longer than a quarter of the window's span, or articles would slide out unseen; a span unknown or under an
 *   hour says nothing. Closed hours and days are waited out within that quarter too, and not at all if no hour is open.
 * - Retry-After is kept to a day, whatever the window spans.
 * - While our network is down nothing grows: half a minute to a minute, spread, or the interval if that is shorter.
 */
export function nextDelay(history: PollHistory): Millis {
  const { failures, interval, maxAge = 0, ttl = 0, retryAfter = 0, windowSpan = 0, networkDown, random } = history;
  const spread = 0.5 + random / 2;
  if (networkDown) return Math.round(Math.min(PROBE, interval) * spread);

  const cap = windowSpan < HOUR ? Infinity : windowSpan / 4;
  const backoff = failures === 0 ? 0 : Math.min(interval * 2 ** failures, DAY, cap) * spread;
  const courtesy = Math.min(Math.max(maxAge, ttl), DAY, cap);
  const delay = Math.max(interval, backoff, courtesy, Math.min(retryAfter, DAY));
  const opening = delay + untilOpen(delay, history.closed);
  return Math.round(Math.max(delay, Math.min(opening, cap)));
}

/** Milliseconds from the moment `delay` ahead to the first open hour; 0 where it is open, or nothing ever is. */
function untilOpen(delay: Millis, closed: PollHistory['closed']): Millis {
  if (closed === undefined) return 0;
  const { now, skipHours = [], skipDays = [] } = closed;
  const from = now + delay;
  for (let hour = 0; hour < 8 * 24; hour++) {
    const at = hour === 0 ? from : (Math.floor(from / HOUR) + hour) * HOUR;
    const date = new Date(at);
    if (!skipHours.includes(date.getUTCHours()) && !skipDays.includes(date.getUTCDay())) return at - from;
  }
  return 0;
}
