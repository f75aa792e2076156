import { statSync, type BigIntStats } from 'node:fs';
import { stat } from 'node:fs/promises';

/** Milliseconds between two looks, at rest and once something moves; two settle an edit, so it is taken up within 1.4 s. */
const LOOK = { atRest: 1_000, moving: 400 } as const;

/**
 * Calls `onChange` once the file has changed and come to rest: two looks in a row saw it the same, so that
 * nobody reads a half-written one. Looking at the file rather than listening for events is what works
 * everywhere: with editors that replace it, with bind mounts of a container, with links that Kubernetes
 * swaps, and when the file is away for a while. Never keeps the process alive.
 */
export function watchConfiguration(file: string, onChange: () => void): { close(): void } {
  let closed = false;
  let seen = signature(statSync(file, { bigint: true, throwIfNoEntry: false }));
  let moving = false;
  const look = async (): Promise<void> => {
    const now = await currentSignature(file);
    if (closed) return;
    if (now !== seen) moving = true;
    else if (moving) {
      moving = false;
      onChange();
    }
    seen = now;
  };
  let timer = setTimeout(function again() {
    void look().finally(() => {
      if (!closed) timer = setTimeout(again, moving ? LOOK.moving : LOOK.atRest).unref();
    });
  }, LOOK.atRest).unref();
  return {
    close() {
      closed = true;
      clearTimeout(timer);
    },
  };
}

/** What changes whenever the file does: a new file has another inode, a written one another ctime. */
function signature(stats: BigIntStats | undefined): string {
  return stats === undefined ? 'absent' : [stats.dev, stats.ino, stats.size, stats.mtimeNs, stats.ctimeNs].join(' ');
}

async function currentSignature(file: string): Promise<string> {
  try {
    return signature(await stat(file, { bigint: true }));
  } catch {
    return 'absent';
  }
}
