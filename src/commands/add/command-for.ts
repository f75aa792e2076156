import { relative } from 'node:path';
import { configurationFile } from '../../config/index.js';
import type { DiscoveredFeed } from '../../parse/index.js';

/** The line that adds this feed, to be copied into a POSIX shell; its title, a stranger's, is a comment behind it. */
export function commandFor({ url, title = '' }: DiscoveredFeed, { config, id }: { readonly config: string; readonly id?: string }): string {
  const options = [...(id === undefined ? [] : ['--id', id]), ...(config === configurationFile(process.env) ? [] : ['--config', quoted(config)])];
  const comment = title.replaceAll(/[\p{C}\s]+/gu, ' ').trim();
  return [program(), 'add', quoted(url), ...options, ...(comment === '' ? [] : [` # ${comment}`])].join(' ');
}

/** As it was called: from a checkout by its file, else by its name. */
function program(): string {
  const file = process.argv[1] ?? '';
  return file.endsWith('.js') ? `node ${quoted(relative('', file))}` : 'feedrelay';
}

function quoted(word: string): string {
  return /^[\w:/.@%+=,-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
