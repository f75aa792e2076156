import { mkdir, open, readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Configuration, Result } from '../model.js';
import { addSources, type NewSource } from '../config/index.js';
import { addressKey } from '../identify/index.js';

/** What a file that we begin says above its sources. */
const BEGINNING = '# Every key that may stand here is explained in docs/configuration.md.\n';

/** Adds sources to the file, or to none of it: a reader sees the old text or the new one. Begins the file where there is none. */
export async function addToFile(file: string, sources: readonly NewSource[]): Promise<Result<undefined>> {
  if (sources.length === 0) return { ok: true, value: undefined };
  try {
    const place = await realpath(file).catch(noSuchFile);
    if (place === undefined) return await begin(file, sources);
    const before = await readFile(place, 'utf8');
    const after = addSources(before, sources);
    if (!after.ok) return failed(after.failure.code, `${file} is left as it was: ${after.failure.message}.`);
    await replace(place, before, after.value);
    return { ok: true, value: undefined };
  } catch (error) {
    if (error instanceof ChangedMeanwhile) return failed('changed', `${file} was changed by another program meanwhile: run the command again.`);
    if (!(error instanceof Error && 'code' in error)) throw error;
    const cure = error.code === 'ENOSPC' || error.code === 'EDQUOT' ? 'make room on its disk' : 'let this user write it and its folder; in a container, mount the folder';
    return failed('not-written', `${file} is left as it was, for it cannot be replaced (${String(error.code)}): ${cure}.`);
  }
}

function noSuchFile(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}

/** @throws the file system's errors, also where somebody else has begun it meanwhile */
async function begin(file: string, sources: readonly NewSource[]): Promise<Result<undefined>> {
  const text = addSources(BEGINNING, sources);
  if (!text.ok) return text;
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text.value, { flag: 'wx' });
  return { ok: true, value: undefined };
}

class ChangedMeanwhile extends Error {
  override readonly name = 'ChangedMeanwhile';
}

/** Whole or not at all, with the mode and owner it had. */
async function replace(place: string, before: string, after: string): Promise<void> {
  const { mode, uid, gid } = await stat(place);
  const fresh = join(dirname(place), `.${basename(place)}.${process.pid}.new`);
  try {
    const handle = await open(fresh, 'wx');
    try {
      await handle.writeFile(after);
      // The owner first, for a change of owner may take bits of the mode away.
      const own = await handle.stat();
      if (own.uid !== uid || own.gid !== gid) await handle.chown(uid, gid);
      await handle.chmod(mode & 0o7777);
      await handle.sync();
    } finally {
      await handle.close();
    }
    if ((await readFile(place, 'utf8')) !== before) throw new ChangedMeanwhile();
    await rename(fresh, place);
  } catch (error) {
    await rm(fresh, { force: true });
    throw error;
  }
}

/** Ids that are there already, of sources and of merged feeds. */
export function takenIds({ sources, feeds }: Configuration): Set<string> {
  return new Set([...sources, ...feeds].map(({ id }) => id));
}

/** Two spellings of one feed's address have one key: http or https, letter case of the host, tracking, a fragment. */
export function addressIn(url: string): string {
  const [whole = ''] = url.split('#', 1);
  return addressKey(whole) ?? url;
}

/** Whether it is one of our own output feeds, which as a source would bring back what we publish. */
export function isOwnFeed(url: string, { server }: Configuration): boolean {
  return addressIn(url).startsWith(addressIn(`${server.baseUrl}/feeds/`));
}

function failed(code: string, message: string): Result<never> {
  return { ok: false, failure: { code, message } };
}
