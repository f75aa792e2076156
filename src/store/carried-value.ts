/**
 * A serialised value between the thread that has the database and one that asks it: a text, or, of a large one, its UTF-8.
 * Those bytes are given away, where a text would be copied: into the message, out of it, and for the engine. They lie past
 * the allocator, which keeps for good what it once gave in large pieces (`M_MMAP_THRESHOLD`, mallopt(3)).
 */
export type CarriedValue = string | Uint8Array;

/** Characters, or bytes, from which on a value is large. */
export const LARGE_VALUE = 256 * 1024;

/** To be sent once. */
export function carried(text: string): CarriedValue {
  if (text.length < LARGE_VALUE) return text;
  const size = Buffer.byteLength(text);
  // Resizable, though it never is: such a one has its memory from the system.
  const bytes = Buffer.from(new ArrayBuffer(size, { maxByteLength: size }));
  bytes.write(text);
  return bytes;
}

export function textOf(value: CarriedValue): string {
  return typeof value === 'string' ? value : Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString();
}

/** The buffers of these values, to be given away with them; those that have others' bytes beside theirs are copied. */
export function buffersOf(values: Iterable<CarriedValue | undefined>): ArrayBuffer[] {
  return [...values].flatMap((value) =>
    typeof value === 'object' && value.buffer instanceof ArrayBuffer && value.buffer.byteLength === value.byteLength ? [value.buffer] : [],
  );
}
