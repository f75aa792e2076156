/** Pictures that load: fetched for readers from hosts that would refuse them, or that they cannot reach, and kept. */
export { createPictureRelay, pictureOutcomes, type PictureOutcome, type PictureRelay, type PictureRelayOptions } from './relay.js';
