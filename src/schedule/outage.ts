import type { FetchOutcome } from '../fetch/index.js';

/** Hosts that have to fail one after the other before it is our network. */
const HOSTS = 3;
/** Failures that a single host can only owe to our side: no name could be looked up, no way led there. */
const OURS: ReadonlySet<string> = new Set(['dns', 'unreachable']);

/**
 * Tells our own network's failures from the sources'. When several hosts in a row gave no byte of an
 * answer, and none has answered since, it is ours; with fewer hosts than that, all of them; a single
 * one only where its name could not be looked up or no way leads there.
 */
export class Outage {
  readonly #failing = new Map<string, string>();
  readonly #known = new Set<string>();
  readonly #listeners: (() => void)[] = [];

  /** An outcome of a request to this host. */
  note(host: string, outcome: FetchOutcome): void {
    this.#known.add(host);
    if (outcome.kind === 'failed' && outcome.network) {
      this.#failing.set(host, outcome.failure.code);
      return;
    }
    const wasDown = this.down;
    this.#failing.clear();
    if (wasDown) for (const listener of this.#listeners) listener();
  }

  get down(): boolean {
    const needed = Math.min(HOSTS, this.#known.size);
    if (needed === 0 || this.#failing.size < needed) return false;
    return needed > 1 || [...this.#failing.values()].every((code) => OURS.has(code));
  }

  /** Calls back each time the network has come back. */
  onRecovery(listener: () => void): void {
    this.#listeners.push(listener);
  }
}
