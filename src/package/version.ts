import { readFileSync } from 'node:fs';
import { PACKAGE } from './place.js';

/** The package's own version, as `package.json` says it. */
export const version = readVersion();

function readVersion(): string {
  const read: unknown = JSON.parse(readFileSync(new URL('package.json', PACKAGE), 'utf8'));
  return typeof read === 'object' && read !== null && 'version' in read ? String(read.version) : '0';
}
