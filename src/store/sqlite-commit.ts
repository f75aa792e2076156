import { litter } from '../thread/index.js';
import { carried, LARGE_VALUE } from './carried-value.js';
import type { StoredRow, StreamedBatch } from './keyv-store.js';
import { mapped } from './row-stream.js';
import type { SqliteRow } from './sqlite-database.js';
import type { SqliteThread } from './sqlite-thread.js';

/** Characters of rows that go over to the database at once. */
const PIECE = LARGE_VALUE;

type Piece = readonly SqliteRow[];

/** Commits to one database, in the order they came. */
export interface Commits {
  /** How many keys were deleted; `undefined` where what the batch expects does not hold. */
  readonly commit: (batch: StreamedBatch) => Promise<number | undefined>;
  readonly clear: (prefix: string) => Promise<void>;
}

/**
 * A large batch goes over in pieces of one transaction: it is never whole in memory beside what it was made of, and
 * between two pieces this thread and the database's serve whoever reads. A reader may see rows of it that are not
 * committed yet; so what leads to the others stands last in a batch.
 */
export function commitsOf(thread: Pick<SqliteThread, 'call'>): Commits {
  /** Resolves once no transaction stays open between two messages. */
  let closed: Promise<void> = Promise.resolve();

  const commitLarge = async (pieces: Iterable<Piece>, batch: StreamedBatch): Promise<number | undefined> => {
    const before = closed;
    let close = (): void => undefined;
    closed = new Promise((resolve) => (close = resolve));
    let committed: Promise<unknown>;
    let deleted: number | undefined;
    try {
      await before;
      deleted = await stageAll(pieces, batch);
      if (deleted === undefined) return undefined;
      // Sent, and so before whatever is sent next.
      committed = thread.call('write', { set: [], delete: [] });
    } finally {
      close();
    }
    await committed;
    return deleted;
  };

  const stageAll = async (pieces: Iterable<Piece>, batch: StreamedBatch): Promise<number | undefined> => {
    let deleted: number | undefined;
    let first = true;
    const written = litter();
    try {
      for (const piece of pieces) {
        // Of three articles of 5 MB, 60 MB of texts would lie here that are bytes by now.
        written(sizeOf(piece));
        const done = await thread.call('stage', first ? { ...batch, set: piece } : { set: piece, delete: [] });
        if (first) deleted = done;
        if (deleted === undefined) break;
        first = false;
      }
      return deleted;
    } catch (error) {
      if (!first) await thread.call('abandon');
      throw error;
    }
  };

  return {
    async commit(batch) {
      const pieces = piecesOf(batch.set);
      const set = pieces.next().value ?? [];
      // A piece is full where there may be another.
      if (sizeOf(set) >= PIECE) return commitLarge(chained([set], pieces), batch);
      await closed;
      return thread.call('write', { ...batch, set });
    },
    async clear(prefix) {
      await closed;
      await thread.call('clear', prefix);
    },
  };
}

function* piecesOf(rows: Iterable<StoredRow>): Generator<Piece, undefined> {
  let piece: SqliteRow[] = [];
  let size = 0;
  for (const row of mapped(rows, ([key, text, expires]): SqliteRow => [key, carried(text), expires])) {
    piece.push(row);
    size += sizeOf([row]);
    if (size < PIECE) continue;
    yield piece;
    piece = [];
    size = 0;
  }
  if (piece.length > 0) yield piece;
  return undefined;
}

/** Characters, or bytes. */
function sizeOf(piece: Piece): number {
  return piece.reduce((sum, [key, value]) => sum + key.length + value.length, 0);
}

/** What was taken already and then the rest; nothing that was given is held any longer. */
function* chained<T>(taken: T[], rest: Iterable<T>): Generator<T, undefined> {
  for (let next = taken.shift(); next !== undefined; next = taken.shift()) yield next;
  yield* rest;
  return undefined;
}
