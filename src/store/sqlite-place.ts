import { accessSync, constants, mkdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Result } from '../model.js';
import { failed } from './store.js';

export const IN_MEMORY = ':memory:';

/**
 * Looks at the place before the engine does, for the file system's own errors say more than the engine's
 * "unable to open". Makes the folder where it is missing.
 */
export function preparePlace(path: string, readOnly: boolean): Result<void> {
  if (path === IN_MEMORY) return { ok: true, value: undefined };
  try {
    const exists = statSync(path, { throwIfNoEntry: false });
    if (exists?.isDirectory()) return failed('no-place', `Store ${path} is a folder: name a file in it.`);
    if (readOnly) {
      if (!exists) return failed('no-store', `Store ${path} does not exist: check the path, or let \`feedrelay run\` make it.`);
      accessSync(path, constants.R_OK);
    } else {
      makeFolder(dirname(resolve(path)));
      // Beside the file itself the engine writes its log.
      accessSync(dirname(path), constants.W_OK | constants.X_OK);
      if (exists) accessSync(path, constants.R_OK | constants.W_OK);
    }
    return { ok: true, value: undefined };
  } catch (error) {
    return placeFailure(error, path);
  }
}

/** Folder by folder, for Node's recursive mkdir calls a read-only disk a missing folder. */
function makeFolder(folder: string): void {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return;
  makeFolder(dirname(folder));
  mkdirSync(folder);
}

function placeFailure(error: unknown, path: string): ReturnType<typeof failed> {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  switch (code) {
    case 'EROFS':
      return failed('read-only', `Store ${path} cannot be written, for its disk is mounted read-only: remount it writable or move the store.`);
    case 'EACCES':
    case 'EPERM':
      return failed('no-permission', `Store ${path} is not ours to ${readable(path) ? 'write' : 'open'}: give its file and folder to ${user()}, or run as their owner.`);
    case 'ENOSPC':
    case 'EDQUOT':
      return failed('disk-full', `Store ${path} cannot be made, for the disk is full: make room.`);
    case 'ENOTDIR':
    case 'EEXIST':
      return failed('no-place', `Store ${path} cannot be made, for part of its path is a file: name a folder.`);
    default:
      return failed('no-place', `Store ${path} cannot be opened (${error instanceof Error ? error.message : String(error)}): check the path.`);
  }
}

function readable(path: string): boolean {
  try {
    accessSync(path, constants.R_OK);
    return true;
  } catch {
    return false;
  }
}

function user(): string {
  const uid = process.getuid?.();
  return uid === undefined ? 'this user' : `the user with id ${uid}`;
}

/** The process that holds the file locked, where the system tells (Linux: `/proc/locks`). */
export function holderOf(path: string): number | undefined {
  try {
    const inode = statSync(path).ino;
    for (const line of readFileSync('/proc/locks', 'utf8').split('\n')) {
      const [, kind, , mode, pid, place] = line.trim().split(/\s+/);
      if (kind === 'POSIX' && mode === 'WRITE' && place?.endsWith(`:${inode}`) && Number(pid) > 0) return Number(pid);
    }
  } catch {
    // Not Linux, or not ours to read: the sentence does without the number.
  }
  return undefined;
}
