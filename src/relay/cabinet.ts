import { open, readdir, rm, stat, utimes, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder } from '../folder.js';
import type { Millis } from '../model.js';
import { readPicture, renewPicture, writePicture, type Picture, type PictureOrigin } from './kept-picture.js';

/** A picture that is kept, and when its origin last said that it holds. */
export interface Kept {
  readonly name: string;
  readonly picture: Picture;
  readonly validated: Millis;
}

/** Pictures on disk, bounded in bytes; the one least recently used goes first, over restarts too. */
export interface Cabinet {
  /** A kept picture, its file read through once in this process before it is believed. */
  find(name: string, now: Millis): Promise<Kept | undefined> | Kept | undefined;
  /** Keeps a picture in place of what had its name. @throws what `body` throws, and the file system's errors */
  put(name: string, origin: PictureOrigin, body: AsyncIterable<Uint8Array>, now: Millis): Promise<Kept>;
  /** The origin says that the picture is as it was. */
  renew(kept: Kept, now: Millis): Kept;
  /** The picture's file, for reading; `undefined` where somebody took it away. The caller closes it. */
  open(name: string): Promise<FileHandle | undefined>;
  /** Bytes kept. */
  size(): number;
  /** Writes down what was used last. */
  close(): Promise<void>;
}

interface Row {
  /** Of the file, bytes. */
  readonly size: number;
  used: Millis;
  /** The use that the file system has been told of. */
  noted: Millis;
  /** Known once the file was read through. */
  kept?: Kept;
  reading?: ReturnType<typeof readPicture>;
}

/** A use is written down no more often than this. */
const NOTED: Millis = 60_000;
/** What has been growing for so long grows no more: its process is gone. */
const ABANDONED: Millis = 60 * 60 * 1000;
const NAME = /^[0-9a-f]{40}$/;
const AT_ONCE = 64;

/** @param bound bytes that may be kept, asked for at each picture that comes */
export function openCabinet(folder: string, bound: () => number, clock: () => Millis): Cabinet {
  // In the order of their last use, the oldest first: a Map keeps the order in which its keys came.
  const rows = new Map<string, Row>();
  const errands = new Set<Promise<unknown>>();
  let total = 0;
  let parts = 0;
  let counted = false;
  const counting = count().catch(() => undefined).then(() => void (counted = true));

  const pathOf = (name: string): string => join(folder, name);
  const errand = (work: Promise<unknown>): void => {
    const done = work.catch(() => undefined).finally(() => errands.delete(done));
    errands.add(done);
  };
  const enter = (name: string, row: Row): void => {
    forget(name);
    rows.set(name, row);
    total += row.size;
  };
  const forget = (name: string): void => {
    total -= rows.get(name)?.size ?? 0;
    rows.delete(name);
  };
  const note = (name: string, row: Row): void => {
    row.noted = row.used;
    errand(utimes(pathOf(name), row.used / 1000, row.used / 1000));
  };
  const evict = (): void => {
    for (const name of rows.keys()) {
      if (total <= bound()) return;
      forget(name);
      errand(rm(pathOf(name), { force: true }));
    }
  };

  /** A file's modification time is its last use: its access time changes with whoever reads it, or never. */
  async function count(): Promise<void> {
    await makeFolder(folder);
    const found: { name: string; row: Row }[] = [];
    const names = await readdir(folder);
    for (let at = 0; at < names.length; at += AT_ONCE) {
      await Promise.all(names.slice(at, at + AT_ONCE).map(async (name) => {
        const file = await stat(pathOf(name)).catch(() => undefined);
        if (file === undefined) return;
        const { size, mtimeMs: used } = file;
        if (NAME.test(name)) found.push({ name, row: { size, used, noted: used } });
        else if (name.endsWith('.part') && clock() - used > ABANDONED) await rm(pathOf(name), { force: true });
      }));
    }
    for (const { name, row } of found.sort((one, other) => one.row.used - other.row.used)) enter(name, row);
    evict();
  }

  const look = (name: string, now: Millis): Promise<Kept | undefined> | Kept | undefined => {
    const row = rows.get(name);
    if (row === undefined) return undefined;
    rows.delete(name);
    rows.set(name, row);
    row.used = now;
    if (now - row.noted > NOTED) note(name, row);
    return row.kept ?? verify(name, row);
  };

  const verify = async (name: string, row: Row): Promise<Kept | undefined> => {
    const read = await (row.reading ??= readPicture(pathOf(name)));
    if (read !== undefined) return (row.kept ??= { name, ...read });
    if (rows.get(name) === row) {
      forget(name);
      await rm(pathOf(name), { force: true }).catch(() => undefined);
    }
    return undefined;
  };

  return {
    find: (name, now) => (counted ? look(name, now) : counting.then(() => look(name, now))),

    async put(name, origin, body, now) {
      await counting;
      await makeFolder(folder);
      const part = pathOf(`${name}.${process.pid}-${parts++}.part`);
      const kept: Kept = { name, picture: await writePicture(part, pathOf(name), origin, body, now), validated: now };
      const row: Row = { size: (await stat(pathOf(name))).size, used: now, noted: now, kept };
      enter(name, row);
      note(name, row);
      evict();
      return kept;
    },

    renew(kept, now) {
      const renewed = { ...kept, validated: now };
      const row = rows.get(kept.name);
      if (row?.kept !== kept) return renewed;
      errand(renewPicture(pathOf(kept.name), kept.picture, now).then(() => note(kept.name, row)));
      return (row.kept = renewed);
    },

    async open(name) {
      try {
        return await open(pathOf(name), 'r');
      } catch {
        forget(name);
        return undefined;
      }
    },

    size: () => total,

    async close() {
      await counting;
      for (const [name, row] of rows) if (row.used > row.noted) note(name, row);
      while (errands.size > 0) await Promise.all(errands);
    },
  };
}
