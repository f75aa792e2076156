import type { FileHandle } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { LRUCache } from 'lru-cache';
import type { PictureAnswer } from './answer.js';
import type { Cabinet, Kept } from './cabinet.js';
import type { Slice } from './range.js';

/** Bytes of pictures held in memory, of which the largest may have so many … */
const HELD = 32 * 1024 * 1024;
const LARGEST = 1024 * 1024;
/** … and bytes that answers under way may hold on to, for slow readers keep alive what is held no longer. */
const LENT = 48 * 1024 * 1024;
/** Read ahead for each reader of a picture on disk: so much, and no more, is waiting for one that does not read. */
const READ_AHEAD = 32 * 1024;

/** Sends the answer with what it shows of the picture; false, and nothing sent, where the file is gone. */
export type SendPicture = (kept: Kept, answer: PictureAnswer, request: IncomingMessage, response: ServerResponse) => boolean | Promise<boolean>;

/** Small pictures go out of memory while there is room for that, all others from the disk as fast as their reader reads. */
export function createSender(cabinet: Cabinet): SendPicture {
  const held = new LRUCache<string, Buffer>({ maxSize: HELD, maxEntrySize: LARGEST, sizeCalculation: ({ length }) => length });
  let lent = 0;

  const lend = (size: number, response: ServerResponse): void => {
    lent += size;
    response.once('close', () => (lent -= size));
  };
  const sendBytes = (bytes: Buffer, { status, headers }: PictureAnswer, { start, end }: Slice, response: ServerResponse): true => {
    response.writeHead(status, headers);
    response.end(end - start === bytes.length ? bytes : bytes.subarray(start, end));
    return true;
  };

  const sendFile = async ({ name, picture }: Kept, answer: PictureAnswer, slice: Slice, response: ServerResponse): Promise<boolean> => {
    const file = await cabinet.open(name);
    if (file === undefined) return false;
    if (picture.size > LARGEST || lent + picture.size > LENT) {
      response.writeHead(answer.status, answer.headers);
      await pipe(file, slice, response);
      return true;
    }
    lend(picture.size, response);
    const bytes = await readWhole(file, picture.size);
    if (bytes === undefined) return false;
    held.set(picture.digest, bytes);
    return sendBytes(bytes, answer, slice, response);
  };

  return (kept, answer, { method }, response) => {
    const { slice } = answer;
    if (slice === undefined || method === 'HEAD') {
      response.writeHead(answer.status, answer.headers).end();
      return true;
    }
    const bytes = held.get(kept.picture.digest);
    if (bytes === undefined || lent + bytes.length > LENT) return sendFile(kept, answer, slice, response);
    lend(bytes.length, response);
    return sendBytes(bytes, answer, slice, response);
  };
}

async function pipe(file: FileHandle, { start, end }: Slice, response: ServerResponse): Promise<void> {
  try {
    await pipeline(file.createReadStream({ start, end: end - 1, highWaterMark: READ_AHEAD }), response);
  } catch {
    // The reader went away, or the disk failed: either way the connection is closed, which says what there is to say.
  }
}

async function readWhole(file: FileHandle, size: number): Promise<Buffer | undefined> {
  try {
    const { buffer, bytesRead } = await file.read(Buffer.allocUnsafeSlow(size), 0, size, 0);
    return bytesRead === size ? buffer : undefined;
  } finally {
    await file.close();
  }
}
