import { createHash } from 'node:crypto';
import type { Millis } from '../model.js';

/** The names that an export gives, and nothing else does. */
export const EXPORTED = /^(?:\d+|NaN)-[0-9a-f]{8}(?:-\d+)?(?:\.v\d+)?\.md$/;

/**
 * Names of exported documents: the stamp, eight figures of the id's digest, for a superseded version
 * its number. The same entries in the same order get the same names, and no two the same.
 */
export class FileNames {
  readonly #given = new Set<string>();

  give(stamp: Millis | undefined, id: string, version?: number): string {
    const digest = createHash('sha256').update(id).digest('hex').slice(0, 8);
    const shown = stamp !== undefined && Number.isInteger(stamp) && stamp >= 0 ? stamp : 'NaN';
    const suffix = version === undefined ? '' : `.v${version}`;
    for (let copy = 1; ; copy += 1) {
      const name = `${shown}-${digest}${copy === 1 ? '' : `-${copy}`}${suffix}.md`;
      if (this.#given.has(name)) continue;
      this.#given.add(name);
      return name;
    }
  }

  has(name: string): boolean {
    return this.#given.has(name);
  }
}
