import { setFlagsFromString } from 'node:v8';

/**
 * For a process that is over in a second or a few: the engine compiles thoroughly only what runs very often, and
 * WebAssembly, which is undici's parser of HTTP, not at all. In a poll of 200 unchanged sources that compiling took a third
 * of all processor time, half of it for the parser. To be called before anything is fetched.
 */
export function expectShortRun(): void {
  setFlagsFromString('--liftoff-only');
  setFlagsFromString('--interrupt-budget=1000000');
}
