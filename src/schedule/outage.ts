import type { Millis } from '../model.js';

/** Hosts that have to fail one after the other before it is our network. */
const HOSTS = 3;

/**
 * Tells our own network's failures from the sources': when several hosts fail and none has answered
 * since, it is ours. With fewer hosts than that, all of them, and two at least.
 */
export class Outage {
  readonly #failing = new Map<string, Millis>();
  readonly #known = new Set<string>();

  /** @param network no byte of an answer came */
  note(host: string, network: boolean, now: Millis): void {
    this.#known.add(host);
    if (network) this.#failing.set(host, now);
    else this.#failing.clear();
  }

  get down(): boolean {
    return this.#failing.size >= Math.max(2, Math.min(HOSTS, this.#known.size));
  }
}
