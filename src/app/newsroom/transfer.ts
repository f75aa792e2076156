import type { Finding } from '../../library/index.js';

/** What of an answer goes over without being copied: a document's bytes, where they have a buffer of their own. */
export function bodyOf(value: unknown): readonly ArrayBuffer[] {
  if (!isFound(value)) return [];
  const { buffer, byteLength } = value.representation.body;
  return buffer instanceof ArrayBuffer && buffer.byteLength === byteLength ? [buffer] : [];
}

function isFound(value: unknown): value is Extract<Finding, { kind: 'found' }> {
  return typeof value === 'object' && value !== null && 'representation' in value;
}
