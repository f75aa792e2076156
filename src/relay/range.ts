/** Bytes `start` up to, but without, `end`. */
export interface Slice {
  readonly start: number;
  readonly end: number;
}

/**
 * What a Range header asks of `size` bytes (RFC 9110 §14.2). `whole` for what may be ignored: no header, another unit,
 * several ranges, or what cannot be read.
 */
export function readRange(header: string | undefined, size: number): Slice | 'whole' | 'unsatisfiable' {
  const [, first = '', last = ''] = /^bytes=\s*(\d*)\s*-\s*(\d*)\s*$/i.exec(header ?? '') ?? [];
  if (first === '' && last === '') return 'whole';
  if (first === '') return suffix(Number(last), size);
  if (last !== '' && Number(last) < Number(first)) return 'whole';
  const start = Number(first);
  const end = last === '' ? size : Math.min(Number(last) + 1, size);
  return start < size ? { start, end } : 'unsatisfiable';
}

function suffix(length: number, size: number): Slice | 'unsatisfiable' {
  return length > 0 && size > 0 ? { start: Math.max(0, size - length), end: size } : 'unsatisfiable';
}
