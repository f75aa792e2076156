import { existsSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { fileOf, openStore, type OpenOptions, type OwnStore } from '../store/index.js';
import { say, sayFailure } from './words.js';

/** Opens the store, or says in a sentence why not: `run` holds it, for one. Says too where it is a new one in this folder. */
export async function openOrSay(address: string, options: OpenOptions = {}): Promise<OwnStore | undefined> {
  const missing = missingFile(address);
  const opened = await openStore(address, options);
  if (!opened.ok) {
    sayFailure(opened.failure);
    return undefined;
  }
  if (missing !== undefined) say(`feedrelay: ${newStore(missing)}`);
  return opened.value;
}

/** The file of an embedded store in or below the working directory, where there is none yet: a relative path means another one in every folder that a command is run from. */
export function missingFile(address: string): string | undefined {
  const file = fileOf(address);
  return file === undefined || relative(process.cwd(), file).startsWith('..') || existsSync(file) ? undefined : resolve(file);
}

export const newStore = (file: string): string => `Store ${file} is new: nothing was there before.`;
