import { isShared } from '../store/index.js';
import type { Role } from './daemon.js';

/** What stays undone where a process does a part of the work on a store that no other can open meanwhile; a sentence, if any. */
export function halfDone(role: Role, store: string): readonly string[] {
  if (role === 'all' || isShared(store)) return [];
  return [`--role ${role} is for a store that processes share: ${role === 'poll' ? 'nobody serves what this one polls' : 'nobody polls for this one'} unless "store" names a Redis.`];
}
