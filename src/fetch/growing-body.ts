/** A body that comes in chunks, of which nobody knows how long it will be. */
export interface GrowingBody {
  add(chunk: Uint8Array): void;
  /** Bytes so far. */
  readonly size: () => number;
  /** All of it; nothing is added afterwards. */
  readonly whole: () => Uint8Array;
}

/** Bytes up to which the chunks are kept as they come: up to here a buffer of the system's costs more than it spares. */
const SMALL = 512 * 1024;
/** Bytes by which a larger body's buffer grows. */
const STEP = 1024 * 1024;

/**
 * A small body is its chunks, put together at the end. A larger one moves into a buffer that grows where it stands
 * (ECMA-262 §25.1, resizable ArrayBuffer): it never stands twice in memory, and its memory comes from the system and goes
 * back there, past the allocator, which keeps for good what it once gave in large pieces.
 *
 * @param limit bytes that it will not have more of
 */
export function growingBody(limit: number): GrowingBody {
  let chunks: Uint8Array[] = [];
  let room: ArrayBuffer | undefined;
  let size = 0;
  /** Bytes that are in the room. */
  let moved = 0;

  const move = (chunk: Uint8Array, into: ArrayBuffer): void => {
    const end = moved + chunk.byteLength;
    if (end > into.byteLength) into.resize(Math.min(limit, end + STEP));
    new Uint8Array(into, moved, chunk.byteLength).set(chunk);
    moved = end;
  };

  return {
    add(chunk) {
      size += chunk.byteLength;
      chunks.push(chunk);
      if (size <= SMALL) return;
      room ??= new ArrayBuffer(0, { maxByteLength: limit });
      for (const waiting of chunks) move(waiting, room);
      chunks = [];
    },
    size: () => size,
    whole() {
      if (room === undefined) return Buffer.concat(chunks);
      room.resize(size);
      return new Uint8Array(room);
    },
  };
}
