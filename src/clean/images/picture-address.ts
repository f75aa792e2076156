import { readProxied } from './proxies.js';
import { unwrap } from './unwrap.js';

/** The path of a picture's own file. */
const PICTURE_FILE = /^https?:\/\/[^?#]+\.(jpe?g|png|gif|webp|avif|bmp)(?:[?#]|$)/i;

/** Whether an address leads straight to a picture: by the name of its file, or as a picture proxy's. */
export const isPictureAddress = (address: string): boolean =>
  PICTURE_FILE.test(address.trim()) || readProxied(address.trim())?.proxied !== undefined;

/** The media type of a picture by the name of its own file, behind whatever proxies; undefined where it does not tell. */
export function pictureType(address: string): string | undefined {
  const unwrapped = unwrap(address);
  const extension = unwrapped.kind === 'picture' ? PICTURE_FILE.exec(unwrapped.own.address)?.[1]?.toLowerCase() : undefined;
  return extension === undefined ? undefined : `image/${extension === 'jpg' ? 'jpeg' : extension}`;
}
