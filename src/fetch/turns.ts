/** Ends a turn; a second call does nothing. */
export type Release = () => void;

export interface Turns {
  /** Waits until fewer than the limit hold a turn at `host`; first come, first served. Rejects with the signal's reason. */
  take(host: string, signal?: AbortSignal): Promise<Release>;
}

/** At most `limit` at once for each host, however many ports and schemes it has. */
export function createTurns(limit: number): Turns {
  const hosts = new Map<string, { held: number; readonly waiting: Set<() => void> }>();

  return {
    async take(host, signal) {
      signal?.throwIfAborted();
      const queue = hosts.get(host) ?? { held: 0, waiting: new Set() };
      hosts.set(host, queue);
      if (queue.held >= limit) await inLine(queue.waiting, signal);
      else queue.held += 1;

      let held = true;
      return () => {
        if (!held) return;
        held = false;
        const [next] = queue.waiting;
        // A turn is handed on rather than given back, so that nobody slips in between.
        if (next !== undefined) next();
        else if (--queue.held === 0) hosts.delete(host);
      };
    },
  };
}

function inLine(waiting: Set<() => void>, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const leave = (): void => {
      waiting.delete(admit);
      reject(signal?.reason as Error);
    };
    const admit = (): void => {
      waiting.delete(admit);
      signal?.removeEventListener('abort', leave);
      resolve();
    };
    waiting.add(admit);
    signal?.addEventListener('abort', leave, { once: true });
  });
}
