import { createHash } from 'node:crypto';
import { constants, type BigIntStats } from 'node:fs';
import { open, readdir, stat, type FileHandle } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Failure, Result } from '../model.js';
import { fileTooLarge, notAFileAddress, notAFileOrFolder, unreadable } from './failures.js';
import { FetchError, type Validators } from './request.js';

export interface LocalRequest {
  /** file: address of a feed file, or of a folder of archived documents. */
  readonly url: string;
  /** As the last outcome gave them. */
  readonly validators?: Validators;
  /** Bytes of one file. */
  readonly limits: { readonly body: number };
}

export type LocalOutcome =
  | { readonly kind: 'fresh'; readonly url: string; readonly bytes: Uint8Array; readonly validators: Validators }
  /** Documents in the order of their names (by code unit), each read when it is asked for. */
  | { readonly kind: 'folder'; readonly documents: AsyncIterable<LocalDocument>; readonly validators: Validators }
  | { readonly kind: 'notModified'; readonly validators: Validators }
  | { readonly kind: 'failed'; readonly failure: Failure; readonly network: false };

/** A file of a folder: its name relative to the folder, with `/` between the parts, and its bytes or why there are none. */
export type LocalDocument = { readonly name: string } & Result<Uint8Array>;

/** The files of a folder that count as archived documents; hidden files and folders do not. */
const DOCUMENT = /\.(md|markdown)$/i;
const HIDDEN = /(^|[\\/])\./;

/**
 * Reads a `file:` source, subfolders included, symbolic links to folders apart. What serves as the validator is a digest
 * of names, sizes and times of change, taken before anything is read: what changes meanwhile is seen by the next poll.
 */
export async function readLocal({ url, validators, limits }: LocalRequest): Promise<LocalOutcome> {
  try {
    const path = pathOf(url);
    const found = await stat(path, { bigint: true });
    const files = found.isDirectory() ? await documentsIn(path) : [{ name: '', found }];
    const fingerprint: Validators = { etag: fingerprintOf(files) };
    if (validators?.etag === fingerprint.etag) return { kind: 'notModified', validators: fingerprint };
    if (!found.isDirectory()) {
      return { kind: 'fresh', url, bytes: await readFile(path, limits.body), validators: fingerprint };
    }
    const names = files.map(({ name }) => name);
    return { kind: 'folder', documents: documents(path, names, limits.body), validators: fingerprint };
  } catch (error) {
    return { kind: 'failed', failure: explainFile(error, url), network: false };
  }
}

interface Listed {
  readonly name: string;
  readonly found: BigIntStats;
}

async function documentsIn(folder: string): Promise<Listed[]> {
  const listed: Listed[] = [];
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const name = relative(folder, path);
    if (!DOCUMENT.test(name) || HIDDEN.test(name) || entry.isDirectory()) continue;
    const found = await stat(path, { bigint: true }).catch(() => undefined); // gone since, or a link to nowhere
    if (found?.isFile() === true) listed.push({ name: name.replaceAll(sep, '/'), found });
  }
  return listed.sort((one, other) => (one.name < other.name ? -1 : 1));
}

/** The time of the inode's change too: it moves when a file is rewritten in the same size and dated back. */
function fingerprintOf(files: readonly Listed[]): string {
  const digest = createHash('sha256');
  for (const { name, found } of files) digest.update(`${name}\0${found.size}\0${found.mtimeNs}\0${found.ctimeNs}\0`);
  return `"${digest.digest('base64url')}"`;
}

async function* documents(folder: string, names: readonly string[], limit: number): AsyncGenerator<LocalDocument> {
  for (const name of names) {
    const path = join(folder, name);
    try {
      yield { name, ok: true, value: await readFile(path, limit) };
    } catch (error) {
      yield { name, ok: false, failure: explainFile(error, path) };
    }
  }
}

/** Opened without waiting, for a pipe in place of a file would otherwise hold a thread for ever. */
async function readFile(path: string, limit: number): Promise<Uint8Array> {
  const handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    if (!(await handle.stat()).isFile()) throw new FetchError(notAFileOrFolder(path));
    return await readAtMost(handle, limit, path);
  } finally {
    await handle.close();
  }
}

async function readAtMost(handle: FileHandle, limit: number, path: string): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const part = Buffer.allocUnsafe(64 * 1024);
    const { bytesRead } = await handle.read(part);
    if (bytesRead === 0) return Buffer.concat(parts);
    size += bytesRead;
    if (size > limit) throw new FetchError(fileTooLarge(path, limit));
    parts.push(part.subarray(0, bytesRead));
  }
}

function pathOf(url: string): string {
  if (!URL.canParse(url) || new URL(url).protocol !== 'file:') throw new FetchError(notAFileAddress(url));
  try {
    return fileURLToPath(url);
  } catch {
    throw new FetchError(notAFileAddress(url));
  }
}

/** As people write it. */
function nameOf(place: string): string {
  return place.startsWith('file:') ? fileURLToPath(place) : place;
}

function explainFile(error: unknown, place: string): Failure {
  if (error instanceof FetchError) return error.failure;
  if (!(error instanceof Error && 'code' in error && typeof error.code === 'string')) throw error;
  return unreadable(nameOf(place), error.code);
}
