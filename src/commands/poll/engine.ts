import { setFlagsFromString } from 'node:v8';

/**
 * For a process of a second: machine code of its own is made for what runs long, not for what runs a few hundred times.
 * Of a poll of 200 unchanged sources the making took a third of all processor time, half of it for undici's parser of
 * HTTP, which is WebAssembly and compiled at first in the quick way only. To be called before anything is fetched.
 */
export function expectShortRun(): void {
  setFlagsFromString('--liftoff-only');
  setFlagsFromString('--interrupt-budget=1000000');
}
