/** Asking another thread, and being asked: one question a message, one answer to each. */
export { conversation, type Answer, type Channel, type Conversation, type Question, type Service } from './conversation.js';
export { answerer } from './answerer.js';
export { collect, collectAfter, litter } from './collect.js';
