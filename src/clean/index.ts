/** Cleaning: what readers see of an item. Everything here is pure. */

export { cleanItem } from './clean-item.js';
export { withoutOrigins, withoutQueries } from './comparison.js';
export { explainCleaning, type StepChange } from './explain.js';
export { cleaningFingerprint } from './fingerprint.js';
export { withAbsoluteAddresses } from './html/absolute.js';
export { rewritePicture } from './images/rewrite.js';
export { knownTimezone } from './known-sites.js';
export { resolveProfile } from './profiles.js';
export { sanitise } from './sanitise.js';
