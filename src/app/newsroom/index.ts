/**
 * Where nobody is served: a thread of its own in which sources are polled, documents made and articles inspected. However
 * long that takes, and whatever a source sends, the thread that serves goes on; if this one dies it is begun anew.
 */
export { startNewsroom, type Newsroom, type NewsroomOptions } from './thread.js';
export { countReaders } from './readers.js';
export type { NewsroomEvent } from './service.js';
