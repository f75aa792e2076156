/**
 * Content-Security-Policy of our own pages, which need nothing but our own style, script and inline drawings:
 * would stop whatever slipped through the escaping, and keeps the promise of no request to any other host.
 */
export const pagePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The same for pages that show articles: their pictures, sound, films and (sandboxed) video frames, but no script. */
export const articlePolicy = [
  "default-src 'none'",
  "style-src 'self'",
  "img-src 'self' https: http: data:",
  'media-src https: http:',
  'frame-src https:',
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** For what is no page: should a browser show it as one, nothing in it runs or loads. */
export const documentPolicy = "default-src 'none'; style-src 'self'; sandbox";

/** What a browser may be told by its script about a feed on another site (Fetch §3.2), beyond the plain GET. */
export const preflight: readonly string[] = [
  'Access-Control-Allow-Origin', '*',
  'Access-Control-Allow-Methods', 'GET, HEAD, OPTIONS',
  'Access-Control-Allow-Headers', 'If-None-Match, If-Modified-Since, Cache-Control, Range',
  'Access-Control-Max-Age', '86400',
];
