import type { Configuration } from '../model.js';
import { loadConfiguration } from '../config/index.js';
import { openStore, type Store } from '../store/index.js';
import { sayFailure, sayMistakes } from './words.js';

/** Reads the configuration, or says every mistake in it. */
export async function readConfiguration(file: string): Promise<Configuration | undefined> {
  const loaded = await loadConfiguration(file, process.env, process.cwd());
  if (loaded.ok) return loaded.configuration;
  sayMistakes(loaded.mistakes);
  return undefined;
}

/** Opens the store, or says in a sentence why not. */
export async function openConfiguredStore(address: string): Promise<Store | undefined> {
  const opened = await openStore(address);
  if (opened.ok) return opened.value;
  sayFailure(opened.failure);
  return undefined;
}
