import type { FeedHead, Source } from '../model.js';

/** What a source is called: as the operator says, else as it calls itself. */
export function titleOf(source: Source, head: FeedHead | undefined): string {
  return source.title ?? head?.title ?? source.id;
}
