/** What a poll needs once a document has changed. */
export { takeFeed } from './feed.js';
export { readDocument } from './reading.js';
