/** All state of the program, over keyv. Other rooms call nothing else of this one. */
export { fileOf, isShared, openLentStore, openStore, type OpenOptions } from './open.js';
export { fencedStore } from './fenced.js';
export { revived, StoreError, told, type Batch, type ChangeListener, type LentStore, type OwnStore, type Store } from './store.js';
export { checkStore, repairStore, type Progress, type RepairReport, type StoreReport } from './repair.js';
export { migrateStore, type Migration } from './migrate.js';
