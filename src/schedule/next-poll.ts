import type { Millis } from '../model.js';

const HOUR: Millis = 3_600_000;
const DAY: Millis = 24 * HOUR;
/** How often a network that is down is tried, and how soon a source that failed for the first time. */
const PROBE: Millis = 60_000;

/** What a source's last polls said about the next one. */
export interface PollHistory {
  /** Polls that failed one after the other; 0 after a success, 304 among them. */
  readonly failures: number;
  /** The last answer was that we come too often (429). */
  readonly tooOften?: boolean;
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
 * - The schedule's own interval is the least for a source that answers: the operator chose it.
 * - What the source asks for (max-age, ttl) may make it longer, by a day at most.
 * - After n failures: between half and the whole of a minute (or the interval, if that is shorter) × 2ⁿ⁻¹, by chance, the
 *   whole being a day at most; for who says that we come too often, of interval × 2ⁿ, and the interval at least.
 * - Neither is longer than a quarter of the window's span, or articles would slide out unseen; a span unknown or under an
 *   hour says nothing. Closed hours and days are waited out within that quarter too, and not at all if no hour is open.
 * - Retry-After is kept to a day, whatever the window spans.
 * - While our network is down nothing grows: half a minute to a minute, spread, or the interval if that is shorter.
 */
export function nextDelay(history: PollHistory): Millis {
  const { failures, tooOften = false, interval, maxAge = 0, ttl = 0, retryAfter = 0, windowSpan = 0, networkDown, random } = history;
  const spread = 0.5 + random / 2;
  if (networkDown) return Math.round(Math.min(PROBE, interval) * spread);

  const cap = windowSpan < HOUR ? Infinity : windowSpan / 4;
  const first = tooOften ? interval * 2 : Math.min(PROBE, interval);
  const backoff = failures === 0 ? 0 : Math.min(first * 2 ** (failures - 1), DAY, cap) * spread;
  // A document's ttl says when there is news, and nothing of when its server is well again.
  const courtesy = Math.min(failures === 0 ? Math.max(maxAge, ttl) : maxAge, DAY, cap);
  const delay = Math.max(failures === 0 || tooOften ? interval : 0, backoff, courtesy, Math.min(retryAfter, DAY));
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
