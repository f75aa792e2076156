import { completionScript } from './line/completion.js';
import { exitCodes, print, sayFailure, type ExitCode } from './words.js';

/** Prints what makes a shell complete our command line. */
export async function completionCommand(shell: string): Promise<ExitCode> {
  const script = completionScript(shell);
  if (script.ok) {
    await print(script.value);
    return exitCodes.ok;
  }
  sayFailure(script.failure);
  return exitCodes.wrong;
}
