/** From kept entries to finished documents. */
export { Press, type PressOptions } from './press.js';
export { statesOf, type BuiltFeed } from './build.js';
export { outletsOf, addressesOf, type Outlet } from './outlet.js';
export { contentTypes, renderFeed } from './render/index.js';
export { renderOpml } from './opml.js';
export { readOpml, type OpmlLeft, type OpmlOutline } from './subscription-list.js';
export { compileFilter, checkPattern } from './filter.js';
export { textOf } from './render/text.js';
