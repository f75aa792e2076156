import { existsSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { fileOf, openStore, type OpenOptions, type OwnStore } from '../store/index.js';
import { say, sayFailure } from './words.js';

/**
 * Opens the store, or says in a sentence why not: `run` holds it, for one. Says too where it is a new one because the command
 * is run elsewhere than the configuration lies.
 *
 * @param config the configuration's file, where it names the store
 */
export async function openOrSay(address: string, { config, ...options }: OpenOptions & { readonly config?: string | undefined } = {}): Promise<OwnStore | undefined> {
  const missing = missingHere(address, config);
  const opened = await openStore(address, options);
  if (!opened.ok) {
    sayFailure(opened.failure);
    return undefined;
  }
  if (missing !== undefined) say(`feedrelay: ${newStore(missing)}`);
  return opened.value;
}

/**
 * The file of an embedded store that is not there yet, where it lies in or below the working directory and the configuration
 * does not: a relative path means another store in every folder that a command is run from.
 */
export function missingHere(address: string, config: string | undefined): string | undefined {
  const file = fileOf(address);
  if (file === undefined || config === undefined || !isBelowHere(file) || isBelowHere(config) || existsSync(file)) return undefined;
  return resolve(file);
}

const isBelowHere = (path: string): boolean => !relative(process.cwd(), path).startsWith('..');

export const newStore = (file: string): string => `Store ${file} is new: nothing was there before.`;
