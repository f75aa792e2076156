import { isShared } from '../store/index.js';

/** What stays undone where a process does a part of the work on a store that no other can open meanwhile; a sentence, if any. */
export function halfDone(role: 'all' | 'poll' | 'serve', store: string): readonly string[] {
  if (role === 'all' || isShared(store)) return [];
  const undone = role === 'serve' ? 'polls nothing' : 'shows readers nothing';
  return [`run --role ${role} ${undone}, and no other process can do so on an embedded store meanwhile: leave --role out, or name a store on Redis.`];
}
