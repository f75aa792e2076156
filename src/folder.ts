import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Makes a folder and what is missing above it, level by level: Node's own recursive mkdir never ends where a system's
 * folder refuses new names as "no such file" (`/proc/x`), and calls a read-only disk a missing folder.
 *
 * @throws the system's error, `ENOENT`, `EACCES`, `EROFS`, `EEXIST` (a file stands there) …
 */
export async function makeFolder(folder: string): Promise<void> {
  try {
    await make(folder);
  } catch (error) {
    const above = dirname(folder);
    if (codeOf(error) !== 'ENOENT' || above === folder) throw error;
    await makeFolder(above);
    await make(folder);
  }
}

/** One that is there already, or that another made meanwhile, is as good. */
async function make(folder: string): Promise<void> {
  try {
    await mkdir(folder);
  } catch (error) {
    const isThere = await stat(folder).then((found) => found.isDirectory(), () => false);
    if (!isThere) throw error;
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
