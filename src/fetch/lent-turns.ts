import { MessageChannel, type MessagePort } from 'node:worker_threads';
import type { Release, Turns } from './turns.js';

/** From the thread that borrows: it stands in line at a host, or is done there. */
type Wish = { readonly take: number; readonly host: string } | { readonly leave: number };
/** To it: its turn has come. */
interface Grant {
  readonly granted: number;
}

/** For another thread that asks the same hosts: its requests and ours are counted together. Its turns end with the port. */
export function lendTurns(turns: Turns): MessagePort {
  const { port1, port2 } = new MessageChannel();
  const held = new Map<number, Release>();
  const ended = new AbortController();

  const take = (id: number, host: string): void => {
    const leaving = new AbortController();
    held.set(id, () => leaving.abort());
    turns.take(host, AbortSignal.any([leaving.signal, ended.signal])).then(
      (release) => {
        held.set(id, release);
        port1.postMessage({ granted: id } satisfies Grant);
      },
      () => held.delete(id),
    );
  };
  port1.on('message', (wish: Wish) => {
    if ('take' in wish) take(wish.take, wish.host);
    else {
      held.get(wish.leave)?.();
      held.delete(wish.leave);
    }
  });
  port1.once('close', () => {
    ended.abort();
    for (const release of held.values()) release();
  });
  port1.unref();
  return port2;
}

/** The turns behind a port that was lent. */
export function borrowedTurns(port: MessagePort): Turns {
  const waiting = new Map<number, () => void>();
  let last = 0;
  port.on('message', ({ granted }: Grant) => waiting.get(granted)?.());
  port.unref();

  return {
    take(host, signal) {
      signal?.throwIfAborted();
      const id = (last += 1);
      const leave = (): void => port.postMessage({ leave: id } satisfies Wish);
      port.postMessage({ take: id, host } satisfies Wish);
      return new Promise((resolve, reject) => {
        const giveUp = (): void => {
          waiting.delete(id);
          leave();
          reject(signal?.reason as Error);
        };
        waiting.set(id, () => {
          waiting.delete(id);
          signal?.removeEventListener('abort', giveUp);
          resolve(once(leave));
        });
        signal?.addEventListener('abort', giveUp, { once: true });
      });
    },
  };
}

function once(release: Release): Release {
  let done = false;
  return () => {
    if (done) return;
    done = true;
    release();
  };
}
