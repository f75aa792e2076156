/**
 * The rules of the three formats as the W3C's feed validator and the JSON Feed specification have them,
 * errors and warnings alike, on parsers that are not the renderer's. Each check gives what is wrong,
 * one sentence each; nothing wrong is an empty list.
 */
export { checkAtom } from './feed-rules/atom.js';
export { checkJsonFeed } from './feed-rules/json.js';
export { checkRss } from './feed-rules/rss.js';
