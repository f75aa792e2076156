import { collectAfter } from '../thread/index.js';
import type { StoredRow, StreamedBatch } from './keyv-store.js';
import type { SqliteThread } from './sqlite-thread.js';

/** Characters of rows that go over to the database at once. */
const PIECE = 256 * 1024;

type Piece = readonly StoredRow[];

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

  const commitLarge = async (first: Piece, second: Piece, rest: Iterable<Piece>, batch: StreamedBatch): Promise<number | undefined> => {
    const before = closed;
    let close = (): void => undefined;
    closed = new Promise((resolve) => (close = resolve));
    let committed: Promise<unknown>;
    let deleted: number | undefined;
    try {
      await before;
      deleted = await thread.call('stage', { ...batch, set: first });
      if (deleted === undefined) return undefined;
      // Sent, and so before whatever is sent next.
      committed = thread.call('write', { set: await stageAllButLast(second, rest), delete: [] });
    } finally {
      close();
    }
    await committed;
    return deleted;
  };

  const stageAllButLast = async (second: Piece, rest: Iterable<Piece>): Promise<Piece> => {
    let last = second;
    try {
      for (const piece of rest) {
        await thread.call('stage', { set: last, delete: [] });
        const gone = sizeOf(last);
        last = piece;
        // Of three articles of 5 MB, 60 MB of what had been written would wait here for the engine to look.
        collectAfter(gone);
      }
      return last;
    } catch (error) {
      await thread.call('abandon');
      throw error;
    }
  };

  return {
    async commit(batch) {
      const pieces = piecesOf(batch.set);
      const [first, second] = [pieces.next(), pieces.next()];
      if (first.done !== true && second.done !== true) return commitLarge(first.value, second.value, pieces, batch);
      await closed;
      return thread.call('write', { ...batch, set: first.done === true ? [] : first.value });
    },
    async clear(prefix) {
      await closed;
      await thread.call('clear', prefix);
    },
  };
}

function* piecesOf(rows: Iterable<StoredRow>): Generator<Piece, undefined> {
  let piece: StoredRow[] = [];
  let size = 0;
  for (const row of rows) {
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

/** Characters. */
function sizeOf(piece: Piece): number {
  return piece.reduce((sum, [key, value]) => sum + key.length + value.length, 0);
}
