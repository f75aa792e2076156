import type { Millis } from '../model.js';
import { readHttpDate } from '../serve/index.js';
import type { PictureOrigin } from './kept-picture.js';
import type { PictureType } from './picture-type.js';

const DAY: Millis = 24 * 60 * 60 * 1000;
/** What an origin says is heeded between these; where it says nothing, a week. */
const LEAST = DAY;
const MOST = 30 * DAY;
const USUAL = 7 * DAY;
/** Characters of a validator that is worth keeping. */
const LONGEST = 500;

/** What an origin's answer says of its picture, beside the bytes. */
export function originOf(type: PictureType, headers: Readonly<Record<string, string>>, now: Millis): PictureOrigin {
  const { etag = '', 'last-modified': lastModified = '', 'cache-control': caching = '' } = headers;
  const said = readHttpDate(lastModified);
  const seconds = /(?:^|[\s,])max-age\s*=\s*"?(\d{1,12})/i.exec(caching)?.[1];
  return {
    type,
    modified: Math.floor((said !== undefined && said > 0 && said <= now ? said : now) / 1000) * 1000,
    freshFor: seconds === undefined ? USUAL : Math.min(Math.max(Number(seconds) * 1000, LEAST), MOST),
    ...(isWorthKeeping(etag) && { etag }),
    ...(isWorthKeeping(lastModified) && { lastModified }),
  };
}

/** Whether the origin should be asked again; a clock that was set back asks too. */
export function isStale({ validated, picture }: { readonly validated: Millis; readonly picture: PictureOrigin }, now: Millis): boolean {
  return Math.abs(now - validated) > picture.freshFor;
}

function isWorthKeeping(validator: string): boolean {
  return validator !== '' && validator.length <= LONGEST;
}
