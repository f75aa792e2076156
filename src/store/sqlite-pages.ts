import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

/**
 * A database file page by page, without the engine and whatever its state; https://sqlite.org/fileformat2.html.
 * Committed pages of the write-ahead log stand in for those of the file.
 */
export interface Pages {
  readonly pageSize: number;
  /** Bytes of a page that hold content. */
  readonly usable: number;
  readonly count: number;
  /** Pages are numbered from 1; `undefined` where the file ends before the page does. */
  readonly read: (page: number) => Buffer | undefined;
  readonly close: () => void;
}

// What every store of ours is made with, for files whose head is destroyed.
const OUR_PAGE_SIZE = 4096;
const WAL_HEADER = 32;
const FRAME_HEADER = 24;

export function openPages(path: string): Pages {
  const file = openSync(path, 'r');
  const head = readAt(file, 0, 100);
  const whole = head?.toString('latin1', 0, 16) === 'SQLite format 3\0' ? head : undefined;
  const declared = whole?.readUInt16BE(16) === 1 ? 65_536 : whole?.readUInt16BE(16);
  const pageSize = declared !== undefined && declared >= 512 && Number.isInteger(Math.log2(declared)) ? declared : OUR_PAGE_SIZE;
  const log = openLog(`${path}-wal`, pageSize);
  return {
    pageSize,
    usable: pageSize - (whole?.readUInt8(20) ?? 0),
    count: Math.max(Math.ceil(fstatSync(file).size / pageSize), log.count),
    read: (page) => log.read(page) ?? readAt(file, (page - 1) * pageSize, pageSize),
    close: () => {
      closeSync(file);
      log.close();
    },
  };
}

type Log = Pick<Pages, 'count' | 'read' | 'close'>;

function openLog(path: string, pageSize: number): Log {
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch {
    return { count: 0, read: () => undefined, close: () => undefined };
  }
  const { places, count } = committedFrames(file, pageSize);
  return {
    count,
    read: (page) => {
      const place = places.get(page);
      return place === undefined ? undefined : readAt(file, place, pageSize);
    },
    close: () => closeSync(file),
  };
}

/** Where the newest committed copy of each page stands, section 4 of the format: frames count while salt and checksum hold. */
function committedFrames(file: number, pageSize: number): { readonly places: ReadonlyMap<number, number>; readonly count: number } {
  const places = new Map<number, number>();
  let count = 0;
  const head = readAt(file, 0, WAL_HEADER);
  if (!head || head.readUInt32BE(0) >>> 1 !== 0x377f0682 >>> 1 || head.readUInt32BE(8) !== pageSize) return { places, count };
  const littleEndian = head.readUInt32BE(0) % 2 === 0;
  let sum = checksum(head.subarray(0, 24), [0, 0], littleEndian);
  let pending: [page: number, place: number][] = [];
  for (let at = WAL_HEADER; ; at += FRAME_HEADER + pageSize) {
    const frame = readAt(file, at, FRAME_HEADER + pageSize);
    if (!frame?.subarray(8, 16).equals(head.subarray(16, 24))) break;
    sum = checksum(frame.subarray(FRAME_HEADER), checksum(frame.subarray(0, 8), sum, littleEndian), littleEndian);
    if (sum[0] !== frame.readUInt32BE(16) || sum[1] !== frame.readUInt32BE(20)) break;
    pending.push([frame.readUInt32BE(0), at + FRAME_HEADER]);
    const sizeAfterCommit = frame.readUInt32BE(4);
    if (sizeAfterCommit === 0) continue;
    for (const [page, place] of pending) places.set(page, place);
    pending = [];
    count = sizeAfterCommit;
  }
  return { places, count };
}

function checksum(bytes: Buffer, start: readonly [number, number], littleEndian: boolean): [number, number] {
  let [first, second] = start;
  for (let at = 0; at < bytes.length; at += 8) {
    first = (first + (littleEndian ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at)) + second) >>> 0;
    second = (second + (littleEndian ? bytes.readUInt32LE(at + 4) : bytes.readUInt32BE(at + 4)) + first) >>> 0;
  }
  return [first, second];
}

function readAt(file: number, position: number, length: number): Buffer | undefined {
  const bytes = Buffer.alloc(length);
  return readSync(file, bytes, 0, length, position) === length ? bytes : undefined;
}
