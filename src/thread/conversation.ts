import type { Transferable } from 'node:worker_threads';

/** What a thread can be asked: its functions by name, of values that can be cloned. */
export type Service = Readonly<Record<string, (...args: never[]) => unknown>>;

export interface Question {
  readonly id: number;
  readonly name: string;
  readonly args: readonly unknown[];
}

export interface Answer {
  readonly id: number;
  readonly value?: unknown;
  /** What it was refused or broke off with. */
  readonly error?: unknown;
}

/** A worker, or a port that leads to one. */
export interface Channel {
  postMessage(message: unknown, belongings?: readonly Transferable[]): void;
  ref(): void;
  unref(): void;
}

export interface Conversation<S extends Service> {
  /** Rejects with what the other side gave as its error, and with the reason once the conversation has ended. */
  readonly call: <Name extends keyof S & string>(name: Name, ...args: Parameters<S[Name]>) => Promise<Awaited<ReturnType<S[Name]>>>;
  /** An answer came. */
  hear(answer: Answer): void;
  /** From now on it keeps the process alive, asked or not: its end is waited for. */
  hold(): void;
  /** The other side is there no more: whoever waits, and whoever asks from now on, is told so. */
  end(reason: Error): void;
}

/**
 * The asking side. A thread that nobody waits for keeps no process alive, one that is asked does.
 *
 * @param revive makes the error that a caller sees of what came over: classes do not cross between threads
 * @param belongings what of a question goes over without being copied; nothing unless said
 */
export function conversation<S extends Service>(
  channel: Channel,
  revive: (error: unknown) => unknown = (error) => error,
  belongings: (args: readonly unknown[]) => readonly Transferable[] = () => [],
): Conversation<S> {
  const waiting = new Map<number, { resolve: (value: never) => void; reject: (reason: unknown) => void }>();
  let lastId = 0;
  let ended: Error | undefined;
  let held = false;
  channel.unref();

  return {
    call: (name, ...args) =>
      new Promise((resolve, reject) => {
        if (ended) {
          reject(ended);
          return;
        }
        const id = (lastId += 1);
        waiting.set(id, { resolve, reject });
        channel.ref();
        channel.postMessage({ id, name, args } satisfies Question, belongings(args));
      }),
    hear({ id, value, error }) {
      const asker = waiting.get(id);
      waiting.delete(id);
      if (waiting.size === 0 && !held) channel.unref();
      if (error !== undefined) asker?.reject(revive(error));
      else asker?.resolve(value as never);
    },
    hold() {
      held = true;
      channel.ref();
    },
    end(reason) {
      ended ??= reason;
      for (const { reject } of waiting.values()) reject(ended);
      waiting.clear();
    },
  };
}
