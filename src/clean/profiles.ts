/** Profiles: ordered lists of steps. Sanitising follows every one of them. */

import type { FeedFormat, Profile } from '../model.js';
import { parseAddress } from './address.js';
import type { Step } from './article.js';
import { advertisements } from './steps/advertisements.js';
import { blanks } from './steps/blanks.js';
import { byline } from './steps/byline.js';
import { captions } from './steps/captions.js';
import { dateline } from './steps/dateline.js';
import { endings } from './steps/endings.js';
import { foreignElements } from './steps/foreign-elements.js';
import { lazyPictures } from './steps/lazy-pictures.js';
import { lead } from './steps/lead.js';
import { lineBreaks } from './steps/line-breaks.js';
import { noise } from './steps/noise.js';
import { noscriptTwins } from './steps/noscript-twins.js';
import { pictures } from './steps/pictures.js';
import { relativeAddresses } from './steps/relative-addresses.js';
import { remove } from './steps/remove.js';
import { trackingPixels } from './steps/tracking-pixels.js';
import { unshowable } from './steps/unshowable.js';
import { zoomIcons } from './steps/zoom-icons.js';

/** Media first: what is left of them decides where an article begins and ends. */
const media: readonly Step[] = [foreignElements, lazyPictures, relativeAddresses, noscriptTwins, trackingPixels, pictures, unshowable];

export const PROFILES: Readonly<Record<Profile, readonly Step[]>> = {
  feedx: [
    remove, advertisements, zoomIcons, ...media,
    endings, byline,
    noise, captions, blanks, dateline, lineBreaks, lead,
  ],
  generic: [remove, ...media, noise, blanks],
  none: [remove, noise],
};

/** For a summary, or any other fragment that is no article. */
export const FRAGMENT: readonly Step[] = [...media, noise, blanks];

const FEEDX = /(?:^|\.)feedx\.(?:net|site|co)$/;

/** `auto` is feedx for feedx's own hosts and for archived documents, else generic. `url` is the source's address. */
export function resolveProfile(profile: Profile | 'auto', url: string, format: FeedFormat): Profile {
  if (profile !== 'auto') return profile;
  return format === 'document' || FEEDX.test(parseAddress(url)?.hostname ?? '') ? 'feedx' : 'generic';
}
