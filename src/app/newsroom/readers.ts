/**
 * How often readers have asked, told by the thread that serves to the one that polls: in memory that both see, for a message
 * for each would cost more than an answer.
 */
export interface Readers {
  /** Goes along to the other thread. */
  readonly memory: SharedArrayBuffer;
  /** Somebody asks. */
  readonly note: () => void;
}

export function countReaders(): Readers {
  const memory = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT);
  const asked = new Int32Array(memory);
  return { memory, note: () => void Atomics.add(asked, 0, 1) };
}

/** The other side of it: a count that wraps around, of which only that it changes says something. */
export function readersIn(memory: SharedArrayBuffer): () => number {
  const asked = new Int32Array(memory);
  return () => Atomics.load(asked, 0);
}
