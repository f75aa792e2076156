import { openStore, type OpenOptions, type OwnStore } from '../store/index.js';
import { sayFailure } from './words.js';

/** Opens the store, or says in a sentence why not: `run` holds it, for one. */
export async function openOrSay(address: string, options: OpenOptions = {}): Promise<OwnStore | undefined> {
  const opened = await openStore(address, options);
  if (opened.ok) return opened.value;
  sayFailure(opened.failure);
  return undefined;
}
