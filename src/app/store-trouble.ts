import type { Millis } from '../model.js';
import type { Logger } from '../log.js';
import type { StoreError } from '../store/index.js';

/** What the store last failed with while readers were served: they cannot mend it, and the operator has to hear of it. */
export interface StoreTrouble {
  met(error: StoreError): void;
  /** For the status page. */
  recent(): readonly string[];
}

/** Milliseconds for which it is told after it was last met: a damaged row is met only by who asks for it. */
const TOLD: Millis = 10 * 60 * 1000;

export function noteStoreTrouble(log: Logger, clock: () => Millis): StoreTrouble {
  let last: { readonly message: string; readonly at: Millis } | undefined;
  const recent = (): readonly string[] => (last === undefined || Math.abs(clock() - last.at) > TOLD ? [] : [last.message]);
  return {
    recent,
    met({ code, message }) {
      // Those are over by themselves, and told by who waits for them.
      if (code === 'unreachable' || code === 'away') return;
      if (!recent().includes(message)) log.error(message);
      last = { message, at: clock() };
    },
  };
}
