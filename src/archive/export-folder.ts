import { open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Result } from '../model.js';
import { makeFolder } from '../folder.js';
import { failure } from './failures.js';
import { EXPORTED, type FileNames } from './file-names.js';
import { FACTS_FILE } from './source-facts.js';
import { MEMORY_FILE } from './memory.js';
import { MERGED_FILE } from './merged-log.js';
import { isOurs } from './own-document.js';
import { toYaml } from './yaml.js';

/** Bytes in which a document's front matter begins. */
const HEAD = 64;

/**
 * Makes ready a folder for an export: a new one, or one that held an export of the same source
 * before. That one counts as cut off from here on until the new one is whole.
 */
export async function openFolder(folder: string, source: string, plain: boolean): Promise<Result<undefined>> {
  await makeFolder(folder);
  const facts = await readFile(join(folder, FACTS_FILE), 'utf8').catch(() => undefined);
  if (facts !== undefined && plain) return failure('not-plain', `${folder} holds a full export, which bare documents of the same names would overwrite: name another folder for --plain.`);
  const held = facts === undefined ? source : sourceIn(facts);
  if (held !== source) return failure('another-source', `${folder} holds ${held === undefined ? `a ${FACTS_FILE} that is not of an export` : `the export of source "${held}"`}: name a folder of its own for "${source}".`);
  if (!plain) await rm(join(folder, FACTS_FILE), { force: true });
  return { ok: true, value: undefined };
}

function sourceIn(facts: string): string | undefined {
  try {
    const read: unknown = parse(facts);
    return typeof read === 'object' && read !== null && 'source' in read && typeof read.source === 'string' ? read.source : undefined;
  } catch {
    return undefined;
  }
}

export function writeFileOf(folder: string, name: string, text: string): Promise<void> {
  return writeFile(join(folder, name), text);
}

/** Documents of an earlier export, and files beside them, that this one has not written. */
export async function removeLeftOver(folder: string, written: FileNames, aside: ReadonlySet<string>): Promise<void> {
  for (const name of await readdir(folder)) {
    const leftOver = MEMORY_FILE.test(name) || MERGED_FILE.test(name) ? !aside.has(name) : EXPORTED.test(name) && !written.has(name) && (await beginsAsOurs(join(folder, name)));
    if (leftOver) await rm(join(folder, name));
  }
}

async function beginsAsOurs(path: string): Promise<boolean> {
  const handle = await open(path);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEAD), 0, HEAD, 0);
    return isOurs(buffer.subarray(0, bytesRead));
  } finally {
    await handle.close();
  }
}

/** The last file, all or nothing: with it the export is whole. */
export async function closeFolder(folder: string, facts: unknown): Promise<void> {
  const unfinished = join(folder, `${FACTS_FILE}.part`);
  await writeFile(unfinished, toYaml(facts));
  await rename(unfinished, join(folder, FACTS_FILE));
}
