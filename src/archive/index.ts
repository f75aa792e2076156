/** Archived documents in and out of the store: `import` and `export`. */
export { exportSource, type ExportOptions } from './export.js';
export { importDocuments, type Imported, type Progress } from './import.js';
