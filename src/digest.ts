import { createHash, hash } from 'node:crypto';

/** Characters of a text that are hashed at once: for each Node reserves three bytes, and gives all of them back. */
const AT_ONCE = 32 * 1024;

/**
 * A short name for a text or for bytes: 132 bits of SHA-256 in base64url (22 characters). Equal texts, equal
 * names; that two different texts of one store share a name does not happen in practice.
 */
export function digest(text: string | Uint8Array): string {
  const whole = typeof text === 'string' && text.length > AT_ONCE ? hashInParts(text) : hash('sha256', text, 'base64url');
  return whole.slice(0, 22);
}

function hashInParts(text: string): string {
  const sum = createHash('sha256');
  for (let at = 0; at < text.length; ) {
    const end = at + AT_ONCE - (isHighSurrogate(text.charCodeAt(at + AT_ONCE - 1)) ? 1 : 0);
    sum.update(text.slice(at, end));
    at = end;
  }
  return sum.digest('base64url');
}

/** Half of a character: the other follows it, unless it stands alone. */
function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}
