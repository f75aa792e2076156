/** The configuration: read, judged, watched, edited, and described. */
export { formatMistake, type Mistake } from './mistake.js';
export { configurationFile } from './environment.js';
export { defaultConfiguration, loadConfiguration, parseConfiguration, type Loaded } from './load.js';
export { configurationJsonSchema } from './json-schema.js';
export { deriveSourceId } from './source-id.js';
export { watchConfiguration } from './watch.js';
export { addSource, addSources, type NewSource } from './add-source.js';
export { readWebAddress } from './values/address.js';
export { baseUrlOf, isLoopback } from './values/server.js';
export { readImageMode } from './values/images.js';
