/** All state of the program, over keyv. Other rooms call nothing else of this one. */
export { fileOf, isShared, openStore, type OpenOptions } from './open.js';
export { fencedStore } from './fenced.js';
export { StoreError, type Batch, type ChangeListener, type Store } from './store.js';
export { checkStore, repairStore, type Progress, type RepairReport, type StoreReport } from './repair.js';
export { migrateStore, type Migration } from './migrate.js';
