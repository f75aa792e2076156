import type { Failure } from '../model.js';
import { formatMistake, type Mistake } from '../config/index.js';

/** Exit codes, as the README documents them. */
export const exitCodes = {
  ok: 0,
  /** The configuration, the command line or the store is wrong. */
  wrong: 1,
  /** A source failed; the others are done. */
  sourceFailed: 2,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** Errors and remarks for people, a line each, on stderr. */
export function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

export function sayMistakes(mistakes: readonly Mistake[]): void {
  for (const mistake of mistakes) say(formatMistake(mistake));
}

export function sayFailure({ message }: Failure): void {
  say(`feedrelay: ${message}`);
}

/** What a command answers, on stdout. */
export function print(text: string): void {
  process.stdout.write(text);
}
