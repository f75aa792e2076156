import { readFile } from 'node:fs/promises';
import { completionScript } from './line/completion.js';
import type { WithConfig } from './line/program.js';
import { callHelp } from './line/usage.js';
import { sourceIdsIn } from './line/source-ids.js';
import { exitCodes, print, say, sayFailure, type ExitCode } from './words.js';

/** Prints what makes a shell complete our command line; or, for such a script, the ids of the sources, a line each. */
export async function completionCommand({ config }: WithConfig, shell: string): Promise<ExitCode> {
  if (shell === 'sources') {
    // Between two keys nobody wants to hear that there is no file.
    await print(sourceIdsIn(await readFile(config, 'utf8').catch(() => '')).map((id) => `${id}\n`).join(''));
    return exitCodes.ok;
  }
  const script = completionScript(shell);
  if (script.ok) {
    await print(script.value);
    return exitCodes.ok;
  }
  sayFailure(script.failure);
  say(callHelp);
  return exitCodes.wrong;
}
