import type { Failure } from '../model.js';
import { StoreError } from '../store/index.js';

export function failure(code: string, message: string): { readonly ok: false; readonly failure: Failure } {
  return { ok: false, failure: { code, message } };
}

const CAUSES: Readonly<Record<string, string>> = {
  EACCES: 'its permissions do not let us in; choose another folder, or change its owner or mode',
  EPERM: 'its permissions do not let us in; choose another folder, or change its owner or mode',
  EROFS: 'it stands on a read-only disk; choose another folder',
  ENOSPC: 'the disk is full; make room and do it again',
  EDQUOT: 'your share of the disk is used up; make room and do it again',
  ENOTDIR: 'something on the way to it is a file and no folder; choose another folder',
  EEXIST: 'it is a file and no folder; choose another folder',
  ENOENT: 'the system lets nobody make folders there; choose another folder',
  ENAMETOOLONG: 'its name is too long; choose a shorter one',
};

/**
 * What an engine or a disk refused, as a value; a bug is thrown on.
 * @param task what could not be done, the beginning of a sentence
 */
export function expected(error: unknown, task: string): { readonly ok: false; readonly failure: Failure } {
  if (error instanceof StoreError) return { ok: false, failure: error.failure };
  if (error instanceof Error && 'code' in error && typeof error.code === 'string' && 'syscall' in error) {
    return failure('file-system', `${task}: ${CAUSES[error.code] ?? `the system says ${error.code}`}.`);
  }
  throw error;
}
