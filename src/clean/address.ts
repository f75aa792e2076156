/** Addresses as articles write them. */

/** Longer addresses are no addresses: nothing on the web accepts them, and every reader pays for them. */
const LONGEST = 8192;

const SCHEME = /^[a-z][a-z0-9+.-]*:/i;

/** Absolute, http(s), and written in characters that every reader takes: as it is, then. Browsers read `https:///host/` as `https://host/`. */
const PLAIN = /^https?:\/\/(?!\/)[\w.~:/?#[\]@!$&'()*+,;=%-]+$/;

/** The address read by the WHATWG rules, or `undefined` where it cannot be. */
export function parseAddress(address: string, base?: string): URL | undefined {
  if (address.length > LONGEST) return undefined;
  try {
    return new URL(address, base);
  } catch {
    return undefined;
  }
}

/**
 * `address` against `base`. An absolute http(s) address stays as it is written (percent-encodings and all);
 * one that cannot be read stays as it stood.
 */
export function resolve(address: string, base: string | undefined): string {
  const trimmed = address.trim();
  if (trimmed === '' || PLAIN.test(trimmed)) return trimmed;
  if (base === undefined && !SCHEME.test(trimmed) && !trimmed.startsWith('//')) return trimmed;
  return parseAddress(trimmed, base ?? 'https://relative.invalid/')?.href ?? trimmed;
}

/** The scheme in lower case without its colon, read as browsers do (blanks and control characters aside); '' if relative. */
export function schemeOf(address: string): string {
  if (address.startsWith('https://')) return 'https';
  const match = SCHEME.exec(address.slice(0, 200).replace(/[\0-\x20]/g, ''));
  return match ? match[0].slice(0, -1).toLowerCase() : '';
}

export const isWeb = (address: string): boolean => /^https?:\/\/[^/\s]/i.test(address);

export const isTooLong = (address: string): boolean => address.length > LONGEST;

/** Whether `host` fits one of the patterns `host` or `*.host` (which means every host below it). */
export const hostFits = (host: string, pattern: string): boolean =>
  pattern.startsWith('*.') ? host.endsWith(pattern.slice(1).toLowerCase()) : host === pattern.toLowerCase();
