import type { Failure } from '../model.js';
import { holderOf } from './sqlite-place.js';

/**
 * An error of the engine in words; `undefined` for what is no failure of disk or file but a bug of ours.
 * The codes are SQLite's result codes, https://sqlite.org/rescode.html.
 */
export function engineFailure(error: unknown, path: string): Failure | undefined {
  if (!(error instanceof Error)) return undefined;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (code === 'SQLITE_FULL')
    return { code: 'disk-full', message: `Store ${path} cannot be written, for the disk is full: make room, and it goes on by itself.` };
  // A file opened for reading alone cannot be locked for writing: IOERR_LOCK.
  if (code.startsWith('SQLITE_READONLY') || code === 'SQLITE_IOERR_LOCK')
    return { code: 'read-only', message: `Store ${path} cannot be written, for its file or disk is read-only: make it writable or move the store.` };
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED'))
    return { code: 'in-use', message: `Store ${path} is in use by another feedrelay${holder(path)}: stop that one first; to poll now, use its page.` };
  if (code === 'SQLITE_NOTADB')
    return { code: 'damaged', message: `Store ${path} is no feedrelay store, or its head is destroyed: check the path, or see what \`feedrelay store check\` can save.` };
  if (code.startsWith('SQLITE_CORRUPT'))
    return { code: 'damaged', message: `Store ${path} is damaged: \`feedrelay store check\` says what is wrong, \`feedrelay store repair\` saves what can be read.` };
  if (code.startsWith('SQLITE_IOERR'))
    return { code: 'disk-error', message: `Store ${path} cannot be read or written (${code}): look at the disk and the system's log.` };
  // libsql's own errors at opening bear no code.
  if (code.startsWith('SQLITE_CANTOPEN') || error.message.startsWith('ConnectionFailed'))
    return { code: 'no-place', message: `Store ${path} cannot be opened: check the path and its permissions.` };
  return undefined;
}

function holder(path: string): string {
  const pid = holderOf(path);
  if (pid === process.pid) return ' (this very process)';
  return pid === undefined ? '' : ` (process ${pid})`;
}
