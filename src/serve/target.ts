/** What a request asks for. */
export type Target =
  /** `path` begins with a slash and is still percent-encoded; `search` begins with `?` or is empty. */
  | { readonly kind: 'path'; readonly path: string; readonly search: string }
  /** `OPTIONS *`: the server as a whole. */
  | { readonly kind: 'server' }
  | { readonly kind: 'malformed' }
  | { readonly kind: 'tooLong' };

/** Characters; no address of ours, and no signed picture's, comes near it. */
const longest = 8_192;

/** Reads a request target in origin-form or absolute-form (RFC 9112 §3.2). */
export function readTarget(target: string): Target {
  if (target.length > longest) return { kind: 'tooLong' };
  if (target === '*') return { kind: 'server' };
  const origin = target.startsWith('/') ? target : target.replace(/^https?:\/\/[^/?#]+(?=$|[/?#])/i, '');
  const rooted = origin === '' || origin.startsWith('?') ? `/${origin}` : origin;
  if (!rooted.startsWith('/')) return { kind: 'malformed' };
  const [whole = ''] = rooted.split('#', 1);
  const mark = whole.indexOf('?');
  const path = mark < 0 ? whole : whole.slice(0, mark);
  if (decodePath(path) === undefined) return { kind: 'malformed' };
  return { kind: 'path', path, search: mark < 0 ? '' : whole.slice(mark) };
}

/** Percent-decoded; absent where that gives no text, or text with control characters. */
export function decodePath(path: string): string | undefined {
  if (!path.includes('%')) return path;
  try {
    const decoded = decodeURIComponent(path);
    return /[\x00-\x1f\x7f]/.test(decoded) ? undefined : decoded;
  } catch {
    return undefined;
  }
}

/** The ways to read a path, the likeliest first. */
export type Readings = readonly [string, ...string[]];

/**
 * A path below the base path, for proxies that leave that in place, then as it stands, for those that strip it.
 * (A base path such as `/feeds` makes both possible at once.)
 */
export function belowBase(path: string, basePath: string): Readings {
  if (basePath === '' || !path.startsWith(basePath)) return [path];
  const rest = path.slice(basePath.length);
  if (rest === '') return ['/', path];
  return rest.startsWith('/') ? [rest, path] : [path];
}
