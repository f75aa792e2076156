import type { Millis } from '../model.js';

/** A server may be silent so long while somebody waits for its answer … */
const PATIENCE: Millis = 3_000;
/** … and whoever waits does so no longer, be there answers to others. */
const LONGEST: Millis = 15_000;
/** What came in while this thread was busy with something else is read in so long. */
const TURN: Millis = 50;

/** It is there, and says nothing. */
export class SilentServerError extends Error {
  override readonly name = 'SilentServerError';
}

/**
 * Tells whether a server lives. One that is frozen, or behind a network that swallows everything, keeps its connection,
 * and who asks would wait without an end: the first to ask in vain is told so after a while, and all others at once, until
 * the server says something or the connection to it is given up.
 */
export class Pulse {
  #heard = -Infinity;
  #isSilent = false;

  ask<T>(question: () => Promise<T>, patience: Millis = PATIENCE): Promise<T> {
    if (this.#isSilent) return Promise.reject(new SilentServerError());
    return new Promise((resolve, reject) => {
      const asked = performance.now();
      let timer: NodeJS.Timeout | undefined;
      const giveUp = (): void => {
        this.#isSilent = true;
        reject(new SilentServerError());
      };
      const wait = (): void => {
        const left = Math.min(Math.max(this.#heard, asked) + patience, asked + LONGEST) - performance.now();
        timer = left > 0 ? setTimeout(wait, left) : setTimeout(giveUp, TURN);
      };
      wait();
      question()
        .finally(() => {
          clearTimeout(timer);
          this.#heard = performance.now();
          this.#isSilent = false;
        })
        .then(resolve, reject);
    });
  }
}
