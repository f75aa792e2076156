/**
 * The ground floor: what walks through the house. Plain readonly values, no behaviour.
 *
 * A source's bytes become a {@link ParsedFeed} of {@link Item}s; cleaning turns an item into
 * {@link Cleaned}; identity turns it into an {@link Entry}; publishing renders an {@link OutputFeed}.
 */
export type * from './model/outcome.js';
export type * from './model/article.js';
export type * from './model/configuration.js';
export type * from './model/output.js';
