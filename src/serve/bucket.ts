import ipaddr from 'ipaddr.js';
import { LRUCache } from 'lru-cache';
import type { Millis } from '../model.js';

/** How many wrong tokens an address may send at once … */
const capacity = 5;
/** … and how long it takes to be granted another. */
const refill: Millis = 12_000;
/** Addresses remembered; an attacker with more has forgotten ones refilled, and still guesses in vain. */
const remembered = 10_000;

interface Level {
  readonly tries: number;
  readonly at: Millis;
}

/** Counts wrong tries by address: a token bucket each. */
export interface Tries {
  /** Milliseconds to wait before the next try; 0 where one may be made now. */
  wait(address: string, now: Millis): Millis;
  /** A try was wrong. */
  spend(address: string, now: Millis): void;
}

export function countTries(): Tries {
  const levels = new LRUCache<string, Level>({ max: remembered });
  const tries = (address: string, now: Millis): number => {
    const level = levels.get(address);
    // A clock that was set back refills nothing, and takes nothing.
    return level === undefined ? capacity : Math.min(capacity, level.tries + Math.max(0, now - level.at) / refill);
  };
  return {
    wait: (address, now) => Math.ceil(Math.max(0, 1 - tries(partyOf(address), now)) * refill),
    spend: (address, now) => void levels.set(partyOf(address), { tries: tries(partyOf(address), now) - 1, at: now }),
  };
}

/** Whom an address stands for: an IPv6 client commands a whole /64. */
export function partyOf(address: string): string {
  if (!ipaddr.isValid(address)) return address;
  const parsed = ipaddr.process(address);
  return parsed instanceof ipaddr.IPv6 ? parsed.parts.slice(0, 4).join(':') : parsed.toString();
}
