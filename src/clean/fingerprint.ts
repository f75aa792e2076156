import { createHash } from 'node:crypto';
import type { CleanPolicy } from '../model.js';

/** Counts up whenever a step, or what compares its results, comes to give another one for the same item: kept entries are then cleaned anew. */
const VERSION = 2;

/** Names everything that decides cleaning: the policy and the version of the steps. Equal fingerprints, equal results. */
export function cleaningFingerprint(policy: CleanPolicy): string {
  const { profile, images, remove, timezone, nesting, relay } = policy;
  const deciding = [VERSION, profile, images.default, images.hosts.map(({ pattern, mode }) => [pattern, mode]), images.https, remove, timezone, nesting, relay?.base, relay?.key];
  return createHash('sha256').update(JSON.stringify(deciding, sorted)).digest('base64url');
}

/** Objects with their keys in one order. */
const sorted = (_key: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
    : value;
