import { formatMistake, loadConfiguration } from '../config/index.js';
import { exitCodes, print, say, sayMistakes, type ExitCode } from './words.js';

/** Reads the configuration and says everything that is wrong with it, or what it comes to. */
export async function checkCommand({ config }: { readonly config: string }): Promise<ExitCode> {
  const loaded = await loadConfiguration(config, process.env, process.cwd());
  if (!loaded.ok) {
    sayMistakes(loaded.mistakes);
    return exitCodes.wrong;
  }
  for (const warning of loaded.warnings) say(`warning: ${formatMistake(warning)}`);
  const { sources, feeds } = loaded.configuration;
  print(`${config} is right: ${count(sources.length, 'source')}, ${count(feeds.length, 'merged feed')}.\n`);
  return exitCodes.ok;
}

function count(n: number, what: string): string {
  return `${n} ${what}${n === 1 ? '' : 's'}`;
}
