import { createHash } from 'node:crypto';
import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import type { Millis } from '../model.js';
import type { PictureType } from './picture-type.js';

/** What is known of a picture before its bytes are. */
export interface PictureOrigin {
  readonly type: PictureType;
  /** The origin's validators, to ask it again with. */
  readonly etag?: string;
  readonly lastModified?: string;
  /** When it last changed, as far as its origin says; whole seconds. */
  readonly modified: Millis;
  /** How long the origin need not be asked again. */
  readonly freshFor: Millis;
}

export interface Picture extends PictureOrigin {
  /** Bytes. */
  readonly size: number;
  /** SHA-256 of the bytes, base64url. */
  readonly digest: string;
}

/** What stands in the file behind the bytes: the picture, and when its origin last said that it holds. */
interface Trailer {
  readonly validated: Millis;
  readonly picture: Picture;
}

/** Longer trailers are not ours. */
const LONGEST_TRAILER = 4_096;
const CHUNK = 64 * 1024;
/** The moment stands first in the trailer and is always as long, so that it can be written over. */
const BEFORE_MOMENT = '\n{"validated":"';
const moment = (at: Millis): string => String(Math.trunc(at)).padStart(16, '0');

/**
 * A kept picture is one file: its bytes as they came, then a line of JSON that says what they are. So it is whole or it
 * is not there, and one that was cut or scribbled on is found out by its digest.
 *
 * @param part where it grows; it takes its place at `path` in one step, once it is whole
 * @param now when its origin gave it
 * @throws what `body` throws, and the file system's errors; nothing is left behind then
 */
export async function writePicture(part: string, path: string, origin: PictureOrigin, body: AsyncIterable<Uint8Array>, now: Millis): Promise<Picture> {
  const hash = createHash('sha256');
  let size = 0;
  try {
    const file = await open(part, 'wx');
    try {
      for await (const chunk of body) {
        hash.update(chunk);
        size += chunk.length;
        await file.writeFile(chunk);
      }
      const picture: Picture = { ...origin, size, digest: hash.digest('base64url') };
      await file.writeFile(`${BEFORE_MOMENT}${moment(now)}","picture":${JSON.stringify(picture)}}`);
      await file.close();
      await rename(part, path);
      return picture;
    } finally {
      await file.close();
    }
  } catch (error) {
    await rm(part, { force: true }).catch(() => undefined);
    throw error;
  }
}

/** Its origin says that it holds; a file that was taken away meanwhile stays away. */
export async function renewPicture(path: string, { size }: Picture, now: Millis): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await file.write(moment(now), size + BEFORE_MOMENT.length);
  } finally {
    await file.close();
  }
}

/** Reads a kept picture through, and gives what it is; `undefined` where the file is not there, or not whole. */
export async function readPicture(path: string): Promise<Trailer | undefined> {
  let file: FileHandle | undefined;
  try {
    file = await open(path, 'r');
    const trailer = await readTrailer(file);
    return trailer !== undefined && (await digestOf(file, trailer.picture.size)) === trailer.picture.digest ? trailer : undefined;
  } catch {
    // Unreadable, or its trailer is none: the same to us as no file.
    return undefined;
  } finally {
    await file?.close();
  }
}

async function readTrailer(file: FileHandle): Promise<Trailer | undefined> {
  const { size } = await file.stat();
  const length = Math.min(size, LONGEST_TRAILER);
  const { buffer } = await file.read(Buffer.alloc(length), 0, length, size - length);
  const at = buffer.lastIndexOf('\n');
  if (at < 0) return undefined;
  const { validated, picture } = JSON.parse(buffer.toString('utf8', at + 1)) as { readonly validated: string; readonly picture: Picture };
  return picture.size === size - length + at ? { validated: Number(validated), picture } : undefined;
}

async function digestOf(file: FileHandle, size: number): Promise<string> {
  const hash = createHash('sha256');
  const buffer = Buffer.alloc(Math.min(size, CHUNK));
  for (let at = 0; at < size; ) {
    const { bytesRead } = await file.read(buffer, 0, Math.min(CHUNK, size - at), at);
    if (bytesRead === 0) break;
    hash.update(buffer.subarray(0, bytesRead));
    at += bytesRead;
  }
  return hash.digest('base64url');
}
