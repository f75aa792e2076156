import { CommanderError } from 'commander';
import { exitCodes, sayFailure, say, unexpected, type ExitCode } from '../words.js';

/** A reader of our output that has gone (`| head`) ends us quietly, a bug with a line. */
export function watchForEndings(): void {
  process.on('uncaughtException', (error) => {
    say(`feedrelay: ${unexpected(error)}`);
    process.exit(exitCodes.wrong);
  });
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
      process.exit(exitCodes.ok);
    });
  }
}

/** What a command that broke off ends with; whatever people need to hear is said in a line. */
export async function endingOf(error: unknown): Promise<ExitCode> {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.ok : exitCodes.wrong;
  const { StoreError } = await import('../../store/index.js');
  if (error instanceof StoreError) sayFailure(error.failure);
  else say(`feedrelay: ${unexpected(error)}`);
  return exitCodes.wrong;
}
