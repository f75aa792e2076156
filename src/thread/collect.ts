import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Bytes, or characters, from which on letting go of them is worth a collection. */
const WORTHWHILE = 1024 * 1024;

let collectAll: (() => void) | undefined;

/**
 * Collects this thread's garbage now: some tens of milliseconds, well spent where megabytes have just been let go of,
 * for the engine keeps them until as many more are asked for. A poll of three articles of 5 MB left 100 MB behind.
 */
export function collect(): void {
  collectAll ??= collector();
  collectAll();
}

/** @param size bytes or characters that were let go of; of little nothing is made */
export function collectAfter(size: number): void {
  if (size >= WORTHWHILE) collect();
}

/** As many as may lie about of what is let go of bit by bit. */
const LITTER = 8 * WORTHWHILE;

/**
 * For long work that lets go of a little at a time: left to itself the engine waits until as much lies about as is in use.
 *
 * @returns to be told of the bytes, or characters, that have just been let go of
 */
export function litter(): (size: number) => void {
  let lying = 0;
  return (size) => {
    lying += size;
    if (lying < LITTER) return;
    lying = 0;
    collect();
  };
}

/** The engine gives the function only where a flag is set, and only to a context that is made afterwards. */
function collector(): () => void {
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc') as () => void;
}
