import { resolve } from 'node:path';
import { migrateStore } from '../store/index.js';
import { openOrSay } from './open.js';
import { startProgress } from './progress.js';
import { count, exitCodes, print, say, sayFailure, type ExitCode } from './words.js';

export interface MigrateOptions {
  readonly from: string;
  readonly to: string;
}

/** Copies everything of one store into another, and compares the two. */
export async function migrateCommand({ from, to }: MigrateOptions): Promise<ExitCode> {
  const wrong = wrongPair(placeOf(from), placeOf(to));
  if (wrong !== undefined) {
    say(`feedrelay: ${wrong}`);
    return exitCodes.wrong;
  }
  const source = await openOrSay(from, { readOnly: true });
  if (source === undefined) return exitCodes.wrong;
  try {
    const target = await openOrSay(to);
    if (target === undefined) return exitCodes.wrong;
    try {
      for (const warning of await target.warnings()) say(`feedrelay: ${warning}`);
      const progress = await startProgress('copying');
      const migrated = await migrateStore(source, target, placeOf(from), (done) => progress.show(done, undefined, 'rows'));
      progress.end();
      if (!migrated.ok) {
        sayFailure(migrated.failure);
        return exitCodes.wrong;
      }
      const { keys, written, checksum } = migrated.value;
      await print(`${count(keys, 'row')} in both stores, ${written} of them written now; checksum ${checksum}\n`);
      return exitCodes.ok;
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
  }
}

function placeOf(address: string): string {
  return address.startsWith('sqlite:') ? `sqlite:${resolve(address.slice('sqlite:'.length))}` : address;
}

function wrongPair(from: string, to: string): string | undefined {
  if ([from, to].some((store) => /^memory:?$/.test(store))) return 'A store in memory is gone when the command ends: name sqlite:PATH or redis://HOST:PORT/DB.';
  return from === to ? '--from and --to are one store: name another to copy into.' : undefined;
}
