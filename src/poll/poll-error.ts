import type { Failure } from '../model.js';

/** A failure that ends one poll, on its way to the poll's edge, where it becomes the source's state. */
export class PollError extends Error {
  override readonly name = 'PollError';
  constructor(readonly failure: Failure) {
    super(failure.message);
  }
}
