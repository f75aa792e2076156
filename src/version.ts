import { readFileSync } from 'node:fs';

/** The package's own version, as `package.json` says it. */
export const version = readVersion();

function readVersion(): string {
  const read: unknown = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  return typeof read === 'object' && read !== null && 'version' in read ? String(read.version) : '0';
}
