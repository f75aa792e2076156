import { hash } from 'node:crypto';

/**
 * A short name for a text or for bytes: 132 bits of SHA-256 in base64url (22 characters). Equal texts, equal
 * names; that two different texts of one store share a name does not happen in practice.
 */
export function digest(text: string | Uint8Array): string {
  return hash('sha256', text, 'base64url').slice(0, 22);
}
