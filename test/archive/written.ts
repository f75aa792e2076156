import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { exportSource, importDocuments, type Imported } from '../../src/archive/index.js';
import type { Source } from '../../src/model.js';
import type { Store } from '../../src/store/index.js';
import { freshFolder, houseOf, NOON } from './stores.js';

/** An archived document as feedx's archives write it. */
export function documentOf(stamp: number | 'NaN', title: string, link: string, body: string): string {
  return `<!--${stamp}-->\n[${title}](${link})\n------\n\n${body}\n`;
}

/** Writes files by name into a folder of their own. */
export async function folderOf(files: Readonly<Record<string, string>>): Promise<string> {
  const dir = await freshFolder();
  for (const [name, text] of Object.entries(files)) {
    await mkdir(join(dir, name, '..'), { recursive: true });
    await writeFile(join(dir, name), text);
  }
  return dir;
}

export async function filesIn(dir: string): Promise<Readonly<Record<string, string>>> {
  const names = (await readdir(dir)).toSorted();
  return Object.fromEntries(await Promise.all(names.map(async (name) => [name, await readFile(join(dir, name), 'utf8')] as const)));
}

/** Imports what has to succeed. */
export async function taken(paths: readonly string[], source: Source, store: Store, now = NOON): Promise<Imported> {
  const imported = await importDocuments(paths, source, houseOf(store), now);
  if (!imported.ok) throw new Error(imported.failure.message);
  return imported.value;
}

/** Exports what has to succeed, into a new folder unless one is named. */
export async function exported(source: Source, store: Store, plain = false, dir?: string): Promise<string> {
  const folder = dir ?? (await freshFolder());
  const written = await exportSource(source.id, folder, { plain }, store);
  if (!written.ok) throw new Error(written.failure.message);
  return folder;
}
