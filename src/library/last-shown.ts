import { readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { digest } from '../digest.js';
import { makeFolder } from '../folder.js';
import type { Millis } from '../model.js';
import type { Publication } from './kept-documents.js';

/** What readers were last shown, on disk: for when the store is away and this process has not made a document itself. */
export interface LastShown {
  /** The document of this name as it was last shown; `undefined` where there is none, or none that is whole. */
  find(name: string): Promise<Publication | undefined>;
  /** Remembers a document, or that it is gone. Returns at once: it is written when there is time, and only as it last was. */
  note(name: string, publication: Publication | undefined): void;
  /** Waits for what is being written. */
  close(): Promise<void>;
}

export interface LastShownOptions {
  readonly folder: string;
  /** What the documents are of: a store, an address of ours. Another's are not found, whoever wrote them here. */
  readonly of: string;
  /** Bytes of all files in the folder, the oldest of which go. */
  readonly bound: number;
}

const NAME = /^[\w-]{22}$/;
const AT_ONCE = 64;
/** What another process is writing is left alone for so long. */
const ABANDONED: Millis = 60 * 60 * 1000;

/** Nothing of it is worth an error: a disk that is full or read-only keeps no copy. */
export function openLastShown({ folder, of, bound }: LastShownOptions): LastShown {
  // The oldest first: a Map keeps the order in which its keys came.
  const sizes = new Map<string, number>();
  const waiting = new Map<string, Publication | undefined>();
  let total = 0;
  let writing: Promise<void> | undefined;
  const fileOf = (name: string): string => digest(JSON.stringify([of, name]));
  const pathOf = (file: string): string => join(folder, file);

  const forget = (file: string): void => {
    total -= sizes.get(file) ?? 0;
    sizes.delete(file);
  };
  const enter = (file: string, size: number): void => {
    forget(file);
    sizes.set(file, size);
    total += size;
  };
  const drop = async (file: string): Promise<void> => {
    forget(file);
    await rm(pathOf(file), { force: true });
  };
  const dropOldest = async (): Promise<void> => {
    for (const file of sizes.keys()) {
      if (total <= bound) return;
      await drop(file);
    }
  };

  const count = async (): Promise<void> => {
    await makeFolder(folder);
    const names = await readdir(folder);
    const found: { readonly name: string; readonly size: number; readonly at: number }[] = [];
    for (let from = 0; from < names.length; from += AT_ONCE) {
      await Promise.all(names.slice(from, from + AT_ONCE).map(async (name) => {
        const file = await stat(pathOf(name)).catch(() => undefined);
        if (file === undefined) return;
        if (NAME.test(name)) found.push({ name, size: file.size, at: file.mtimeMs });
        else if (Date.now() - file.mtimeMs > ABANDONED) await rm(pathOf(name), { force: true });
      }));
    }
    for (const { name, size } of found.sort((one, other) => one.at - other.at)) enter(name, size);
    await dropOldest();
  };
  const counting = count().catch(() => undefined);

  const write = async (name: string, publication: Publication | undefined): Promise<void> => {
    const file = fileOf(name);
    if (publication === undefined) return drop(file);
    const { body, ...rest } = publication;
    const text = Buffer.concat([Buffer.from(`${JSON.stringify(rest)}\n`), body]);
    const fresh = `${pathOf(file)}.${process.pid}.new`;
    await writeFile(fresh, text);
    await rename(fresh, pathOf(file));
    enter(file, text.length);
    await dropOldest();
  };
  const writeAll = async (): Promise<void> => {
    await counting;
    for (;;) {
      const [next] = waiting;
      if (next === undefined) return;
      waiting.delete(next[0]);
      await write(...next).catch(() => undefined);
    }
  };

  const begin = (): void => {
    writing ??= writeAll().finally(() => {
      writing = undefined;
      if (waiting.size > 0) begin();
    });
  };

  return {
    async find(name) {
      const text = await readFile(pathOf(fileOf(name))).catch(() => undefined);
      return text === undefined ? undefined : publicationIn(text);
    },
    note(name, publication) {
      if ((publication?.body.byteLength ?? 0) > bound) return;
      waiting.set(name, publication);
      begin();
    },
    async close() {
      await counting;
      while (writing !== undefined) await writing;
    },
  };
}

function publicationIn(text: Buffer): Publication | undefined {
  const end = text.indexOf('\n');
  try {
    const { contentType, etag, modified, maxAge } = JSON.parse(text.toString('utf8', 0, end)) as Publication;
    // In a buffer of its own, and whole: the tag is the body's digest.
    const body = Buffer.from(text.subarray(end + 1));
    return digest(body) === etag ? { body, contentType, etag, modified, maxAge } : undefined;
  } catch {
    return undefined;
  }
}
