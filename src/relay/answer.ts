import type { IncomingMessage } from 'node:http';
import type { Millis } from '../model.js';
import { isUnchanged } from '../serve/index.js';
import type { Picture } from './kept-picture.js';
import { readRange, type Slice } from './range.js';

/** What to answer, before a byte is read. */
export interface PictureAnswer {
  readonly status: 200 | 206 | 304 | 416;
  /** Flat name-value pairs. */
  readonly headers: string[];
  /** What of the picture is sent, were it not for HEAD. */
  readonly slice?: Slice;
}

/** Seconds that a reader may keep a picture: the address names what it shows, which changes hardly ever. */
const MAX_AGE = 30 * 24 * 60 * 60;

/** Should a browser show it as a page, nothing in it runs or loads; other sites' pages may show it. */
export const inert: readonly string[] = [
  'X-Content-Type-Options', 'nosniff',
  'Content-Security-Policy', "default-src 'none'; sandbox",
  'Cross-Origin-Resource-Policy', 'cross-origin',
  'Access-Control-Allow-Origin', '*',
];

const wholes = new WeakMap<Picture, PictureAnswer>();

/** Conditional requests first, then a single range (RFC 9110 §13.2.2, §14.2); a range is for GET alone. */
export function answerPicture(picture: Picture, { method, headers }: Pick<IncomingMessage, 'method' | 'headers'>, now: Millis): PictureAnswer {
  const etag = `"${picture.digest}"`;
  const conditions = { ifNoneMatch: headers['if-none-match'], ifModifiedSince: headers['if-modified-since'] };
  if (isUnchanged(conditions, { etag, modified: picture.modified }, now)) return { status: 304, headers: guiding(picture) };
  const asksPart = headers.range !== undefined && method === 'GET' && stillMeant(headers['if-range'], etag, picture.modified);
  const part = asksPart ? readRange(headers.range, picture.size) : 'whole';
  if (part === 'whole') return whole(picture);
  if (part === 'unsatisfiable') return { status: 416, headers: ['Content-Range', `bytes */${picture.size}`, 'Content-Length', '0', ...inert] };
  return {
    status: 206,
    headers: [...described(picture), 'Content-Range', `bytes ${part.start}-${part.end - 1}/${picture.size}`, 'Content-Length', String(part.end - part.start)],
    slice: part,
  };
}

function whole(picture: Picture): PictureAnswer {
  const known = wholes.get(picture);
  if (known !== undefined) return known;
  const answer: PictureAnswer = {
    status: 200,
    headers: [...described(picture), 'Content-Length', String(picture.size)],
    slice: { start: 0, end: picture.size },
  };
  wholes.set(picture, answer);
  return answer;
}

/** If-Range (RFC 9110 §13.1.5): the strong tag or the exact date, or else the whole is wanted. */
function stillMeant(ifRange: string | readonly string[] | undefined, etag: string, modified: Millis): boolean {
  return ifRange === undefined || ifRange === etag || ifRange === new Date(modified).toUTCString();
}

function guiding({ digest }: Picture): string[] {
  return ['ETag', `"${digest}"`, 'Cache-Control', `public, max-age=${MAX_AGE}`, ...inert];
}

function described(picture: Picture): string[] {
  return [...guiding(picture), 'Content-Type', picture.type, 'Last-Modified', new Date(picture.modified).toUTCString(), 'Accept-Ranges', 'bytes'];
}
