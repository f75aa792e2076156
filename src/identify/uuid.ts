import { v5 } from 'uuid';

/** Our own name space under RFC 9562 §5.5; it never changes, for every published id hangs on it. */
const NAMESPACE = 'b0f5f3f2-6f5c-5d0e-9d7e-3f1f6a0c2f4d';

/** A `urn:uuid:` (version 5) that the same parts always give again; parts are told apart by a line feed. */
export function nameUuid(...parts: readonly string[]): string {
  return `urn:uuid:${v5(parts.join('\n'), NAMESPACE)}`;
}
