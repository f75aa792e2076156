import { fsync, open } from 'node:fs';
import type { Failure } from '../model.js';

/**
 * Brings what was committed to the disk, beside the thread that committed it: the engine itself, asked for
 * `synchronous = FULL`, would hold up every reader while the disk works. Commits that come meanwhile share the next
 * turn. Durable all the same: the file is the write-ahead log, whose frames count only up to the last whole commit.
 */
export interface LogSync {
  /** Calls back once everything written before is on the disk, or could not be brought there. */
  readonly settle: (done: (failure: Failure | undefined) => void) => void;
  /** Calls back once nothing is under way. */
  readonly idle: (done: () => void) => void;
}

/** @param path the store's file */
export function syncLog(path: string): LogSync {
  let log: number | undefined;
  let busy = false;
  let waiting: ((failure: Failure | undefined) => void)[] = [];
  let whenIdle: (() => void) | undefined;

  const turn = (): void => {
    const served = waiting;
    waiting = [];
    busy = true;
    const end = (error: NodeJS.ErrnoException | null): void => {
      busy = false;
      const failure = error ? syncFailure(error, path) : undefined;
      for (const done of served) done(failure);
      if (waiting.length > 0) turn();
      else whenIdle?.();
    };
    if (log === undefined) {
      open(`${path}-wal`, 'r+', (error, file) => {
        if (error) end(error);
        else fsync((log = file), end);
      });
    } else fsync(log, end);
  };

  return {
    settle: (done) => {
      waiting.push(done);
      if (!busy) turn();
    },
    idle: (done) => {
      if (busy) whenIdle = done;
      else done();
    },
  };
}

function syncFailure(error: NodeJS.ErrnoException, path: string): Failure {
  // Some file systems find out only now that there is no room.
  return error.code === 'ENOSPC' || error.code === 'EDQUOT'
    ? { code: 'disk-full', message: `Store ${path} cannot be written, for the disk is full: make room, and it goes on by itself.` }
    : { code: 'disk-error', message: `Store ${path} cannot be brought to the disk (${error.code ?? error.message}): look at the disk and the system's log.` };
}
