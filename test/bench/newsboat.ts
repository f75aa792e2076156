import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cpuOf } from './command.js';

/** Seconds of processor that newsboat takes to reload the feeds of its own folder. */
export async function reload(place: string, origin: string, count: number): Promise<number> {
  await writeFile(join(place, 'urls'), Array.from({ length: count }, (_, at) => `${origin}/${at}\n`).join(''));
  await writeFile(join(place, 'newsboat.conf'), 'reload-threads 1\n');
  return cpuOf('newsboat', ['-C', 'newsboat.conf', '-u', 'urls', '-c', 'newsboat.db', '-x', 'reload'], place);
}

export async function forget(place: string): Promise<void> {
  for (const name of ['newsboat.db', 'bench.db', 'bench.db-wal', 'out']) await rm(join(place, name), { force: true, recursive: true });
}
