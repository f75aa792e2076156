/** Which entry an item is, and what has happened to it: PRODUCT.md "Identity". Pure decisions over rows read before. */
export { addressKey } from './address.js';
export { appearanceOf, arrive, places, titleDigest, type Appearance, type Arrival, type Key } from './arrival.js';
export { decideDocument, type Decision, type DocumentDecision } from './decide.js';
export { markList, marksOf, type Ledger, type Remembered } from './ledger.js';
export type { Match, Reason } from './match.js';
export { nameUuid } from './uuid.js';
export { isDuplicate, isMeant, revisionTime, showAgain, type Showing, type Verdict } from './verdict.js';
