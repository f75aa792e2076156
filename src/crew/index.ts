/** Heavy work, kept away from whoever is being served. */
export { createCrew, type Crew, type CrewOptions } from './crew.js';
export type { CleanedItem } from './task.js';
