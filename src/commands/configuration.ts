import { existsSync } from 'node:fs';
import type { Configuration, Source } from '../model.js';
import { defaultConfiguration, formatMistake, loadConfiguration, type Loaded } from '../config/index.js';
import { say } from './words.js';

/** Reads the configuration, or says every mistake in it. */
export async function loadOrSay(file: string, isThere?: (address: string) => boolean): Promise<Extract<Loaded, { ok: true }> | undefined> {
  const loaded = await loadConfiguration(file, process.env, process.cwd(), isThere);
  if (loaded.ok) return loaded;
  for (const mistake of loaded.mistakes) say(formatMistake(mistake));
  return undefined;
}

export async function readConfiguration(file: string): Promise<Configuration | undefined> {
  return (await loadOrSay(file))?.configuration;
}

/** For commands that write the file: where there is none yet, what holds without one. */
export async function readConfigurationToWrite(file: string): Promise<Configuration | undefined> {
  return existsSync(file) ? readConfiguration(file) : defaultConfiguration(process.env, process.cwd());
}

export function sayWarnings({ warnings }: Extract<Loaded, { ok: true }>): void {
  for (const warning of warnings) say(`warning: ${formatMistake(warning)}`);
}

/** The configured sources of these ids, in the configuration's order; or a word on which there are none of. */
export function sourcesOrSay(ids: readonly string[], { sources }: Configuration, file: string): readonly Source[] | undefined {
  const unknown = ids.filter((id) => !sources.some((source) => source.id === id));
  if (unknown.length === 0) return sources.filter(({ id }) => ids.includes(id));
  const known = sources.length === 0 ? 'it has none at all' : `it has ${sources.map(({ id }) => id).join(', ')}`;
  say(`feedrelay: ${file} has no source ${unknown.map((id) => `"${id}"`).join(', ')}; ${known}.`);
  return undefined;
}
