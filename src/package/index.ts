/** The package this program came in: where it lies, what runs on its own of it, and its version. */
export { PACKAGE, scriptOf, type Part } from './place.js';
export { version } from './version.js';
