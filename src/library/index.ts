/** The finished documents, as they are handed out. Who only serves needs no more of publishing than this room. */
export { Library, type DocumentMaker } from './library.js';
export type { Finding, Publication } from './kept-documents.js';
export { openLastShown, type LastShown } from './last-shown.js';
export { pageName, readDocumentPath, type DocumentPath } from './document-path.js';
export { titleOf } from './title.js';
