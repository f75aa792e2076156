import { relative } from 'node:path';

/** The program as it was called: from a checkout by its file, else by its name. */
export function calledAs(file = process.argv[1] ?? ''): string {
  if (!file.endsWith('.js')) return 'feedrelay';
  const near = relative('', file);
  return `node ${quoted(near.startsWith('..') ? file : near)}`;
}

/** What a message says to run, as whoever reads it can run it. */
export function runnable(message: string): string {
  return message.replaceAll(/(?<=["`])feedrelay (?=[a-zA-Z-])/g, () => `${calledAs()} `);
}

/** For a POSIX shell. */
export function quoted(word: string): string {
  return /^[\w:/.@%+=,-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
