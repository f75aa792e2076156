import { LRUCache } from 'lru-cache';
import type { Failure, Millis } from '../model.js';

/** What was refused lately, so that a page of dead pictures costs its readers and their hosts next to nothing. */
export interface Refusals {
  /** Why this picture is not to be asked for just now; `undefined` where it is. */
  of(name: string, host: string, now: Millis): Failure | undefined;
  note(name: string, host: string, failure: Failure, now: Millis): void;
  forget(name: string, host: string): void;
}

interface Refusal {
  readonly failure: Failure;
  readonly at: Millis;
  readonly lasting: Millis;
}

/** What may be over in a moment … */
const SHORT: Millis = 60_000;
/** … and what will be the same for a while. */
const LONG: Millis = 10 * 60_000;
const REMEMBERED = 5_000;

/** No answer at all: the host's other pictures would wait in vain as well. */
const HOST_IS_AWAY = new Set(['dns', 'refused', 'unreachable', 'connect-timeout', 'no-answer']);
const LASTING = new Set(['not-a-picture', 'too-large', 'forbidden-address', 'bad-address']);

export function rememberRefusals(): Refusals {
  const known = new LRUCache<string, Refusal>({ max: REMEMBERED });
  const holding = (key: string, now: Millis): Failure | undefined => {
    const refusal = known.get(key);
    // A clock that was set back must not hold a picture back for as long.
    return refusal !== undefined && Math.abs(now - refusal.at) < refusal.lasting ? refusal.failure : undefined;
  };
  return {
    of: (name, host, now) => holding(name, now) ?? holding(host, now),
    note(name, host, failure, now) {
      known.set(name, { failure, at: now, lasting: isLasting(failure) ? LONG : SHORT });
      if (HOST_IS_AWAY.has(failure.code)) known.set(host, { failure, at: now, lasting: SHORT });
    },
    forget(name, host) {
      known.delete(name);
      known.delete(host);
    },
  };
}

function isLasting({ code, http = 0 }: Failure): boolean {
  return LASTING.has(code) || (http >= 400 && http < 500 && http !== 429);
}
