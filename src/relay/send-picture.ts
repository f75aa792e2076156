import type { FileHandle } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import type { PictureAnswer } from './answer.js';
import type { Cabinet, Kept } from './cabinet.js';
import { createLending } from './lending.js';
import type { Slice } from './range.js';

/** Read ahead for each reader of a picture on disk: so much, and no more, is waiting for one that does not read. */
const READ_AHEAD = 32 * 1024;

/** Sends the answer with what it shows of the picture; false, and nothing sent, where the file is gone. */
export type SendPicture = (kept: Kept, answer: PictureAnswer, request: IncomingMessage, response: ServerResponse) => boolean | Promise<boolean>;

/** Pictures go out of memory while there is room for that, all others from the disk as fast as their reader reads. */
export function createSender(cabinet: Cabinet): SendPicture {
  const lending = createLending();

  const sendFile = async (name: string, answer: PictureAnswer, slice: Slice, response: ServerResponse): Promise<boolean> => {
    const file = await cabinet.open(name);
    if (file === undefined) return false;
    response.writeHead(answer.status, answer.headers);
    await pipe(file, slice, response);
    return true;
  };

  return ({ name, picture }, answer, { method }, response) => {
    if (response.destroyed) return true;
    const { slice } = answer;
    if (slice === undefined || method === 'HEAD') {
      response.writeHead(answer.status, answer.headers).end();
      return true;
    }
    const bytes = lending.borrow(picture, response, async () => readWhole(await cabinet.open(name), picture.size));
    if (bytes === undefined) return sendFile(name, answer, slice, response);
    if (!(bytes instanceof Promise)) return sendBytes(bytes, answer, slice, response);
    return bytes.then((read) => (read === undefined ? false : sendBytes(read, answer, slice, response)));
  };
}

function sendBytes(bytes: Buffer, { status, headers }: PictureAnswer, { start, end }: Slice, response: ServerResponse): true {
  response.writeHead(status, headers);
  response.end(end - start === bytes.length ? bytes : bytes.subarray(start, end));
  return true;
}

async function pipe(file: FileHandle, { start, end }: Slice, response: ServerResponse): Promise<void> {
  try {
    await pipeline(file.createReadStream({ start, end: end - 1, highWaterMark: READ_AHEAD }), response);
  } catch {
    // The reader went away, or the disk failed: either way the connection is closed, which says what there is to say.
  }
}

async function readWhole(file: FileHandle | undefined, size: number): Promise<Buffer | undefined> {
  try {
    const read = await file?.read(Buffer.allocUnsafeSlow(size), 0, size, 0);
    return read?.bytesRead === size ? read.buffer : undefined;
  } finally {
    await file?.close();
  }
}
