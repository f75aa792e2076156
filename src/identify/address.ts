const TRACKING = /^(?:utm_[^=]*|fbclid|gclid)(?:=|$)/i;
const TRACKING_FRAGMENT = /^(?:utm_[^=]*|fbclid|gclid|xtor)=/i;

/**
 * An address as a key: what two spellings of one article's address have in common.
 *
 * http and https are one, the host is lower case, the default port and tracking parameters
 * (`utm_*`, `fbclid`, `gclid`) are gone, and so is a fragment that is nothing but tracking
 * (`#xtor=RSS-1`, taught by French papers). Any other fragment stays: hand-made feeds tell their
 * items apart by it. Path and remaining query stay letter for letter.
 *
 * @returns undefined for what is no http(s) address
 */
export function addressKey(text: string): string | undefined {
  if (!/^https?:\/\//i.test(text)) return undefined;
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  const port = url.port === '' ? '' : `:${url.port}`;
  const query = url.search
    .slice(1)
    .split('&')
    .filter((parameter) => parameter !== '' && !TRACKING.test(parameter))
    .join('&');
  const fragment = isTracking(url.hash.slice(1)) ? '' : url.hash;
  return `//${url.hostname}${port}${url.pathname}${query === '' ? '' : `?${query}`}${fragment === '#' ? '' : fragment}`;
}

function isTracking(fragment: string): boolean {
  return fragment.split('&').every((part) => TRACKING_FRAGMENT.test(part));
}
