import { configurationFile } from '../../config/index.js';
import type { DiscoveredFeed } from '../../parse/index.js';
import { calledAs, quoted } from '../called-as.js';

/** The line that adds this feed, to be copied into a POSIX shell; its title, a stranger's, is a comment behind it. */
export function commandFor({ url, title = '' }: DiscoveredFeed, { config, id }: { readonly config: string; readonly id?: string }): string {
  const options = [...(id === undefined ? [] : ['--id', id]), ...(config === configurationFile(process.env) ? [] : ['--config', quoted(config)])];
  const comment = title.replaceAll(/[\p{C}\s]+/gu, ' ').trim();
  return [calledAs(), 'add', quoted(url), ...options, ...(comment === '' ? [] : [` # ${comment}`])].join(' ');
}
