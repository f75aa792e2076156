import type { Cleaned, Item, Millis, ReadDate } from '../model.js';
import type { Arrival } from './arrival.js';
import type { Remembered } from './ledger.js';

const DAY = 24 * 60 * 60 * 1000;

/** A version that a lagging mirror may be showing: since when, and how many polls in a row showed it. */
export interface Showing {
  /** `stable` of what is shown, with its stamp. */
  readonly version: string;
  readonly since: Millis;
  readonly polls: number;
}

/** What has happened to a known entry: PRODUCT.md "Identity", second table. */
export type Verdict =
  | { readonly kind: 'duplicate' }
  /** Crawled again, the same: the stamp is remembered. */
  | { readonly kind: 'recrawl' }
  /** Only signed or expiring addresses changed: the new content is taken, no date moves. */
  | { readonly kind: 'refreshed' }
  | { readonly kind: 'revision'; readonly updated: Millis }
  /** An older version, or one it had before: ignored for now. */
  | { readonly kind: 'stale'; readonly showing: Showing };

/**
 * @param arrival cleaned, unless {@link isDuplicate}
 * @param shown what the last polls showed of an older version of this entry, if they did
 * @param now time of the poll
 */
export function judge(arrival: Arrival, known: Remembered, shown: Showing | undefined, now: Millis): Verdict {
  if (isDuplicate(arrival, known)) return { kind: 'duplicate' };
  const seen = arrival.appearance;
  if (seen === undefined) throw new Error('an item that is no plain duplicate has to be cleaned before it is judged');
  const older = isOlder(arrival.stamp, known.stamp);
  if (seen.whole === known.whole && !older) return { kind: 'recrawl' };
  if (seen.stable === known.stable) return older ? { kind: 'duplicate' } : { kind: 'refreshed' };
  const newer = arrival.stamp !== undefined && (known.stamp === undefined || arrival.stamp > known.stamp);
  if (newer) return { kind: 'revision', updated: revisionTime(arrival.stamp, known.updated, now) };
  if (older || known.versions.includes(seen.stable)) {
    const showing = showAgain(shown, `${seen.stable}@${arrival.stamp ?? ''}`, now);
    return isMeant(showing, now) ? { kind: 'revision', updated: revisionTime(undefined, known.updated, now) } : { kind: 'stale', showing };
  }
  return { kind: 'revision', updated: revisionTime(undefined, known.updated, now) };
}

/** One look-up, a hash at most: the same embedded stamp, or the same raw item, of which its dates are a part. */
export function isDuplicate(arrival: Arrival, known: Remembered): boolean {
  return (arrival.item.stamp !== undefined && arrival.stamp === known.stamp) || arrival.raw === known.raw;
}

function isOlder(stamp: Millis | undefined, known: Millis | undefined): boolean {
  return stamp !== undefined && known !== undefined && stamp < known;
}

/** One more poll that shows a version; another version starts anew. */
export function showAgain(shown: Showing | undefined, version: string, now: Millis): Showing {
  return shown?.version === version ? { ...shown, polls: shown.polls + 1 } : { version, since: now, polls: 1 };
}

/** Every poll of 24 hours, three at least, showed it: the publisher means it. */
export function isMeant(showing: Showing, now: Millis): boolean {
  return showing.polls >= 3 && now - showing.since >= DAY;
}

/**
 * When a revision happened: its stamp, or the poll's time where the stamp says nothing new or lies
 * ahead; a second later than the last time at least.
 */
export function revisionTime(stamp: Millis | undefined, before: Millis, now: Millis): Millis {
  return Math.max(stamp === undefined || stamp > now ? now : stamp, before + 1000);
}

/**
 * When an entry was published, decided at first sight and kept: the article's own date, else the
 * item's, else first sight less a millisecond for each place, so that undated items keep their
 * document's order. Never later than first sight.
 */
export function publicationTime(item: Item, cleaned: Cleaned, place: number, firstSeen: Millis): Millis {
  const plausible = (at: Millis | undefined): at is Millis => at !== undefined && at > 0;
  const own = [cleaned.published, atOf(item.published), item.stamp, atOf(item.updated)].find(plausible);
  return own === undefined ? firstSeen - place : Math.min(own, firstSeen);
}

function atOf(date: ReadDate | undefined): Millis | undefined {
  return date?.at;
}
