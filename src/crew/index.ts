/** Heavy work, kept away from whoever is being served. */
export { createCrew, LARGE, type Crew, type CrewOptions } from './crew.js';
export type { Passage } from './door.js';
export type { CleanedItem } from './task.js';
