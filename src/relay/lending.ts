import type { ServerResponse } from 'node:http';
import { LRUCache } from 'lru-cache';
import type { Picture } from './kept-picture.js';

/** Bytes of pictures held in memory, of which the largest may have so many … */
const HELD = 32 * 1024 * 1024;
const LARGEST = 8 * 1024 * 1024;
/** … and bytes that answers under way may hold on to, for slow readers keep alive what is held no longer. */
const LENT = 48 * 1024 * 1024;

interface Loan {
  readonly bytes: Buffer | Promise<Buffer | undefined>;
  readers: number;
}

/** Pictures in memory, lent to answers: one copy of each, however many read it. */
export interface Lending {
  /**
   * The whole picture until the response is over. `undefined` where there is no room for it, or, as a promise, where
   * it could not be read; `read` is called where memory does not hold it.
   */
  borrow(picture: Picture, response: ServerResponse, read: () => Promise<Buffer | undefined>): Buffer | Promise<Buffer | undefined> | undefined;
}

export function createLending(): Lending {
  const held = new LRUCache<string, Buffer>({ maxSize: HELD, sizeCalculation: ({ length }) => Math.max(length, 1) });
  const loans = new Map<string, Loan>();
  let lent = 0;

  const begin = ({ digest, size }: Picture, read: () => Promise<Buffer | undefined>): Loan | undefined => {
    if (size > LARGEST || lent + size > LENT) return undefined;
    const keep = (bytes: Buffer | undefined): Buffer | undefined => {
      if (bytes !== undefined) held.set(digest, bytes);
      return bytes;
    };
    const loan: Loan = { bytes: held.get(digest) ?? read().then(keep), readers: 0 };
    loans.set(digest, loan);
    lent += size;
    return loan;
  };

  return {
    borrow(picture, response, read) {
      const loan = loans.get(picture.digest) ?? begin(picture, read);
      if (loan === undefined) return undefined;
      loan.readers += 1;
      response.once('close', () => {
        loan.readers -= 1;
        if (loan.readers > 0) return;
        loans.delete(picture.digest);
        lent -= picture.size;
      });
      return loan.bytes;
    },
  };
}
