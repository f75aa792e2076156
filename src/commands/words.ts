import type { Failure } from '../model.js';
import { runnable } from './called-as.js';

/** Exit codes, as help and README document them. */
export const exitCodes = {
  ok: 0,
  /** The command line, the configuration or the store is wrong, or nothing could be done. */
  wrong: 1,
  /** A source or an input failed; the others are done. */
  partly: 2,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** Errors and remarks for people, a line each, on stderr. */
export function say(line: string): void {
  process.stderr.write(`${runnable(line)}\n`);
}

/** With which a command ends: nothing goes on by itself after it. */
export function sayFailure({ message }: Failure): void {
  say(`feedrelay: ${message.replace(/; once it is back, all goes on by itself\.$/, '.').replace(/make room, and it goes on by itself\.$/, 'make room, and do it again.')}`);
}

/** What a command answers, on stdout; resolves once it is written, so that slow readers hold us up and not our memory. */
export function print(text: string): Promise<void> {
  return new Promise((resolve) => process.stdout.write(text, () => resolve()));
}

/** A bug of ours in one line; where it arose is shown to those who ask with `FEEDRELAY_DEBUG=1`. */
export function unexpected(error: unknown): string {
  if (process.env['FEEDRELAY_DEBUG'] === '1' && error instanceof Error) return error.stack ?? error.message;
  const message = (error instanceof Error ? error.message : String(error)).replaceAll(/\s*\n\s*/g, ' ');
  return `unexpected error: ${message} (a fault of feedrelay; FEEDRELAY_DEBUG=1 shows where)`;
}

/** What fetching says of a source, where nothing tries again by itself. */
export function askedOnce(failure: Failure): Failure {
  const message = failure.message
    .replace(/it is tried again later\.$/, 'do it again later.')
    .replace(/it may be back at the next poll\.$/, 'do it again later.');
  return { ...failure, message };
}

export function count(n: number, one: string, many = `${one}s`): string {
  return `${n} ${n === 1 ? one : many}`;
}
