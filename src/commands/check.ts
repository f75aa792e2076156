import { existsSync } from 'node:fs';
import type { WithConfig } from './line/program.js';
import { loadOrSay, sayWarnings } from './configuration.js';
import { count, exitCodes, print, type ExitCode } from './words.js';

/** Reads the configuration and says everything that is wrong with it, or what it comes to. */
export async function checkCommand({ config }: WithConfig): Promise<ExitCode> {
  const loaded = await loadOrSay(config, (address) => existsSync(new URL(address)));
  if (loaded === undefined) return exitCodes.wrong;
  sayWarnings(loaded);
  const { sources, feeds } = loaded.configuration;
  await print(`${config} is right: ${count(sources.length, 'source')}, ${count(feeds.length, 'merged feed')}.\n`);
  return exitCodes.ok;
}
