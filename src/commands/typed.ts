import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const SCHEME = /^(?:https?:\/\/|file:)/i;
/** A host name or address and what may follow it, as people type it: `example.org/blog`, `localhost:8080`. */
const HOST = /^(?:[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+|localhost|\[[0-9a-f:.]+\])(?::\d+)?(?:[/?#]|$)/iu;

export function hasScheme(typed: string): boolean {
  return SCHEME.test(typed.trim());
}

/**
 * The addresses that somebody may mean, the likeliest first; none where it is no address. Absolute; the fragment is no part
 * of what is fetched. Without a scheme it is https, else http, as in a browser; but the name of a file that is there is
 * nobody's host.
 */
export function addressesOf(typed: string): readonly string[] {
  const text = typed.trim().replace(/^feed:(?:\/\/)?(?=.)/i, '');
  if (hasScheme(text)) return absolute(text);
  return HOST.test(text) && !existsSync(text) ? ['https', 'http'].flatMap((scheme) => absolute(`${scheme}://${text}`)) : [];
}

function absolute(text: string): readonly string[] {
  const { href: base } = pathToFileURL(`${resolve('.')}/`);
  if (!URL.canParse(text, base)) return [];
  const url = new URL(text, base);
  url.hash = '';
  return [url.href];
}
