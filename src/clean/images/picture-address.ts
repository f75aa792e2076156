import { readProxied } from './proxies.js';

/** The path of a picture's own file. */
const PICTURE_FILE = /^https?:\/\/[^?#]+\.(?:jpe?g|png|gif|webp|avif|bmp)(?:[?#]|$)/i;

/** Whether an address leads straight to a picture: by the name of its file, or as a picture proxy's. */
export const isPictureAddress = (address: string): boolean =>
  PICTURE_FILE.test(address.trim()) || readProxied(address.trim())?.proxied !== undefined;
