import { resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { right, wrong, type Reading } from './reading.js';

/** Where a source is. A `file:` address may still be relative; {@link fileAddress} makes it absolute. */
export type Address =
  | { readonly kind: 'web'; readonly href: string; readonly authorization?: string }
  | { readonly kind: 'file'; readonly written: string };

/** An absolute http(s) address, or `undefined`. */
export function webAddress(text: string): URL | undefined {
  const trimmed = text.trim();
  if (!/^https?:\/\//i.test(trimmed) || !URL.canParse(trimmed)) return undefined;
  return new URL(trimmed);
}

/** `http:`, `https:`, or `file:` (a feed file, or a folder of archived documents; relative to the working directory). */
export function readAddress(text: string): Reading<Address> {
  const written = text.trim();
  if (/^file:/i.test(written)) return readFileAddress(written);
  const url = webAddress(written);
  if (url !== undefined) return right(readWebAddress(url));
  return wrong(`is no address of a feed: ${adviceFor(written)}`);
}

function adviceFor(written: string): string {
  const feedScheme = /^feed:(?:\/\/)?(.+)$/i.exec(written)?.[1];
  if (feedScheme !== undefined) return `write it with its own scheme, "${/^https?:/i.test(feedScheme) ? feedScheme : `https://${feedScheme}`}"`;
  if (/^(?:[./~]|[a-z]:\\)/i.test(written)) return 'a file or folder is written with file: before its path, such as file:./samples';
  if (/^[a-z0-9-]+(?:\.[a-z0-9-]+)+(?::\d+)?(?:[/?]|$)/i.test(written)) return `write its scheme too, "https://${written}"`;
  return 'write one that begins with https://, http:// or file:';
}

/** A user name in the address goes into a header of its own: addresses are shown to people, passwords are not. */
export function readWebAddress(url: URL): Extract<Address, { kind: 'web' }> {
  const { username, password } = url;
  url.hash = '';
  if (username === '' && password === '') return { kind: 'web', href: url.href };
  url.username = '';
  url.password = '';
  const authorization = `Basic ${Buffer.from(`${decoded(username)}:${decoded(password)}`).toString('base64')}`;
  return { kind: 'web', href: url.href, authorization };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function readFileAddress(written: string): Reading<Address> {
  try {
    fileAddress(written, '/');
  } catch {
    return wrong('is no file of this machine: write file: and a path, such as file:./samples or file:///srv/feeds');
  }
  return /[?#]/.test(written)
    ? wrong('has a ? or # in its path: write them as %3F and %23')
    : right({ kind: 'file', written });
}

/**
 * The absolute `file:` address, without a trailing slash (but for the root). Throws on what
 * {@link readAddress} refuses: another host's file, or broken percent-encoding.
 */
export function fileAddress(written: string, cwd: string): string {
  const url = new URL(written, pathToFileURL(`${resolve(cwd)}/`));
  return pathToFileURL(resolve(fileURLToPath(url))).href;
}
